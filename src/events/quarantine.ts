import type { Project } from '../warehouse/project.js'

/** A row of a file, or a live message, that did not become an event. */
export interface QuarantinedRow {
  readonly source: string
  /** Null for a live message. */
  readonly file: string | null
  /** 1-based; of the record's first line. The row's number in Parquet. Null for a live message. */
  readonly line: number | null
  readonly reason: string
  /** What was expected and what was found. */
  readonly detail: string
  /**
   * The row: a JSON object of its columns that are not empty, or the start of what could not be read; of a live
   * message the start of its JSON.
   */
  readonly record: string
  /** When it was read or came, ISO 8601. */
  readonly receivedAt: string
}

export interface QuarantineQuery {
  readonly source?: string | undefined
  readonly reason?: string | undefined
  /** At most so many rows. Default 100. */
  readonly limit?: number | undefined
}

/** How many rows of a source are quarantined for a reason. */
export interface QuarantineCount {
  readonly source: string
  readonly reason: string
  readonly count: number
}

/** The newest complete import of each file: an older one's bad rows may have been corrected. */
const ofNewestImports = `import_id IN (
  SELECT id FROM imports WHERE state = 'complete' ORDER BY changed_at DESC LIMIT 1 BY source, file)`

const asked = `({source:String} = '' OR source = {source:String}) AND ({reason:String} = '' OR reason = {reason:String})`

/**
 * The quarantined rows of the newest complete import of each file, by source, file and line, and after those of its
 * files the messages of a source, the newest first. Messages are kept for 30 days.
 */
export async function listQuarantine(
  project: Project,
  { source, reason, limit = 100 }: QuarantineQuery = {},
): Promise<readonly QuarantinedRow[]> {
  return project.warehouse.rows<QuarantinedRow>(
    `SELECT source, file, line, reason, detail, record,
       concat(replaceOne(toString(received_at), ' ', 'T'), 'Z') AS receivedAt FROM (
       SELECT source, toNullable(toString(file)) AS file, toNullable(line) AS line, reason, detail, record, received_at
       FROM quarantine FINAL WHERE ${ofNewestImports} AND ${asked} ORDER BY source, file, line LIMIT {limit:UInt64}
       UNION ALL
       SELECT source, NULL, NULL, reason, detail, record, received_at
       FROM live_quarantine FINAL WHERE ${asked} ORDER BY source, received_at DESC LIMIT {limit:UInt64})
     ORDER BY source, file NULLS LAST, line, received_at DESC LIMIT {limit:UInt64}`,
    { parameters: { source: source ?? '', reason: reason ?? '', limit }, signal: project.signal },
  )
}

/** How many rows and messages are quarantined, by source and reason. */
export async function countQuarantine(
  project: Project,
  { source, reason }: QuarantineQuery = {},
): Promise<readonly QuarantineCount[]> {
  return project.warehouse.rows<QuarantineCount>(
    `SELECT source, reason, count() AS count FROM (
       SELECT source, reason FROM quarantine FINAL WHERE ${ofNewestImports} AND ${asked}
       UNION ALL
       SELECT source, reason FROM live_quarantine FINAL WHERE ${asked})
     GROUP BY source, reason ORDER BY source, count DESC, reason`,
    { parameters: { source: source ?? '', reason: reason ?? '' }, signal: project.signal },
  )
}
