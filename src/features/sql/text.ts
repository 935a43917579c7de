import { literal } from '../../warehouse/identifier.js'

/** A value of one entity as SQL. Numbers are Float64 with NaN for missing, texts Nullable(String). */
export interface SqlValue {
  readonly sql: string
  readonly type: 'number' | 'text'
}

/** A column by its name, unquoted, and what it is computed by. */
export interface Column {
  readonly name: string
  readonly sql: string
}

/** A statement of rows that have an `entity_id` and, after it, columns that may be NULL. */
export interface Relation {
  readonly sql: string
  readonly columns: readonly RelationColumn[]
}

export interface RelationColumn {
  /** Unquoted. */
  readonly name: string
  readonly type: SqlValue['type']
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
