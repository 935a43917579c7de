import { closest } from 'fastest-levenshtein'

import type { EntityPlan, EventPlan, EventSourcePlan } from '../config/plan.js'
import type { ColumnNode, RowTest } from '../config/source.js'
import type { FieldType } from '../config/event.js'
import { ForetellError } from '../shared/errors.js'
import { columnsOf } from './row-sql.js'

/** Where the parts of an event are usually found; compared without regard to case and punctuation. */
const usualNames = {
  id: ['entity_id', 'user_id', 'customer_id', 'distinct_id'],
  time: [
    'occurred_at',
    'timestamp',
    'time',
    'created_at',
    'date',
    'event_time',
    'event_timestamp',
    'datetime',
  ],
  event: ['event', 'event_type', 'event_name', 'type'],
  receivedAt: ['received_at'],
  messageId: ['message_id', 'event_id', 'uuid'],
  session: ['session_id'],
} as const

/** A property of the events of a source, with the column it stands in. */
export interface PropertyColumn {
  readonly name: string
  readonly type: FieldType
  /** Names of the events that declare it. */
  readonly events: readonly string[]
  readonly node: ColumnNode
}

/** What a configuration declares of the data of a source. */
export interface Declared {
  readonly events: readonly EventPlan[]
  readonly entity: EntityPlan | undefined
}

/** Where everything of an event stands in one file: the mapping of a source, complete. */
export interface EventColumns {
  readonly id: ColumnNode
  readonly time: ColumnNode
  /** Undefined: every row is the source's only event. */
  readonly event: ColumnNode | undefined
  /** True when the configuration named the column. */
  readonly eventIsMapped: boolean
  readonly receivedAt: ColumnNode | undefined
  readonly messageId: ColumnNode | undefined
  readonly session: ColumnNode | undefined
  readonly properties: readonly PropertyColumn[]
  /** Declared properties that the file has no column for. */
  readonly absent: readonly { readonly event: string; readonly property: string }[]
  readonly traits: readonly { readonly name: string; readonly node: ColumnNode }[]
  readonly skip: RowTest | undefined
}

/**
 * Finds where the parts of an event stand among the columns of a file. What the configuration names goes before
 * what is usual.
 * @param names the file's columns
 * @param declared the events of the source, and its entity: their properties and traits stand in the columns of
 *   their names unless they are mapped
 * @throws ForetellError `COLUMN_NOT_FOUND` when a named column is not there, `COLUMN_NEEDED` when the
 *   configuration names none and none of the usual ones is there
 */
export function eventColumns(
  source: EventSourcePlan,
  { events, entity }: Declared,
  names: readonly string[],
  file: string,
): EventColumns {
  const usual = (part: keyof typeof usualNames, first: readonly string[] = []): ColumnNode | undefined => {
    const column = [...first, ...usualNames[part]].map((name) => columnLike(name, names)).find(Boolean)
    return column === undefined ? undefined : { kind: 'field', column }
  }
  const needed = (part: 'id' | 'time' | 'event', node: ColumnNode | undefined): ColumnNode => {
    if (node !== undefined) return node
    throw new ForetellError('COLUMN_NEEDED', {
      values: { part, usual: usualNames[part].join(', '), columns: names.join(', ') },
      at: { file, key: `sources.${source.name}.columns.${part}` },
    })
  }
  const mapped = source.columns
  const event = mapped.event ?? usual('event')
  const properties = propertyColumns(source, events, names)
  const columns: EventColumns = {
    id: needed('id', mapped.id ?? usual('id', [`${source.entity}_id`])),
    time: needed('time', mapped.time ?? usual('time')),
    event: events.length === 1 ? event : needed('event', event),
    eventIsMapped: mapped.event !== undefined,
    receivedAt: mapped.receivedAt ?? usual('receivedAt'),
    messageId: mapped.messageId ?? usual('messageId'),
    session: mapped.session ?? usual('session'),
    ...properties,
    traits: traitColumns(source, entity, names),
    skip: source.skip,
  }
  requireColumns(columns, names, file)
  return columns
}

function traitColumns(
  source: EventSourcePlan,
  entity: EntityPlan | undefined,
  names: readonly string[],
): EventColumns['traits'] {
  const declared = Object.keys(entity?.traits ?? {}).filter((name) => !(name in source.traits))
  const found = declared.flatMap((name) => {
    const column = columnLike(name, names)
    return column === undefined ? [] : [{ name, node: { kind: 'field', column } as const }]
  })
  return [...Object.entries(source.traits).map(([name, node]) => ({ name, node })), ...found]
}

/** The column of that name; failing that, the first that differs only in case and punctuation. */
function columnLike(name: string, names: readonly string[]): string | undefined {
  const bare = bareName(name)
  return names.find((column) => column === name) ?? names.find((column) => bareName(column) === bare)
}

function bareName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function propertyColumns(
  source: EventSourcePlan,
  events: readonly EventPlan[],
  names: readonly string[],
): Pick<EventColumns, 'properties' | 'absent'> {
  const found = new Map<string, PropertyColumn>()
  const absent: { event: string; property: string }[] = []
  for (const event of events) {
    for (const [name, type] of Object.entries(event.properties)) {
      const column = columnLike(name, names)
      const node: ColumnNode | undefined =
        source.properties[name] ?? (column === undefined ? undefined : { kind: 'field', column })
      if (node === undefined) {
        absent.push({ event: event.name, property: name })
        continue
      }
      // Two events may declare one name with two types: each is read by its own.
      const key = `${type.kind} ${name}`
      const others = found.get(key)?.events ?? []
      found.set(key, { name, type, node, events: [...others, event.name] })
    }
  }
  return { properties: [...found.values()], absent }
}

function requireColumns(columns: EventColumns, names: readonly string[], file: string): void {
  const { id, time, event, receivedAt, messageId, session, properties, traits, skip } = columns
  const nodes = [id, time, event, receivedAt, messageId, session, ...properties.map(({ node }) => node)]
  const all = [...nodes, ...traits.map(({ node }) => node), skip?.left]
  for (const node of all) {
    for (const column of node === undefined ? [] : columnsOf(node)) {
      if (names.includes(column)) continue
      throw new ForetellError('COLUMN_NOT_FOUND', {
        values: { column, nearest: closest(column, names), columns: names.join(', ') },
        at: { file },
      })
    }
  }
}
