import { ForetellError } from '../shared/errors.js'
import type { Project } from '../warehouse/project.js'
import { FileBytes } from './files.js'
import { type JsonColumn, jsonColumns, jsonTupleType } from './json-columns.js'
import { JsonRecords } from './json-records.js'
import { stagedRows } from './record-reader.js'
import type { FilePlan, StagedFile } from './staging.js'
import { columnName, createStaging, insertStaged } from './staging-insert.js'
import { dropStaging, stagingName } from './staging-table.js'
import { withoutByteOrderMark } from './text-encoding.js'
import { literal } from '../warehouse/identifier.js'

/** Reads an NDJSON file into `table`: the lines as they are first, then, in the warehouse, their values. */
export async function stageJson(
  project: Project,
  file: FilePlan,
  table: string,
  onProgress: (read: number) => void,
): Promise<StagedFile> {
  const lines = stagingName()
  try {
    const bytes = new FileBytes(file.path, project.signal, onProgress)
    const reader = new JsonRecords()
    await createStaging(project, lines, 1)
    await insertStaged(project, lines, stagedRows(withoutByteOrderMark(bytes.chunks()), reader))
    const columns = await jsonColumns(project, lines)
    if (reader.counts.records === 0 || columns.length === 0)
      throw new ForetellError('FILE_EMPTY', { at: { file: file.path } })
    await createStaging(project, table, columns.length)
    await extract(project, lines, table, columns)
    return {
      ...reader.counts,
      malformed: await countMalformed(project, table),
      columns: columns.map(({ name }, index) => ({ name, sql: columnName(index) })),
      fingerprint: bytes.fingerprint(),
    }
  } finally {
    await dropStaging(project, lines)
  }
}

/** One parse of each line gives all of its values as text. */
async function extract(
  project: Project,
  lines: string,
  table: string,
  columns: readonly JsonColumn[],
): Promise<void> {
  const values = columns.map(({ position }) => `ifNull(${['parsed', ...position].join('.')}, '')`)
  await project.warehouse.execute(
    `INSERT INTO ${table}
     SELECT line,
       if(problem = '' AND JSONType(c1) != 'Object', 'not_json: expected one JSON object on the line', problem) AS trouble,
       if(trouble = '', '', if(record = '', substringUTF8(c1, 1, 1000), record)),
       ${values.join(', ')}
     FROM (SELECT line, problem, record, c1, JSONExtract(c1, ${literal(jsonTupleType(columns))}) AS parsed FROM ${lines})`,
    { signal: project.signal, settings: { max_insert_threads: 4 } },
  )
}

async function countMalformed(project: Project, table: string): Promise<number> {
  const [{ malformed }] = await project.warehouse.rows<{ malformed: number }>(
    `SELECT count() AS malformed FROM ${table} WHERE problem != ''`,
  )
  return malformed
}
