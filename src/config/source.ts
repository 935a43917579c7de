import type { EntityReference, EventReference, Fields, FieldType } from './event.js'
import { type Comparison, Quantity, type Value } from './expression.js'

/** A value made from the columns of one row of a file, as plain data. */
export type ColumnNode =
  | { readonly kind: 'field'; readonly column: string }
  | { readonly kind: 'constant'; readonly value: Value }
  | {
      readonly kind: 'arithmetic'
      readonly operator: '+' | '-' | '*' | '/'
      readonly left: ColumnNode
      readonly right: ColumnNode
    }
  | {
      readonly kind: 'when'
      readonly test: RowTest
      readonly then: ColumnNode
      readonly otherwise: ColumnNode
    }

/** A yes or no of one row. `startsWith` and `matches` compare text; the rest compare as the value's type does. */
export interface RowTest {
  readonly left: ColumnNode
  readonly comparison: Comparison | 'startsWith' | 'matches' | 'isEmpty'
  readonly value: Value
}

/** A column of a row, or what is computed of columns; see `field`. */
export class RowValue {
  constructor(readonly node: ColumnNode) {}

  plus(other: RowValue | number): RowValue {
    return this.#with('+', other)
  }
  minus(other: RowValue | number): RowValue {
    return this.#with('-', other)
  }
  times(other: RowValue | number): RowValue {
    return this.#with('*', other)
  }
  over(other: RowValue | number): RowValue {
    return this.#with('/', other)
  }
  is(value: Value): RowTest {
    return { left: this.node, comparison: 'is', value }
  }
  isNot(value: Value): RowTest {
    return { left: this.node, comparison: 'isNot', value }
  }
  atLeast(value: number): RowTest {
    return { left: this.node, comparison: 'atLeast', value }
  }
  atMost(value: number): RowTest {
    return { left: this.node, comparison: 'atMost', value }
  }
  moreThan(value: number): RowTest {
    return { left: this.node, comparison: 'moreThan', value }
  }
  lessThan(value: number): RowTest {
    return { left: this.node, comparison: 'lessThan', value }
  }
  startsWith(text: string): RowTest {
    return { left: this.node, comparison: 'startsWith', value: text }
  }
  /** @param pattern a regular expression, found anywhere in the text */
  matches(pattern: string): RowTest {
    return { left: this.node, comparison: 'matches', value: pattern }
  }
  isEmpty(): RowTest {
    return { left: this.node, comparison: 'isEmpty', value: '' }
  }

  #with(operator: '+' | '-' | '*' | '/', other: RowValue | number): RowValue {
    const right: ColumnNode = other instanceof RowValue ? other.node : { kind: 'constant', value: other }
    return new RowValue({ kind: 'arithmetic', operator, left: this.node, right })
  }
}

/** A column of the file, by its name in the header (or the key in a JSON object; dots go into nested ones). */
export function field(column: string): RowValue {
  return new RowValue({ kind: 'field', column })
}

/** One of two values, by a test of the row: `when(field('InvoiceNo').startsWith('C'), 'refund', 'purchase')`. */
export function when(test: RowTest, then: RowValue | Value, otherwise: RowValue | Value): RowValue {
  return new RowValue({ kind: 'when', test, then: rowNode(then), otherwise: rowNode(otherwise) })
}

function rowNode(value: RowValue | Value): ColumnNode {
  return value instanceof RowValue ? value.node : { kind: 'constant', value }
}

/** A column's name, or what is computed of columns. */
export type Mapped = string | RowValue

export interface EventSourceOptions {
  /** The event types in the file. */
  readonly events: readonly EventReference[]
  /** Who acts. Default: the only declared entity. */
  readonly entity?: EntityReference
  /** Where the parts of an event stand. Each default is the first of the usual column names that is there. */
  readonly columns?: {
    /** Default: `entity_id`, `user_id`, `userId`, `customer_id`, `customerId`, `distinct_id`. */
    readonly id?: Mapped
    /** When it happened. Default: `occurred_at`, `timestamp`, `time`, `created_at`, `date`. */
    readonly time?: Mapped
    /** Which event it is. Default: `event`, `event_type`, `event_name`, `type`; with one event type none is needed. */
    readonly event?: Mapped
    /** When it became known, for late data. Default: `received_at`; without one, when it happened. */
    readonly receivedAt?: Mapped
    /** What makes a row one of a kind. Default: `message_id`, `messageId`, `event_id`, `uuid`; without one, its content. */
    readonly messageId?: Mapped
    /** The visit it belongs to. Default: `session_id`, `sessionId`; without one, visits are found by pauses. */
    readonly session?: Mapped
  }
  /** Where properties stand when it is not the column of their name. */
  readonly properties?: Readonly<Record<string, Mapped>>
  /** Columns that hold traits of the entity as of the row's time. */
  readonly traits?: Readonly<Record<string, Mapped>>
  /** How times are written. Default `auto`: ISO 8601 and what is close to it, or Unix seconds or milliseconds. */
  readonly timeFormat?: 'auto' | 'unix' | 'unixMilliseconds' | 'dayFirst' | 'monthFirst'
  /** The zone of times that name none. Default `UTC`. */
  readonly timeZone?: string
  /** Rows to leave out on purpose (test users, other tenants); they are counted, not quarantined. */
  readonly skip?: RowTest
}

export type FileFormat = 'csv' | 'ndjson' | 'parquet'

/** Events from files. */
export interface EventSource extends EventSourceOptions {
  readonly kind: 'events'
  readonly format: FileFormat
  /** Relative to the project; `*` stands for any part of a file name. */
  readonly path: string
  /** One character. Default: found in the header among comma, semicolon, tab and bar. */
  readonly delimiter?: string
}

/** A CSV file of events; `.gz` is unpacked on the way. */
export function csv(
  path: string,
  options: EventSourceOptions & { readonly delimiter?: string },
): EventSource {
  return { kind: 'events', format: 'csv', path, ...options }
}
/** A file with one JSON object a line; `.gz` is unpacked on the way. */
export function ndjson(path: string, options: EventSourceOptions): EventSource {
  return { kind: 'events', format: 'ndjson', path, ...options }
}
/** A Parquet file of events. */
export function parquet(path: string, options: EventSourceOptions): EventSource {
  return { kind: 'events', format: 'parquet', path, ...options }
}

export interface TableOptions<F extends Fields> {
  /** The column that names the row: the customer's id. Default: row numbers. */
  readonly key?: string
  /** Types of columns, where what inference finds is not what is meant. */
  readonly columns?: F
}

/** A file with one row for each entity and no time in it. */
export interface TableSource {
  readonly kind: 'table'
  readonly path: string
  readonly key: string | undefined
  readonly columns: Fields
}

/** Declares a table; any column is named by `column(table, 'name')`. CSV, NDJSON or Parquet by its ending. */
export function table<F extends Fields = Record<string, FieldType>>(
  path: string,
  { key, columns }: TableOptions<F> = {},
): TableSource {
  return { kind: 'table', path, key, columns: columns ?? {} }
}

/** A column of a table, as a label or part of one: `column(customers, 'churned').is('Yes')`. */
export function column(source: TableSource, name: string): Quantity<'table'> {
  return new Quantity({ kind: 'column', table: source.path, column: name }, 'table')
}

export type Source = EventSource | TableSource
