import type { Readable } from 'node:stream'

/** A value bound to `{name:Type}` in a statement. Dates are bound as text (`warehouseTime`). */
export type Parameter = string | number | boolean | null | readonly (string | number)[]
export type Parameters = Readonly<Record<string, Parameter>>

export interface StatementOptions {
  readonly parameters?: Parameters
  /** Engine settings of this statement only. */
  readonly settings?: Readonly<Record<string, string | number>>
  /**
   * Local files, as absolute paths, that the statement reads with `file()`: exactly the texts that stand in it
   * (a pattern with `*` is given as the pattern). Without this, or with another path, the embedded engine
   * refuses `file()`.
   */
  readonly files?: readonly string[]
  /** Aborting kills the query in the engine, not only the wait for it. */
  readonly signal?: AbortSignal | undefined
}

export interface InsertOptions {
  readonly signal?: AbortSignal | undefined
  readonly settings?: Readonly<Record<string, string | number>>
  /** A second insert of the same token into the same table stores nothing. */
  readonly deduplicationToken?: string
}

/** One column of a result, as typed numbers or as text. */
export type ResultColumn =
  | { readonly name: string; readonly kind: 'number'; readonly values: Float64Array }
  /** `codes` index `levels`; -1 is NULL. Levels are in order of first appearance. */
  | {
      readonly name: string
      readonly kind: 'text'
      readonly codes: Int32Array
      readonly levels: readonly string[]
    }

export interface Columns {
  readonly rows: number
  readonly columns: readonly ResultColumn[]
}

/**
 * Where everything is kept: a ClickHouse server, or the embedded engine behind the same protocol. Tables are
 * named without a database; statements run in the project's.
 */
export interface Warehouse {
  /** For people: `embedded at .foretell` or the server's address without credentials. */
  readonly description: string
  /** True when the engine runs on this machine and reads local files by itself (`file()`). */
  readonly embedded: boolean

  /** Rows as objects; 64-bit integers come as numbers, decimals and dates as text. For small results. */
  rows<Row extends object>(sql: string, options?: StatementOptions): Promise<Row[]>
  /** Rows in blocks, as they come: for results that must not be held whole. */
  stream<Row extends object>(sql: string, options?: StatementOptions): AsyncIterable<readonly Row[]>
  /** A result as typed columns, by way of Arrow: for feature matrices. NULL is NaN, booleans are 0 and 1. */
  columns(sql: string, options?: StatementOptions): Promise<Columns>
  /** A result as bytes of the named format, for files (`CSVWithNames`, `Parquet`). */
  export(sql: string, format: string, options?: StatementOptions): Promise<Readable>
  /** A statement without a result. */
  execute(sql: string, options?: StatementOptions): Promise<void>
  /** Inserts objects; resolves once they are on disk. */
  insert(table: string, rows: readonly object[], options?: InsertOptions): Promise<void>
  /**
   * Inserts bytes in an engine format; resolves once they are on disk. What is given whole is sent again when the
   * engine goes away under it, as rows are; a stream is not.
   * @param target table and, where not all, its columns: `staging_1 (line, c1, c2)`
   */
  insertStream(
    target: string,
    bytes: Readable | Buffer,
    format: string,
    options?: InsertOptions,
  ): Promise<void>
  /** Lets go; the embedded engine ends when its last user has let go. */
  close(): Promise<void>
}
