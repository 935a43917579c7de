import type { Project } from '../warehouse/project.js'
import type { Staging } from '../sources/staging.js'
import { dropStaging, stagingName } from '../sources/staging-table.js'
import { rowColumns } from './row-statement.js'

/**
 * The tables that hold one file on its way into the warehouse. All are dropped when it is through. Those of its
 * rows are sorted by year and line, for events are stored by year.
 */
export interface FileTables {
  /** As it was read; see `Staging`. */
  readonly staging: Staging
  /** One row a row that could be read: what it says, and why it cannot be stored. See `rowStatement`. */
  readonly rows: string
  /**
   * Rows that are not the first with their hash: `ordinal` (from 1), `verdict` (`equal`: the same content and
   * no id of its own, an event in its own right; `duplicate`: the same id and content; `conflict`: the same id
   * and other content), `first` (line of the first).
   */
  readonly repeats: string
  /** Rows that are in `events` already: `line`, `message_id`; `conflict`: what is there says something else. */
  readonly known: string
  /** Deletes them, the staging table aside. */
  drop(): Promise<void>
}

/** What the rows of a file are, before anything is stored. */
export interface Tally {
  /** Good rows by event. */
  readonly events: Readonly<Record<string, number>>
  /** Bad rows by reason, those that are left out not among them. */
  readonly bad: Readonly<Record<string, number>>
  readonly good: number
  readonly skipped: number
  /** Rows of people who are suppressed. */
  readonly suppressed: number
  /** Of the good rows, as the warehouse writes times; undefined without good rows. */
  readonly span: { readonly first: string; readonly last: string } | undefined
}

/** @param traits how many traits a row has */
export async function createFileTables(
  project: Project,
  staging: Staging,
  traits: number,
): Promise<FileTables> {
  const { warehouse } = project
  const [rows, repeats, known] = [stagingName(), stagingName(), stagingName()]
  const drop = async (): Promise<void> => {
    await Promise.all([rows, repeats, known].map((table) => dropStaging(project, table)))
  }
  try {
    const sorted = 'ENGINE = MergeTree ORDER BY (toYear(occurred_at), line)'
    await warehouse.execute(`CREATE TABLE ${rows} (${rowColumns(traits)}) ${sorted}`)
    await warehouse.execute(
      `CREATE TABLE ${repeats} (line UInt64, occurred_at DateTime64(3, 'UTC'), ordinal UInt32, verdict LowCardinality(String), first UInt64) ${sorted}`,
    )
    await warehouse.execute(
      `CREATE TABLE ${known} (line UInt64, occurred_at DateTime64(3, 'UTC'), message_id UInt128, conflict Bool) ${sorted}`,
    )
  } catch (error) {
    await drop()
    throw error
  }
  return { staging, rows, repeats, known, drop }
}

/** Insertions of many rows: in parallel, and never mistaken for a repetition of one before. */
export const insertSettings = {
  max_insert_threads: 4,
  insert_deduplicate: 0,
  max_partitions_per_insert_block: 0,
  max_query_size: 16 << 20,
  // A text that looks like a date stays a text.
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
} as const

/** Statements that hold something for each row work on so many rows at once, which bounds their memory. */
const rowsAtOnce = 4_000_000

/** Into how many parts so many rows are taken. */
export function partsOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / rowsAtOnce))
}
