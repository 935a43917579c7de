import type { Feature } from '../../features/feature.js'
import type { Column, Frame, NumericColumn } from '../../ml/frame.js'
import type { TableColumn } from '../../sources/table.js'
import { DAY } from '../../shared/time.js'

/** What of a table is learned from, and what is not and why. */
export interface TableFeatures {
  readonly frame: Frame
  readonly features: readonly Feature[]
  readonly dropped: readonly { readonly name: string; readonly reason: string }[]
  /** Columns that name a row: dropped, but whether their order goes with the outcome is worth knowing. */
  readonly identifiers: readonly Column[]
}

export interface TableRoles {
  /** Columns the target is made of. */
  readonly target: ReadonlySet<string>
  readonly id: string | undefined
  readonly time: string | undefined
  readonly exclude: ReadonlySet<string>
  /** Units of columns, where they were declared. */
  readonly units: Readonly<Record<string, string | undefined>>
}

/** Divides the columns of a table into what is learned from and what is not. */
export function tableFeatures(
  rows: number,
  columns: readonly TableColumn[],
  roles: TableRoles,
): TableFeatures {
  const kept: { column: Column; feature: Feature }[] = []
  const dropped: { name: string; reason: string }[] = []
  const identifiers: Column[] = []
  for (const tableColumn of columns) {
    const { name, kind, column } = tableColumn
    const reason = reasonToDrop(tableColumn, roles)
    if (reason === null) kept.push(...asFeatures(tableColumn, roles.units[name]))
    else dropped.push({ name, reason })
    if (name === roles.id || kind === 'identifier') identifiers.push(column)
  }
  return {
    frame: { rows, columns: kept.map(({ column }) => column) },
    features: kept.map(({ feature }) => feature),
    dropped,
    identifiers,
  }
}

function reasonToDrop({ name, kind, distinct, missing }: TableColumn, roles: TableRoles): string | null {
  if (roles.target.has(name)) return 'the target is made of it'
  if (name === roles.id) return 'it names the row'
  if (roles.exclude.has(name)) return 'excluded'
  if (name === roles.time) return 'it orders the rows in time'
  if (distinct === 0) return 'it has no values'
  if (kind === 'constant' || (distinct < 2 && missing === 0)) return 'all of its values are the same'
  if (kind === 'identifier') return 'it looks like an id: nearly every row has its own'
  if (kind === 'text') return 'it is free text, which is not learned from'
  return null
}

/** What one column gives to learn from: itself, or the parts of a moment. */
export function asFeatures(
  { name, kind, column }: TableColumn,
  unit: string | undefined,
): { column: Column; feature: Feature }[] {
  if (kind === 'time' && column.kind === 'numeric') return timeParts(name, column)
  const feature = { name, kind: column.kind, title: name, family: 'column' }
  return [{ column, feature: unit === undefined ? feature : { ...feature, unit } }]
}

interface TimePart {
  readonly suffix: string
  readonly title: string
  readonly unit?: string
  readonly of: (instant: number) => number
}

/** What of a moment can repeat: its age beside the newest of the table, month, weekday and hour. */
function timeParts(name: string, { values }: NumericColumn): { column: Column; feature: Feature }[] {
  const newest = values.reduce((most, value) => (value > most ? value : most), -Infinity)
  const parts: readonly TimePart[] = [
    {
      suffix: 'age',
      title: `days from ${name} to the newest of the table`,
      unit: 'days',
      of: (instant) => (newest - instant) / DAY,
    },
    { suffix: 'month', title: `month of ${name}`, of: (instant) => new Date(instant).getUTCMonth() + 1 },
    {
      suffix: 'weekday',
      title: `weekday of ${name} (1 is Monday)`,
      of: (instant) => ((new Date(instant).getUTCDay() + 6) % 7) + 1,
    },
    { suffix: 'hour', title: `hour of ${name} (UTC)`, of: (instant) => new Date(instant).getUTCHours() },
  ]
  return parts
    .map(({ suffix, title, unit, of }) => ({
      column: {
        kind: 'numeric' as const,
        name: `${name}_${suffix}`,
        values: values.map((value) => (Number.isNaN(value) ? Number.NaN : of(value))),
      },
      feature: {
        name: `${name}_${suffix}`,
        kind: 'numeric' as const,
        title,
        family: 'time',
        ...(unit === undefined ? {} : { unit }),
      },
    }))
    .filter(({ column }) => new Set(column.values.filter((value) => !Number.isNaN(value))).size > 1)
}
