import type { Project } from '../../warehouse/project.js'
import { chunksOf } from './chunks.js'
import type { Person } from './merge-graph.js'
import { never, present } from './moved.js'

/**
 * Stores what is known under ids that were merged under the ids they were merged into, as known from the merge on:
 * at an earlier anchor nobody knew that it was theirs, at a later one all of it is, at the times at which it
 * happened.
 *
 * One statement reads a row once and stores two: its copy under the other id, and in its own place (by the same key,
 * and the newest row of a key counts) one that was received at no time. So no row is lost that comes in meanwhile, a
 * statement that died half way has moved some rows and not others, and running it again finishes it and stores
 * nothing twice. Nothing is deleted, which would rewrite every part of the table for every person who signs in.
 */
export async function moveRows(
  project: Project,
  entity: string,
  moves: ReadonlyMap<string, Person>,
): Promise<void> {
  for (const chunk of chunksOf(moves, ([from, { id }]) => from + id)) {
    const parameters = {
      entity,
      from: chunk.map(([from]) => from),
      to: chunk.map(([, { id }]) => id),
      known: chunk.map(([, { knownAt }]) => knownAt),
    }
    for (const table of [events, traits]) {
      await project.warehouse.execute(moveStatement(table), {
        parameters,
        signal: project.signal,
        settings: { insert_deduplicate: 0, max_partitions_per_insert_block: 0, max_insert_threads: 1 },
      })
    }
  }
}

interface MovedTable {
  readonly name: string
  /** The columns that are kept as they are, `entity`, `entity_id` and `received_at` aside. */
  readonly kept: readonly string[]
  /** What stays in the old place instead of what a column says; the key is not among them. */
  readonly emptied: Readonly<Record<string, string>>
}

const events: MovedTable = {
  name: 'events',
  kept: ['event', 'occurred_at', 'source', 'message_id', 'original_at', 'sent_at'],
  emptied: { session_id: `''`, properties: `'{}'::JSON` },
}

const traits: MovedTable = {
  name: 'traits',
  kept: ['trait', 'occurred_at', 'source', 'text'],
  emptied: { number: 'NULL' },
}

function moveStatement({ name, kept, emptied }: MovedTable): string {
  const others = Object.keys(emptied)
  const values = others.map((column) => `if(stays, ${emptied[column]}, ${column})`)
  return `INSERT INTO ${name} (entity, entity_id, received_at, ${[...kept, ...others].join(', ')})
    SELECT entity,
      if(stays, entity_id, transform(entity_id, {from:Array(String)}, {to:Array(String)}, entity_id)) AS place,
      if(stays, ${never}, greatest(received_at, fromUnixTimestamp64Milli(
        transform(entity_id, {from:Array(String)}, {known:Array(Int64)}, toInt64(0)), 'UTC'))) AS received,
      ${[...kept, ...values].join(', ')}
    FROM (
      SELECT *, arrayJoin([false, true]) AS stays FROM ${name} FINAL
      WHERE entity = {entity:String} AND entity_id IN {from:Array(String)} AND ${present})`
}

/** The ids of the kind that were merged and have rows which were not moved. */
export async function unmovedIds({ warehouse, signal }: Project, entity: string): Promise<readonly string[]> {
  const merged = 'SELECT from_id FROM merges WHERE entity = {entity:String}'
  const rows = await warehouse.rows<{ id: string }>(
    `SELECT DISTINCT entity_id AS id FROM (
       SELECT entity_id FROM events FINAL WHERE entity = {entity:String} AND ${present} AND entity_id IN (${merged})
       UNION ALL
       SELECT entity_id FROM traits FINAL WHERE entity = {entity:String} AND ${present} AND entity_id IN (${merged}))`,
    { parameters: { entity }, signal },
  )
  return rows.map(({ id }) => id)
}

/** The kinds of entities of which ids were merged. */
export async function mergedEntities({ warehouse, signal }: Project): Promise<readonly string[]> {
  const rows = await warehouse.rows<{ entity: string }>(
    'SELECT DISTINCT toString(entity) AS entity FROM merges ORDER BY entity',
    { signal },
  )
  return rows.map(({ entity }) => entity)
}
