import type { FileFormat } from '../config/source.js'
import type { Project } from '../warehouse/project.js'

/** One file to be read. */
export interface FilePlan {
  /** Absolute, without `*`. */
  readonly path: string
  readonly format: FileFormat
  /** CSV only; found in the file where not given. */
  readonly delimiter?: string | undefined
}

/** A column of a staged file. */
export interface StagedColumn {
  /** As in the file's header; nested keys of JSON with dots. Unique within the file. */
  readonly name: string
  /** The staging table's column: a String, empty where the file has nothing. */
  readonly sql: string
}

/**
 * A file, read into a table of the warehouse in which every column is text. The table has `line` (UInt64, the
 * record's first line in the file, from 1; the row's number in Parquet), `problem` (empty in good rows, else
 * `reason: what was expected`), `record` (the start of what could not be read) and the columns.
 */
export interface Staging {
  readonly file: string
  readonly table: string
  readonly columns: readonly StagedColumn[]
  /** Records in the file, malformed ones with them. */
  readonly records: number
  readonly malformed: number
  /** Records with bytes that are not UTF-8, which were read as Windows-1252. */
  readonly recoded: number
  /** Size on disk. */
  readonly bytes: number
  /** SHA-256 of the file as it lies on disk, in hex. */
  readonly fingerprint: string
  /** Deletes the table. */
  drop(): Promise<void>
}

/** What reading a format tells `stageFile`. */
export type StagedFile = Omit<Staging, 'file' | 'table' | 'bytes' | 'drop'>

/** A record that could not be read. */
export interface MalformedRecord {
  readonly line: number
  readonly reason: string
  readonly detail: string
  /** How it starts. */
  readonly record: string
}

/** The first malformed records, in the order of the file. */
export async function malformedRecords(
  project: Project,
  staging: Staging,
  limit: number,
): Promise<readonly MalformedRecord[]> {
  if (staging.malformed === 0) return []
  return project.warehouse.rows<MalformedRecord>(
    `SELECT line, ${problemParts}, record FROM ${staging.table} WHERE problem != '' ORDER BY line LIMIT {limit:UInt64}`,
    { parameters: { limit }, signal: project.signal },
  )
}

/** `problem`, taken apart into `reason` and `detail`. */
export const problemParts = `splitByString(': ', problem)[1] AS reason, substring(problem, length(reason) + 3) AS detail`

/** Records that could not be read, by reason. */
export async function malformedByReason(
  project: Project,
  staging: Staging,
): Promise<Readonly<Record<string, number>>> {
  if (staging.malformed === 0) return {}
  const found = await project.warehouse.rows<{ reason: string; rows: number }>(
    `SELECT splitByString(': ', problem)[1] AS reason, count() AS rows FROM ${staging.table}
     WHERE problem != '' GROUP BY reason ORDER BY rows DESC, reason`,
    { signal: project.signal },
  )
  return Object.fromEntries(found.map(({ reason, rows }) => [reason, rows]))
}
