import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { ForetellError } from '../shared/errors.js'
import { identifier, literal } from '../warehouse/identifier.js'
import type { Project } from '../warehouse/project.js'
import { FileBytes, fileFingerprint, isGzip } from './files.js'
import type { FilePlan, StagedFile } from './staging.js'
import { columnName, createStaging } from './staging-insert.js'

interface ParquetColumn {
  readonly name: string
  readonly type: string
}

/**
 * Reads a Parquet file into `table`. The engine reads it by itself, so this works with the embedded warehouse
 * only; a server does not see the files of this machine.
 * @throws ForetellError `FORMAT_NOT_HERE` without the embedded warehouse
 */
export async function stageParquet(
  project: Project,
  file: FilePlan,
  table: string,
  onProgress: (read: number) => void,
): Promise<StagedFile> {
  if (!project.warehouse.embedded) {
    throw new ForetellError('FORMAT_NOT_HERE', {
      values: { format: 'Parquet', where: project.warehouse.description },
      at: { file: file.path },
    })
  }
  if (await isGzip(file.path)) return stagePacked(project, file, table, onProgress)
  const fingerprint = await fileFingerprint(file.path, project.signal, onProgress)
  const columns = await describe(project, file.path)
  await createStaging(project, table, columns.length)
  const values = columns.map(asText).join(', ')
  await project.warehouse.execute(
    `INSERT INTO ${table} SELECT _row_number + 1, '', '', ${values} FROM file(${literal(file.path)}, 'Parquet')`,
    { files: [file.path], signal: project.signal },
  )
  const [{ records }] = await project.warehouse.rows<{ records: number }>(
    `SELECT count() AS records FROM ${table}`,
  )
  return {
    records,
    malformed: 0,
    recoded: 0,
    columns: columns.map(({ name }, index) => ({ name, sql: columnName(index) })),
    fingerprint,
  }
}

/** Parquet is read by seeking, which gzip has not: it is unpacked beside. */
async function stagePacked(
  project: Project,
  file: FilePlan,
  table: string,
  onProgress: (read: number) => void,
): Promise<StagedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'foretell-parquet-'))
  try {
    const path = join(folder, 'unpacked.parquet')
    await pipeline(new FileBytes(file.path, project.signal, onProgress).chunks(), createWriteStream(path))
    return await stageParquet(project, { ...file, path }, table, () => undefined)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function describe(project: Project, path: string): Promise<readonly ParquetColumn[]> {
  try {
    return await project.warehouse.rows<ParquetColumn>(`DESCRIBE TABLE file(${literal(path)}, 'Parquet')`, {
      files: [path],
      signal: project.signal,
    })
  } catch (error) {
    project.signal?.throwIfAborted()
    throw new ForetellError('FILE_DAMAGED', {
      values: { reason: error instanceof Error ? error.message : String(error) },
      at: { file: path },
      cause: error,
    })
  }
}

/** A value as CSV would have it. Moments in UTC say so, so that the zone of the source does not move them. */
function asText({ name, type }: ParquetColumn): string {
  const column = identifier(name)
  const text = /DateTime64\(\d+, 'UTC'\)/.test(type)
    ? `concat(toString(${column}), 'Z')`
    : `toString(${column})`
  return /^(Array|Tuple|Map|JSON)/.test(type) ? `toJSONString(${column})` : `ifNull(${text}, '')`
}
