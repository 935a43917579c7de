import type { Column, Frame } from '../frame.js'
import { columnNamed } from './grid.js'

/** What a rule asks of one column. */
export type Condition =
  | {
      readonly kind: 'range'
      readonly column: string
      /** Values above this; without it from the least. */
      readonly above?: number
      /** Values up to this and this one too; without it to the largest. */
      readonly upTo?: number
    }
  | { readonly kind: 'level'; readonly column: string; readonly level: string }
  | { readonly kind: 'missing'; readonly column: string }

/** Conditions that all hold; at most one a column. */
export type Rule = readonly Condition[]

/** `tenure <= 3 and contract = Month-to-month`. */
export function ruleText(rule: Rule): string {
  return rule.map(conditionText).join(' and ')
}

function conditionText(condition: Condition): string {
  const { column } = condition
  if (condition.kind === 'level') return `${column} = ${condition.level}`
  if (condition.kind === 'missing') return `${column} is missing`
  const { above, upTo } = condition
  if (above === undefined) return upTo === undefined ? `${column} is known` : `${column} <= ${upTo}`
  return upTo === undefined ? `${column} > ${above}` : `${above} < ${column} <= ${upTo}`
}

/**
 * Which rows meet all conditions, 1 or 0 a row. A missing value is in no range and of no level.
 * @throws ForetellError `COLUMN_MISSING`
 */
export function meets(rule: Rule, frame: Frame): Uint8Array {
  const met = new Uint8Array(frame.rows).fill(1)
  for (const condition of rule) {
    const test = testOf(condition, columnNamed(frame, condition.column))
    for (let row = 0; row < frame.rows; row++) if (met[row] === 1 && !test(row)) met[row] = 0
  }
  return met
}

/** Whether a row meets a condition. A condition of the other kind of column is met by none. */
function testOf(condition: Condition, column: Column): (row: number) => boolean {
  if (column.kind === 'category') {
    if (condition.kind === 'range') return () => false
    const code = condition.kind === 'missing' ? -1 : column.levels.indexOf(condition.level)
    if (condition.kind === 'level' && code < 0) return () => false
    return (row) => column.codes[row] === code
  }
  if (condition.kind === 'level') return () => false
  if (condition.kind === 'missing') return (row) => Number.isNaN(column.values[row])
  const { above = -Infinity, upTo = Infinity } = condition
  const open = condition.above === undefined
  return (row) => {
    const value = column.values[row]
    return (open ? value >= above : value > above) && value <= upTo
  }
}

/**
 * Joins a condition to a rule: ranges on the same column become one.
 * @returns undefined when the column has another condition already that it cannot be joined with
 */
export function joined(rule: Rule, condition: Condition): Rule | undefined {
  const before = rule.find(({ column }) => column === condition.column)
  if (before === undefined) return [...rule, condition]
  if (before.kind !== 'range' || condition.kind !== 'range') return undefined
  const { column } = condition
  const above = largest(before.above, condition.above)
  const upTo = smallest(before.upTo, condition.upTo)
  const both: Condition = {
    kind: 'range',
    column,
    ...(above === undefined ? {} : { above }),
    ...(upTo === undefined ? {} : { upTo }),
  }
  return rule.map((one) => (one === before ? both : one))
}

function largest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}

function smallest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)
}
