import type { Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import { type PropertyKind, propertySql } from '../warehouse/property.js'
import { present } from './people/moved.js'

export interface PropertyObservation {
  readonly name: string
  /** How the values are stored; more than one where events carry different types under one name. */
  readonly kinds: readonly PropertyKind[]
  /** Events that have it. */
  readonly count: number
  /** How many different values there are; above some tens of thousands within about 1 %. */
  readonly cardinality: number
}

export interface EventObservation {
  readonly name: string
  readonly count: number
  /** Who did it, about. */
  readonly entities: number
  readonly first: Instant
  readonly last: Instant
  readonly properties: readonly PropertyObservation[]
}

/** What is in the store. */
export interface EventCatalogue {
  /** The most frequent first. */
  readonly events: readonly EventObservation[]
  readonly count: number
  /** Undefined while the store is empty. */
  readonly first: Instant | undefined
  readonly last: Instant | undefined
}

/** Looks through the stored events: which there are, since when and until when, and what they carry. */
export async function eventCatalogue(project: Project): Promise<EventCatalogue> {
  const found = await project.warehouse.rows<EventRow>(
    `SELECT toString(event) AS name, count() AS count, uniqCombined64(entity_id) AS entities,
       toUnixTimestamp64Milli(min(occurred_at)) AS first, toUnixTimestamp64Milli(max(occurred_at)) AS last,
       distinctJSONPathsAndTypes(properties) AS paths
     FROM events FINAL WHERE ${present} GROUP BY event ORDER BY count DESC, name`,
    options(project),
  )
  const events: EventObservation[] = []
  for (const { paths, ...event } of found)
    events.push({ ...event, properties: await observeProperties(project, event.name, paths) })
  return {
    events,
    count: events.reduce((sum, { count }) => sum + count, 0),
    first: least(events.map(({ first }) => first)),
    last: most(events.map(({ last }) => last)),
  }
}

interface EventRow extends Omit<EventObservation, 'properties'> {
  /** By property, the types it is stored as. */
  readonly paths: Readonly<Record<string, readonly string[]>>
}

async function observeProperties(
  project: Project,
  event: string,
  paths: EventRow['paths'],
): Promise<readonly PropertyObservation[]> {
  const properties = Object.entries(paths).map(([name, types]) => ({ name, kinds: kindsOf(types) }))
  if (properties.length === 0) return []
  const values = properties.map(({ name, kinds }) => kinds.map((kind) => propertySql(name, kind)))
  const counts = values.map((sql) => `countIf(${sql.map((value) => `isNotNull(${value})`).join(' OR ')})`)
  const cardinalities = values.map((sql) => sql.map((value) => `uniqCombined64(${value})`).join(' + '))
  const [row] = await project.warehouse.rows<{
    counts: readonly number[]
    cardinalities: readonly number[]
  }>(
    `SELECT [${counts.join(', ')}] AS counts, [${cardinalities.join(', ')}] AS cardinalities
     FROM events FINAL WHERE event = {event:String} AND ${present}`,
    { ...options(project), parameters: { event } },
  )
  return properties.map((property, index) => ({
    ...property,
    count: row.counts[index],
    cardinality: row.cardinalities[index],
  }))
}

function kindsOf(types: readonly string[]): PropertyKind[] {
  const kinds = types.map((type): PropertyKind => {
    if (/^U?Int|^Float|^Decimal/.test(type)) return 'number'
    return type === 'Bool' ? 'boolean' : 'string'
  })
  return [...new Set(kinds)]
}

function options({ signal }: Project): { settings: Record<string, number>; signal: AbortSignal | undefined } {
  return { settings: { do_not_merge_across_partitions_select_final: 1 }, signal }
}

function least(times: readonly Instant[]): Instant | undefined {
  return times.length === 0 ? undefined : Math.min(...times)
}

function most(times: readonly Instant[]): Instant | undefined {
  return times.length === 0 ? undefined : Math.max(...times)
}
