import { literal } from '../../warehouse/identifier.js'

/** A value of one entity as SQL. Numbers are Float64 with NaN for missing, texts Nullable(String). */
export interface SqlValue {
  readonly sql: string
  readonly type: 'number' | 'text'
}

export function numberSql(sql: string): SqlValue {
  return { sql, type: 'number' }
}

/** A number as SQL writes it. */
export function numberLiteral(value: number): string {
  return value < 0 ? `(${value})` : String(value)
}

/** `event = 'login'`, `event IN ('login', 'purchase')`. */
export function eventTest(events: readonly string[]): string {
  const [first, ...more] = events
  if (first !== undefined && more.length === 0) return `event = ${literal(first)}`
  return `event IN (${events.map(literal).join(', ')})`
}
