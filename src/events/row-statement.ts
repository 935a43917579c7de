import type { EventSourcePlan } from '../config/plan.js'
import type { Instant } from '../shared/time.js'
import { booleanSql, noNumberSql, noWordSql } from '../sources/number-text.js'
import type { StagedColumn } from '../sources/staging.js'
import { IMPOSSIBLE_TIME, NO_TIME, NOT_A_TIME } from '../sources/time-text.js'
import { identifier, literal } from '../warehouse/identifier.js'
import type { EventColumns, PropertyColumn } from './columns.js'
import type { RefusedIds } from './people/refused-ids.js'
import { placeholderIds, type Reason, SKIPPED, SUPPRESSED } from './reasons.js'
import type { RowSql } from './row-sql.js'

/** What a row's values are read with, worked out for one file. */
export interface RowReading {
  readonly source: EventSourcePlan
  readonly columns: EventColumns
  readonly rowSql: RowSql
  /** SQL of times as milliseconds; see `timeSql`. */
  readonly time: string
  readonly receivedAt: string | undefined
  /** By property name, of those that are times. */
  readonly propertyTimes: ReadonlyMap<string, string>
  readonly staged: readonly StagedColumn[]
  readonly now: Instant
  /** Whose rows are left out; undefined while nobody's are. Its parameters are the statement's. */
  readonly refused?: RefusedIds | undefined
}

/** Times from this on are believed. The first day of 1970 is what a clock or a column says that says nothing. */
const earliest = Date.UTC(1970, 0, 2)
const latest = Date.UTC(2101, 0, 1)

/**
 * Selects one row an event from a staging table: what it says, and in `reason` why it cannot be stored (empty:
 * it can). A row is judged by itself; what equal rows and equal ids mean is found afterwards (`identity.ts`).
 */
export function rowStatement(reading: RowReading, table: string): string {
  const { columns, rowSql, source, staged } = reading
  const optional = (node: typeof columns.session): string => (node === undefined ? `''` : rowSql.text(node))
  const event =
    columns.event === undefined ? literal(source.events[0]) : `trimBoth(${rowSql.text(columns.event)})`
  const selected: Record<string, string> = {
    line: 'line',
    id: `trimBoth(${rowSql.text(columns.id)})`,
    event,
    occurred: reading.time,
    received: reading.receivedAt ?? String(NO_TIME),
    session: optional(columns.session),
    message: `trimBoth(${optional(columns.messageId)})`,
    content: contentHash(staged, source.name),
    ...Object.fromEntries(columns.traits.map(({ node }, index) => [traitColumn(index), rowSql.text(node)])),
    trouble: troubleSql(reading),
  }
  const inner = `SELECT ${Object.entries(selected)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n    ')}, ${propertiesSql(reading)} AS properties
  FROM (SELECT * FROM ${table} WHERE problem = '')`
  return `SELECT line, trouble.1 AS reason, trouble.2 AS detail, id, event,
    fromUnixTimestamp64Milli(if(occurred < 0, 0, occurred), 'UTC') AS occurred_at,
    fromUnixTimestamp64Milli(greatest(if(occurred < 0, 0, occurred), received), 'UTC') AS received_at,
    session, message != '' AS explicit,
    if(explicit, xxh3_128('message', ${literal(source.name)}, message), content) AS hash,
    content, properties${columns.traits.map((_, index) => `, ${traitColumn(index)}`).join('')}
  FROM (${inner})`
}

/** The columns that `rowStatement` selects, as a table declares them. */
export function rowColumns(traits: number): string {
  return `line UInt64, reason LowCardinality(String), detail String, id String, event LowCardinality(String),
    occurred_at DateTime64(3, 'UTC'), received_at DateTime64(3, 'UTC'), session String, explicit Bool,
    hash UInt128, content UInt128, properties String${Array.from({ length: traits }, (_, index) => `, ${traitColumn(index)} String`).join('')}`
}

/** `t1`, `t2`, ... : the text of a trait in a row. */
export function traitColumn(index: number): string {
  return `t${index + 1}`
}

/**
 * A row's content as 128 bits: of the names and texts of the columns that are not empty, in any order, so that a
 * column added to the file, or moved in it, makes no row another one.
 */
function contentHash(columns: readonly StagedColumn[], source: string): string {
  const parts = columns.map(
    ({ name, sql }) => `if(${sql} = '', toUInt128(0), xxh3_128(${literal(name)}, ${sql}))`,
  )
  return [`xxh3_128('row', ${literal(source)})`, ...parts].reduce(
    (left, right) => `bitXor(${left}, ${right})`,
  )
}

/** (reason, detail) of a row, both empty when there is nothing wrong with it. */
function troubleSql(reading: RowReading): string {
  const { columns, refused, rowSql, source, now } = reading
  const time = shown(rowSql.text(columns.time))
  const received = columns.receivedAt === undefined ? `''` : shown(rowSql.text(columns.receivedAt))
  const when = (test: string, reason: Reason | typeof SKIPPED | typeof SUPPRESSED, detail: string): string =>
    `${test}, ('${reason}', ${detail})`
  const known = source.events.map(literal).join(', ')
  const placeholders = placeholderIds.map(literal).join(', ')
  const troubles = [
    ...(columns.skip === undefined ? [] : [when(rowSql.test(columns.skip), SKIPPED, `''`)]),
    ...(refused === undefined ? [] : [when(refused.test('id'), SUPPRESSED, `''`)]),
    when(`id = ''`, 'no_id', `'expected an id, found nothing'`),
    when(
      `lower(id) IN (${placeholders})`,
      'placeholder_id',
      `concat('expected an id, found ', ${shown('id')})`,
    ),
    when(`occurred = ${NO_TIME}`, 'no_time', `'expected a time, found nothing'`),
    when(`occurred = ${NOT_A_TIME}`, 'unparsable_time', `concat('expected a time, found ', ${time})`),
    when(
      `occurred = ${IMPOSSIBLE_TIME} OR occurred < ${earliest} OR occurred >= ${latest}`,
      'impossible_time',
      `concat('expected a day that exists, from 1970-01-02 to 2100, found ', ${time})`,
    ),
    when(`occurred > ${now}`, 'future_time', `concat('expected a time up to now, found ', ${time})`),
    when(
      `received = ${NOT_A_TIME}`,
      'unparsable_time',
      `concat('expected a time of receipt, found ', ${received})`,
    ),
    when(
      `received = ${IMPOSSIBLE_TIME} OR received >= ${latest}`,
      'impossible_time',
      `concat('expected a time of receipt that exists, found ', ${received})`,
    ),
    when(`received > ${now}`, 'future_time', `concat('expected a receipt up to now, found ', ${received})`),
    when(`event = ''`, 'no_event', `'expected the name of an event, found nothing'`),
    when(
      `event NOT IN (${known})`,
      'unknown_event',
      `concat('expected one of the declared events, found ', ${shown('event')})`,
    ),
    ...columns.properties.flatMap((property) => {
      const test = wrongTypeSql(reading, property)
      if (test === undefined) return []
      const found = shown(rowSql.text(property.node))
      const detail = `concat(${literal(`expected a ${property.type.kind} in ${property.name}, found `)}, ${found})`
      return [when(`event IN (${property.events.map(literal).join(', ')}) AND ${test}`, 'wrong_type', detail)]
    }),
  ]
  return `multiIf(${troubles.join(',\n    ')}, ('', ''))`
}

/** A text from the file in a message: in quotes, and not longer than a line. */
function shown(value: string): string {
  return `concat('"', substringUTF8(${value}, 1, 80), '"')`
}

/** True for texts that say something which the property's type cannot hold. */
function wrongTypeSql(
  { rowSql, propertyTimes }: RowReading,
  { name, node, type }: PropertyColumn,
): string | undefined {
  // What is computed has its type by construction; a division by zero is a missing value.
  if (node.kind === 'arithmetic' || node.kind === 'constant') return undefined
  const text = rowSql.text(node)
  switch (type.kind) {
    case 'number':
      return `(NOT (${noNumberSql(text)}) AND isNull(${rowSql.number(node)}))`
    case 'boolean':
      return `(NOT (${noWordSql(text)}) AND isNull(${booleanSql(text)}))`
    case 'time':
      return `(NOT (${noWordSql(text)}) AND (${propertyTimes.get(name)}) < ${NO_TIME})`
    case 'string':
      return undefined
  }
}

/** The properties of a row's event as a JSON object; a missing value has no key. */
function propertiesSql(reading: RowReading): string {
  const { properties } = reading.columns
  if (properties.length === 0) return `'{}'`
  const objects = reading.source.events.map((event) => {
    const own = properties.filter(({ events }) => events.includes(event))
    if (own.length === 0) return `'{}'`
    const values = own.map((property) => propertyValue(reading, property))
    const types = own.map(({ name, type }) => `${identifier(name)} ${jsonTypes[type.kind]}`)
    return `toJSONString(CAST(tuple(${values.join(', ')}), ${literal(`Tuple(${types.join(', ')})`)}))`
  })
  const branches = reading.source.events.flatMap((event, index) => [
    `event = ${literal(event)}`,
    objects[index],
  ])
  return `multiIf(${branches.join(', ')}, '{}')`
}

const jsonTypes = {
  number: 'Nullable(Float64)',
  boolean: 'Nullable(Bool)',
  string: 'Nullable(String)',
  time: 'Nullable(String)',
} as const

function propertyValue({ rowSql, propertyTimes }: RowReading, { name, node, type }: PropertyColumn): string {
  const text = rowSql.text(node)
  switch (type.kind) {
    case 'number':
      return rowSql.number(node)
    case 'boolean':
      return booleanSql(text)
    case 'string':
      return `nullIf(${text}, '')`
    case 'time': {
      const time = `(${propertyTimes.get(name)})`
      const iso = `concat(replaceOne(toString(fromUnixTimestamp64Milli(${time}, 'UTC')), ' ', 'T'), 'Z')`
      return `if(${time} <= ${NO_TIME}, NULL, ${iso})`
    }
  }
}
