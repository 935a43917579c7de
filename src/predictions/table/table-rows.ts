import type { Column } from '../../ml/frame.js'
import { ForetellError } from '../../shared/errors.js'
import type { TableData } from '../../sources/table.js'
import type { Alarm } from '../card.js'
import { identifierAlarms } from '../alarms/identifier.js'
import type { LabelledRows } from '../labelled-rows.js'
import { takeRows, takeValues } from '../rows.js'
import { tableFeatures } from './table-features.js'
import { columnsOf, type TableTarget } from './target-expression.js'
import { type TargetValues, targetValues } from './target-values.js'

/** What of a table is to be learned, and how. */
export interface TableQuestion {
  readonly target: TableTarget
  readonly task?: 'classification' | 'regression' | undefined
  /** The value that counts as yes. */
  readonly positive?: string | undefined
  readonly id?: string | undefined
  readonly time?: string | undefined
  readonly exclude: readonly string[]
  readonly units?: Readonly<Record<string, string | undefined>>
  readonly maximumRows: number
  readonly seed: number
}

/** A table's rows with outcomes. */
export interface TableRows {
  readonly task: 'classification' | 'regression'
  readonly rows: LabelledRows
  /** Milliseconds since 1970 of each row; null without a time column. */
  readonly times: Float64Array | null
  readonly target: TargetValues
  /** Rows of the file. */
  readonly available: number
  /** Rows left out because their target is missing. */
  readonly missing: number
  readonly dropped: readonly { readonly name: string; readonly reason: string }[]
  readonly notes: readonly string[]
  readonly alarms: readonly Alarm[]
}

/** Fewer rows than this cannot be divided into three parts that say anything. */
const fewestRows = 40
const fewestOfEach = 10

/**
 * From a table to X and y: reads the target, leaves out rows without one, draws rows where there are too many, and
 * keeps the columns that can be learned from.
 * @throws ForetellError `TARGET_...`, `TOO_FEW_ROWS`, `NO_FEATURES`, `TIME_COLUMN_UNREADABLE`
 */
export function tableRows(data: TableData, question: TableQuestion): TableRows {
  const columns = data.columns.map(({ column }) => column)
  const target = targetValues(question.target, columns, question)
  const known = Array.from(target.values.keys()).filter((row) => !Number.isNaN(target.values[row]))
  const wanted = drawn(known, question)
  const y = takeValues(target.values, wanted)
  requireEnough(target, y)

  const prepared = tableFeatures(data.rows, data.columns, {
    target: columnsOf(question.target),
    id: question.id,
    time: question.time,
    exclude: new Set(question.exclude),
    units: question.units ?? {},
  })
  if (prepared.features.length === 0) throw noFeatures(prepared.dropped)
  const idColumn = columns.find(({ name }) => name === question.id)
  const identifiers = takeRows({ rows: data.rows, columns: prepared.identifiers }, wanted).columns
  return {
    task: target.task,
    rows: {
      frame: takeRows(prepared.frame, wanted),
      target: y,
      entityIds: wanted.map((row) => entityId(idColumn, row)),
      anchors: null,
      features: prepared.features,
    },
    times: timesOf(question.time, columns, wanted),
    target,
    available: data.rows,
    missing: data.rows - known.length,
    dropped: prepared.dropped,
    notes: [...data.problems.map(({ message }) => `${message}.`), ...target.notes],
    alarms: identifierAlarms(target.task, identifiers, y),
  }
}

/** Every so manieth row, when there are too many: sorted files keep their mix. */
function drawn(rows: readonly number[], { maximumRows }: TableQuestion): readonly number[] {
  if (rows.length <= maximumRows) return rows
  const step = rows.length / maximumRows
  return Array.from({ length: maximumRows }, (_, index) => rows[Math.floor(index * step)])
}

function requireEnough({ task, description }: TargetValues, target: Float64Array): void {
  const positives = target.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0)
  if (target.length < fewestRows) {
    throw new ForetellError('TOO_FEW_ROWS', {
      values: { minimum: fewestRows, what: 'rows with a known target', rows: target.length },
    })
  }
  const rarer = Math.min(positives, target.length - positives)
  if (task === 'classification' && rarer < fewestOfEach) {
    throw new ForetellError('TOO_FEW_ROWS', {
      values: {
        minimum: fewestOfEach,
        what: `rows ${positives === rarer ? 'with' : 'without'} the outcome (${description})`,
        rows: rarer,
      },
    })
  }
}

function noFeatures(dropped: readonly { readonly name: string; readonly reason: string }[]): ForetellError {
  const reasons = dropped.slice(0, 8).map(({ name, reason }) => `"${name}": ${reason}`)
  return new ForetellError('NO_FEATURES', {
    values: { where: 'the table', reasons: reasons.length === 0 ? 'it has none' : reasons.join('; ') },
  })
}

/** The id as it is written; the row's number where there is none. */
export function entityId(idColumn: Column | undefined, row: number): string {
  if (idColumn === undefined) return String(row + 1)
  if (idColumn.kind === 'numeric') return String(idColumn.values[row])
  return idColumn.codes[row] < 0 ? String(row + 1) : idColumn.levels[idColumn.codes[row]]
}

/** @throws ForetellError `TIME_COLUMN_UNREADABLE` when the column holds no numbers and no times */
function timesOf(
  name: string | undefined,
  columns: readonly Column[],
  wanted: readonly number[],
): Float64Array | null {
  if (name === undefined) return null
  const column = columns.find((candidate) => candidate.name === name)
  if (column?.kind !== 'numeric') {
    throw new ForetellError('TIME_COLUMN_UNREADABLE', { values: { name } })
  }
  // A row without a time stands before all others: it may be learned from, and measures nothing.
  return takeValues(column.values, wanted).map((value) => (Number.isNaN(value) ? -Infinity : value))
}
