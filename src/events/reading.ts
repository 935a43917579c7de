import type { EntityPlan, EventPlan, EventSourcePlan } from '../config/plan.js'
import type { ColumnNode } from '../config/source.js'
import type { Project } from '../warehouse/project.js'
import { literal } from '../warehouse/identifier.js'
import { noNumberSql, type NumberStyle, numberSql, numberStyles } from '../sources/number-text.js'
import type { Staging } from '../sources/staging.js'
import { timeSql } from '../sources/time-text.js'
import { type EventColumns, eventColumns } from './columns.js'
import { refusedIds } from './people/refused-ids.js'
import type { RowReading } from './row-statement.js'
import { columnsOf, type RowColumns, RowSql } from './row-sql.js'

/**
 * Works out how the rows of a staged file are read: where everything stands, how its numbers and times are
 * written. What is looked up is looked up in all rows, not in the first few.
 * @throws ForetellError `COLUMN_NOT_FOUND`, `COLUMN_NEEDED`, `TIME_AMBIGUOUS`
 */
export async function rowReading(
  project: Project,
  source: EventSourcePlan,
  staging: Staging,
): Promise<RowReading> {
  const events = source.events.map((name) => project.plan.events[name])
  const names = staging.columns.map(({ name }) => name)
  const entity = project.plan.entities[source.entity] as EntityPlan | undefined
  const found = eventColumns(source, { events, entity }, names, staging.file)
  const rowSql = new RowSql(await rowColumns(project, staging, numericColumns(found)))
  const columns = await withEventColumn(project, staging, found, rowSql, events)
  const timeOf = (node: ColumnNode): Promise<string> =>
    timeSql(project, {
      table: staging.table,
      value: `trimBoth(${rowSql.text(node)})`,
      name: columnsOf(node).join(', '),
      format: source.timeFormat,
      timeZone: source.timeZone,
    })
  const propertyTimes = new Map<string, string>()
  for (const { name, type, node } of columns.properties)
    if (type.kind === 'time') propertyTimes.set(name, await timeOf(node))
  return {
    source,
    columns,
    rowSql,
    time: await timeOf(columns.time),
    receivedAt: columns.receivedAt === undefined ? undefined : await timeOf(columns.receivedAt),
    propertyTimes,
    staged: staging.columns,
    now: project.clock.now(),
    refused: await refusedIds(project, source.entity),
  }
}

/**
 * A source of one event needs no column that names it. A usual one that is there all the same counts when it
 * names the event somewhere; else it is about something else ("type").
 */
async function withEventColumn(
  project: Project,
  staging: Staging,
  columns: EventColumns,
  rowSql: RowSql,
  events: readonly EventPlan[],
): Promise<EventColumns> {
  if (columns.event === undefined || columns.eventIsMapped || events.length > 1) return columns
  const [{ named }] = await project.warehouse.rows<{ named: number }>(
    `SELECT count() AS named FROM (
       SELECT 1 FROM ${staging.table}
       WHERE problem = '' AND trimBoth(${rowSql.text(columns.event)}) = ${literal(events[0].name)} LIMIT 1)`,
  )
  return named > 0 ? columns : { ...columns, event: undefined }
}

/** Columns that are read as numbers: of number properties, and all that are computed with. */
function numericColumns({ properties, traits, ...parts }: EventColumns): ReadonlySet<string> {
  const numeric = properties.filter(({ type }) => type.kind === 'number').map(({ node }) => node)
  const { id, time, event, receivedAt, messageId, session } = parts
  const others = [id, time, event, receivedAt, messageId, session, ...traits.map(({ node }) => node)]
  const computed = [...properties.map(({ node }) => node), ...others].filter(
    (node) => node !== undefined && node.kind !== 'field',
  )
  const tested = parts.skip === undefined ? [] : [parts.skip.left]
  return new Set(
    [...numeric, ...computed, ...tested].flatMap((node) => (node === undefined ? [] : columnsOf(node))),
  )
}

async function rowColumns(
  project: Project,
  staging: Staging,
  numeric: ReadonlySet<string>,
): Promise<RowColumns> {
  const sqlOf = new Map(staging.columns.map(({ name, sql }) => [name, sql]))
  const styles = await stylesOf(
    project,
    staging,
    [...numeric].map((name) => sqlOf.get(name) ?? ''),
  )
  return {
    // `eventColumns` has made sure that every name is there.
    sql: (name) => sqlOf.get(name) ?? `''`,
    style: (name) => styles.get(sqlOf.get(name) ?? '') ?? 'plain',
  }
}

/** How the columns that have numbers which are not plain write them. */
async function stylesOf(
  project: Project,
  staging: Staging,
  columns: readonly string[],
): Promise<ReadonlyMap<string, NumberStyle>> {
  const styles = new Map<string, NumberStyle>()
  const unread = await countEach(project, staging, columns, (value) => `isNull(${numberSql(value, 'plain')})`)
  for (const [index, value] of columns.entries()) {
    if (unread[index] === 0) continue
    const read = await Promise.all(
      numberStyles.map((style) =>
        countEach(project, staging, [value], () => `isNotNull(${numberSql(value, style)})`),
      ),
    )
    const best = read
      .map(([count]) => count)
      .reduce((most, count, at, all) => (count > all[most] ? at : most), 0)
    styles.set(value, numberStyles[best])
  }
  return styles
}

/** For each column, in how many rows that spell something the test holds. */
async function countEach(
  project: Project,
  staging: Staging,
  columns: readonly string[],
  test: (value: string) => string,
): Promise<readonly number[]> {
  if (columns.length === 0) return []
  const counts = columns.map((value) => `countIf(NOT (${noNumberSql(value)}) AND ${test(value)})`)
  const [row] = await project.warehouse.rows<{ counts: readonly number[] }>(
    `SELECT [${counts.join(', ')}] AS counts FROM ${staging.table} WHERE problem = ''`,
    { signal: project.signal },
  )
  return row.counts
}
