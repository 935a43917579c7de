import { basename } from 'node:path'

import { ForetellError } from '../shared/errors.js'
import type { Project } from '../warehouse/project.js'
import { csvDialect, type CsvDialect } from './csv-dialect.js'
import { CsvRecords } from './csv-records.js'
import { FileBytes } from './files.js'
import { stagedRows } from './record-reader.js'
import type { FilePlan, StagedFile } from './staging.js'
import { columnName, createStaging, insertStaged } from './staging-insert.js'
import { withoutByteOrderMark } from './text-encoding.js'

/** So many bytes are looked at to find the header and the delimiter. */
const sampleSize = 1 << 18

/** Reads a CSV file into `table`. */
export async function stageCsv(
  project: Project,
  file: FilePlan,
  table: string,
  onProgress: (read: number) => void,
): Promise<StagedFile> {
  const bytes = new FileBytes(file.path, project.signal, onProgress)
  const chunks = withoutByteOrderMark(bytes.chunks())
  const sample = await firstBytes(chunks, sampleSize)
  const dialect = csvDialect(sample.bytes, sample.complete, file.delimiter)
  if (dialect === undefined) throw new ForetellError('FILE_EMPTY', { at: { file: file.path } })
  warnOfHeader(project, file, dialect)
  await createStaging(project, table, dialect.names.length)
  const reader = new CsvRecords(dialect)
  await insertStaged(
    project,
    table,
    stagedRows(continued(sample.bytes.subarray(dialect.start), chunks), reader),
  )
  return {
    ...reader.counts,
    columns: dialect.names.map((name, index) => ({ name, sql: columnName(index) })),
    fingerprint: bytes.fingerprint(),
  }
}

function warnOfHeader(project: Project, file: FilePlan, { headerLooksLikeData, names }: CsvDialect): void {
  if (!headerLooksLikeData) return
  const shown = names.slice(0, 4).join(', ')
  project.observer.warn(
    `${basename(file.path)}: the first line (${shown}) reads like data; a CSV file needs a line of column names`,
  )
}

async function firstBytes(
  chunks: AsyncGenerator<Buffer>,
  size: number,
): Promise<{ readonly bytes: Buffer; readonly complete: boolean }> {
  const parts: Buffer[] = []
  for (let length = 0; length < size;) {
    const next = await chunks.next()
    if (next.done === true) return { bytes: Buffer.concat(parts), complete: true }
    parts.push(next.value)
    length += next.value.length
  }
  return { bytes: Buffer.concat(parts), complete: false }
}

async function* continued(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}
