import type { Instant } from '../../shared/time.js'
import type { Project } from '../../warehouse/project.js'
import { chunksOf } from './chunks.js'

/** That an id was merged into another. */
export interface MergeEdge {
  readonly from: string
  readonly to: string
  /** When it became known. */
  readonly receivedAt: Instant
}

/** Whose an id is in the end. */
export interface Person {
  readonly id: string
  /** When the last of the merges that lead there became known. */
  readonly knownAt: Instant
}

/** The merges of these ids, those of the others not among them. Of several of one id the first known counts. */
async function edgesFrom(
  { warehouse, signal }: Project,
  entity: string,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, MergeEdge>> {
  const edges = new Map<string, MergeEdge>()
  for (const chunk of chunksOf(new Set(ids), (id) => id)) {
    const rows = await warehouse.rows<{ from: string; to: string; received: number }>(
      `SELECT from_id AS from, argMin(to_id, (received_at, to_id)) AS to,
         toUnixTimestamp64Milli(min(received_at)) AS received
       FROM merges WHERE entity = {entity:String} AND from_id IN {ids:Array(String)} GROUP BY from_id`,
      { parameters: { entity, ids: chunk }, signal },
    )
    for (const { from, to, received } of rows) edges.set(from, { from, to, receivedAt: received })
  }
  return edges
}

/** The merges of these ids, of the ids they were merged into, and so on. */
export async function chainsFrom(
  project: Project,
  entity: string,
  ids: Iterable<string>,
): Promise<Map<string, MergeEdge>> {
  const edges = new Map<string, MergeEdge>()
  let unknown = [...new Set(ids)]
  while (unknown.length > 0) {
    const found = await edgesFrom(project, entity, unknown)
    for (const [from, edge] of found) edges.set(from, edge)
    unknown = [...new Set([...found.values()].map(({ to }) => to))].filter((to) => !edges.has(to))
  }
  return edges
}

/** Who each of the ids is; those that were never merged are themselves and have no entry. */
export async function personsOf(
  project: Project,
  entity: string,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, Person>> {
  const asked = [...new Set(ids)]
  const edges = await chainsFrom(project, entity, asked)
  const persons = new Map<string, Person>()
  for (const id of asked) {
    const person = follow(id, edges)
    if (person !== undefined) persons.set(id, person)
  }
  return persons
}

/**
 * The end of the chain that begins at an id; undefined where it has none. Nobody may record a circle, yet two
 * processes that each record a half of one at the same time can: then the newest of its merges does not count, which
 * is the same one for whoever looks.
 */
export function follow(id: string, edges: ReadonlyMap<string, MergeEdge>): Person | undefined {
  const path: MergeEdge[] = []
  const seen = new Map<string, number>()
  let at = id
  for (let edge = edges.get(at); edge !== undefined; edge = edges.get(at)) {
    const circle = seen.get(at)
    if (circle !== undefined) return uncircled(path, circle)
    seen.set(at, path.length)
    path.push(edge)
    at = edge.to
  }
  return personAt(path)
}

/** @param start where in the path the circle begins */
function uncircled(path: readonly MergeEdge[], start: number): Person | undefined {
  const newest = path
    .slice(start)
    .reduce((last, edge) =>
      edge.receivedAt > last.receivedAt || (edge.receivedAt === last.receivedAt && edge.from > last.from)
        ? edge
        : last,
    )
  return personAt(path.slice(0, path.indexOf(newest)))
}

function personAt(path: readonly MergeEdge[]): Person | undefined {
  const last = path.at(-1)
  if (last === undefined) return undefined
  return { id: last.to, knownAt: Math.max(...path.map(({ receivedAt }) => receivedAt)) }
}

/** Which of the ids something was merged into: they are ids of somebody who is known. */
export async function knownAmong(
  { warehouse, signal }: Project,
  entity: string,
  ids: Iterable<string>,
): Promise<Set<string>> {
  const known = new Set<string>()
  for (const chunk of chunksOf(ids, (id) => id)) {
    const rows = await warehouse.rows<{ id: string }>(
      'SELECT DISTINCT to_id AS id FROM merges WHERE entity = {entity:String} AND to_id IN {ids:Array(String)}',
      { parameters: { entity, ids: chunk }, signal },
    )
    for (const { id } of rows) known.add(id)
  }
  return known
}

/**
 * All ids of the people that the given ids belong to, with the given id that each belongs with: an id that was
 * merged into another stands for the other, and for everything that was ever merged into that.
 */
export async function allIdsOf(
  project: Project,
  entity: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const persons = await personsOf(project, entity, ids)
  const named = new Map<string, string>()
  for (const id of ids) named.set(id, id)
  for (const id of ids) {
    const person = persons.get(id)
    if (person !== undefined && !named.has(person.id)) named.set(person.id, id)
  }
  let fresh = [...named.keys()]
  while (fresh.length > 0) {
    const next: string[] = []
    for (const chunk of chunksOf(fresh, (id) => id)) {
      const rows = await project.warehouse.rows<{ from: string; to: string }>(
        `SELECT DISTINCT from_id AS from, to_id AS to FROM merges
         WHERE entity = {entity:String} AND to_id IN {ids:Array(String)}`,
        { parameters: { entity, ids: chunk }, signal: project.signal },
      )
      for (const { from, to } of rows) {
        if (named.has(from)) continue
        named.set(from, named.get(to) ?? to)
        next.push(from)
      }
    }
    fresh = next
  }
  return named
}
