import { Readable } from 'node:stream'

import type { Project } from '../warehouse/project.js'

/** The columns that every staging table starts with; see `Staging`. */
const leadingColumns = 'line UInt64, problem LowCardinality(String), record String'

/** `c1`, `c2`, ... : names of files can be anything, names of staging columns never are. */
export function columnName(index: number): string {
  return `c${index + 1}`
}

/** Makes an empty staging table with so many columns of text. */
export async function createStaging(project: Project, table: string, columns: number): Promise<void> {
  const own = Array.from({ length: columns }, (_, index) => `, ${columnName(index)} String`).join('')
  await project.warehouse.execute(
    `CREATE TABLE ${table} (${leadingColumns}${own}) ENGINE = MergeTree ORDER BY line`,
  )
}

/** Streams blocks of tab-separated rows into a staging table. */
export async function insertStaged(
  project: Project,
  table: string,
  blocks: AsyncIterable<Buffer>,
): Promise<void> {
  const bytes = Readable.from(blocks, { objectMode: false, highWaterMark: 4 << 20 })
  // What goes wrong with the file shall be told, not that the insertion ended early because of it.
  let ofFile: unknown
  bytes.once('error', (error) => (ofFile = error))
  try {
    await project.warehouse.insertStream(table, bytes, 'TabSeparated', {
      signal: project.signal,
      settings: {
        // The rows are our own writing: nothing to guess.
        input_format_tsv_detect_header: 0,
        input_format_tsv_use_best_effort_in_schema_inference: 0,
      },
    })
  } catch (error) {
    throw ofFile ?? error
  } finally {
    bytes.destroy()
  }
}
