import { closest } from 'fastest-levenshtein'

import type { TableSourcePlan } from '../config/plan.js'
import { ForetellError } from '../shared/errors.js'
import { warehouseTime } from '../shared/time.js'
import { filesOf, formatOf } from '../sources/files.js'
import { anythingGoes, refuseMostlyBad } from '../sources/mostly-bad.js'
import { stageFile } from '../sources/stage.js'
import type { Staging } from '../sources/staging.js'
import { dropDeadStaging } from '../sources/staging-table.js'
import { identifier, literal } from '../warehouse/identifier.js'
import type { Project } from '../warehouse/project.js'

/** What storing a table came to: `rows = stored + malformed + withoutKey + repeated`. */
export interface TableIngestSummary {
  readonly source: string
  readonly file: string
  readonly rows: number
  /** Rows in the store, one a key. A key that was there before has its newest values. */
  readonly stored: number
  readonly malformed: number
  /** Rows whose key is empty. */
  readonly withoutKey: number
  /** Rows whose key stands in a later row, which is the one that counts. */
  readonly repeated: number
  readonly columns: readonly string[]
  readonly bytes: number
  readonly seconds: number
}

/**
 * Stores a table without time: every value as it was written, one row a key, the line number where the source
 * names no key. Storing it again replaces the rows of the same keys.
 * @throws ForetellError `FILE_NOT_FOUND`, `FILE_EMPTY`, `FILE_DAMAGED`, `FILE_MOSTLY_BAD`, `COLUMN_NOT_FOUND`,
 *   `CANCELLED`
 */
export async function ingestTable(project: Project, source: TableSourcePlan): Promise<TableIngestSummary> {
  const started = project.clock.now()
  await dropDeadStaging(project)
  const [file] = await filesOf(source.path)
  const staging = await stageFile(project, { path: file, format: formatOf(file) })
  try {
    await refuseMostlyBad(project, staging, anythingGoes)
    const key = keyColumn(staging, source)
    const counts = await countKeys(project, staging, key)
    await storeTable(project, source, staging, key)
    return {
      source: source.name,
      file,
      rows: staging.records,
      stored: counts.keys,
      malformed: staging.malformed,
      withoutKey: counts.empty,
      repeated: counts.rows - counts.empty - counts.keys,
      columns: staging.columns.map(({ name }) => name),
      bytes: staging.bytes,
      seconds: (project.clock.now() - started) / 1000,
    }
  } finally {
    await staging.drop()
  }
}

/** SQL of the text that names a row. */
function keyColumn({ columns, file }: Staging, { key, name }: TableSourcePlan): string {
  if (key === undefined) return 'toString(line)'
  const found = columns.find((column) => column.name === key)
  if (found !== undefined) return `trimBoth(${found.sql})`
  const names = columns.map((column) => column.name)
  throw new ForetellError('COLUMN_NOT_FOUND', {
    values: { column: key, nearest: closest(key, names), columns: names.join(', ') },
    at: { file, key: `sources.${name}.key` },
  })
}

async function countKeys(
  project: Project,
  { table }: Staging,
  key: string,
): Promise<{ readonly rows: number; readonly empty: number; readonly keys: number }> {
  const [counts] = await project.warehouse.rows<{ rows: number; empty: number; keys: number }>(
    `SELECT count() AS rows, countIf(${key} = '') AS empty, uniqExactIf(${key}, ${key} != '') AS keys
     FROM ${table} WHERE problem = ''`,
    { signal: project.signal },
  )
  return counts
}

async function storeTable(
  project: Project,
  source: TableSourcePlan,
  { columns, table }: Staging,
  key: string,
): Promise<void> {
  const names = columns.map(({ name }) => literal(name)).join(', ')
  const values = columns.map(({ sql }) => sql).join(', ')
  await project.warehouse.execute(
    `INSERT INTO table_rows (source, key, line, ${identifier('values')}, received_at)
     SELECT {source:String}, key, max(line), argMax(texts, line), {now:DateTime64(3)}
     FROM (SELECT ${key} AS key, line, CAST(([${names}], [${values}]), 'Map(LowCardinality(String), String)') AS texts
           FROM ${table} WHERE problem = '')
     WHERE key != '' GROUP BY key`,
    {
      parameters: { source: source.name, now: warehouseTime(project.clock.now()) },
      signal: project.signal,
      settings: { insert_deduplicate: 0, session_timezone: 'UTC', max_query_size: 16 << 20 },
    },
  )
}
