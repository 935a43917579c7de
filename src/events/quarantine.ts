import type { Project } from '../warehouse/project.js'

/** A row of a file that did not become an event. */
export interface QuarantinedRow {
  readonly source: string
  readonly file: string
  /** 1-based; of the record's first line. The row's number in Parquet. */
  readonly line: number
  readonly reason: string
  /** What was expected and what was found. */
  readonly detail: string
  /** The row: a JSON object of its columns that are not empty, or the start of what could not be read. */
  readonly record: string
}

export interface QuarantineQuery {
  readonly source?: string | undefined
  readonly reason?: string | undefined
  /** At most so many rows. Default 100. */
  readonly limit?: number | undefined
}

/** The quarantined rows of the newest complete import of each file, by source, file and line. */
export async function listQuarantine(
  project: Project,
  { source, reason, limit = 100 }: QuarantineQuery = {},
): Promise<readonly QuarantinedRow[]> {
  return project.warehouse.rows<QuarantinedRow>(
    `SELECT source, file, line, reason, detail, record FROM quarantine FINAL
     WHERE import_id IN (
       SELECT id FROM imports WHERE state = 'complete' ORDER BY changed_at DESC LIMIT 1 BY source, file)
       AND ({source:String} = '' OR source = {source:String}) AND ({reason:String} = '' OR reason = {reason:String})
     ORDER BY source, file, line LIMIT {limit:UInt64}`,
    { parameters: { source: source ?? '', reason: reason ?? '', limit }, signal: project.signal },
  )
}
