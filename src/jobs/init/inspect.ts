import { formatOf } from '../../sources/files.js'
import type { FileFormat } from '../../config/source.js'
import { type StagedColumn, stageFile } from '../../sources/stage.js'
import type { Project } from '../../warehouse/project.js'
import { identifier } from '../../warehouse/identifier.js'

/** What a file holds, seen without any declaration. */
export interface FileProfile {
  readonly path: string
  readonly format: FileFormat
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  readonly roles: Roles
  /** By event name, the most frequent first; empty when the file is a table. */
  readonly events: readonly EventProfile[]
}

export interface ColumnProfile {
  readonly name: string
  /** Of the rows, how many have something in it. */
  readonly filled: number
  readonly distinct: number
  readonly kind: 'number' | 'time' | 'boolean' | 'string'
  /** The most frequent values, at most ten. */
  readonly values: readonly string[]
}

/** Which column plays which part; undefined where none seems to. */
export interface Roles {
  readonly id: string | undefined
  readonly time: string | undefined
  readonly event: string | undefined
}

export interface EventProfile {
  readonly name: string
  readonly rows: number
  /** The columns that are filled for this event, other than those with a role. */
  readonly properties: readonly ColumnProfile[]
}

/** More kinds of events than this are left for the user to write down. */
const MAXIMUM_EVENTS = 30

/** What a column is usually called, the most telling first. */
const usualNames = {
  id: /^(entity|customer|user|account|client|member|distinct|visitor)[ _-]?(id|no|nr|number)?$/i,
  time: /^(occurred_at|timestamp|time|created_at|date|datetime|ts|.*(date|time)|.*_at)$/i,
  event: /^(event([ _-]?(name|type))?|action|activity|kind|type)$/i,
}

/**
 * Reads a file and looks at what is in it.
 * @throws ForetellError as `stageFile` does
 */
export async function inspectFile(project: Project, path: string): Promise<FileProfile> {
  const format = formatOf(path)
  const staging = await stageFile(project, { path, format })
  try {
    const columns = await profileColumns(project, staging.table, staging.columns)
    const roles = rolesOf(columns)
    const events = await profileEvents(project, staging.table, staging.columns, columns, roles)
    return { path, format, rows: staging.records - staging.malformed, columns, roles, events }
  } finally {
    await staging.drop()
  }
}

async function profileColumns(
  { warehouse, signal }: Project,
  table: string,
  columns: readonly StagedColumn[],
): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = []
  for (const { name, sql } of columns) {
    const text = identifier(sql)
    const [found] = await warehouse.rows<{
      filled: number
      distinct: number
      numbers: number
      times: number
      values: string[]
    }>(
      `SELECT countIf(${text} != '') AS filled, uniqIf(${text}, ${text} != '') AS distinct,
         countIf(toFloat64OrNull(${text}) IS NOT NULL) AS numbers,
         countIf(length(${text}) >= 8 AND parseDateTime64BestEffortOrNull(${text}, 3) IS NOT NULL) AS times,
         topKIf(10)(${text}, ${text} != '') AS values
       FROM ${table} WHERE problem = ''`,
      { signal },
    )
    profiles.push({
      name,
      filled: found.filled,
      distinct: found.distinct,
      kind: kindOf(found),
      values: found.values,
    })
  }
  return profiles
}

/** Nearly all of the filled cells must agree: a few broken ones are what the quarantine is for. */
function kindOf(found: {
  filled: number
  numbers: number
  times: number
  values: readonly string[]
}): ColumnProfile['kind'] {
  const most = 0.95 * found.filled
  if (found.filled === 0) return 'string'
  if (found.values.every((value) => /^(true|false)$/i.test(value))) return 'boolean'
  if (found.numbers >= most) return 'number'
  return found.times >= most ? 'time' : 'string'
}

function rolesOf(columns: readonly ColumnProfile[]): Roles {
  const time = columns.find(({ name, kind }) => usualNames.time.test(name) && kind === 'time')
  const id = columns.find(({ name }) => usualNames.id.test(name))
  const event = columns.find(
    ({ name, kind, distinct }) => usualNames.event.test(name) && kind === 'string' && distinct <= 1000,
  )
  return { id: id?.name, time: time?.name, event: event?.name }
}

async function profileEvents(
  { warehouse, signal }: Project,
  table: string,
  staged: readonly StagedColumn[],
  columns: readonly ColumnProfile[],
  { id, time, event }: Roles,
): Promise<EventProfile[]> {
  const sqlOf = (name: string): string => identifier(staged.find((column) => column.name === name)?.sql ?? '')
  if (event === undefined || id === undefined || time === undefined) return []
  const usual = /^(received_at|message_?id|event_?id|uuid|session_?id|.*_?id)$/i
  const candidates = columns.filter(
    ({ name, filled }) => ![id, time, event].includes(name) && !usual.test(name) && filled > 0,
  )
  const filled = candidates.map(({ name }) => `countIf(${sqlOf(name)} != '')`)
  const rows = await warehouse.rows<{ name: string; rows: number; filled: number[] }>(
    `SELECT ${sqlOf(event)} AS name, count() AS rows, [${filled.join(', ')}] AS filled
     FROM ${table} WHERE problem = '' AND ${sqlOf(event)} != ''
     GROUP BY name ORDER BY rows DESC, name LIMIT ${MAXIMUM_EVENTS}`,
    { signal },
  )
  return rows.map((row) => ({
    name: row.name,
    rows: row.rows,
    properties: candidates.filter((_, index) => (row.filled[index] ?? 0) > 0.01 * row.rows),
  }))
}
