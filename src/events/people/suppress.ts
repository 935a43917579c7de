import type { Project } from '../../warehouse/project.js'
import { chunksOf } from './chunks.js'
import { personHash } from './person-hash.js'
import type { Suppression } from './suppressions.js'

export interface SuppressRequest {
  readonly entity: string
  readonly regulationId: string
  /** Ids to refuse from now on, each with the id that was named and of which it is another. */
  readonly ids: ReadonlyMap<string, string>
}

/** Writes down that ids are refused from now on. Only hashes of them are kept. */
export async function suppress(
  project: Project,
  { entity, regulationId, ids }: SuppressRequest,
): Promise<void> {
  const hash = await personHash(project)
  await project.warehouse.insert(
    'suppressions',
    [...ids].map(([id, named]) => ({
      entity,
      person: hash.of(entity, id),
      suppressed: true,
      because_of: hash.of(entity, named),
      regulation_id: regulationId,
    })),
    { signal: project.signal },
  )
}

/** Takes the ids back, and every other id that was refused because of one of them. */
export async function unsuppress(
  project: Project,
  { entity, regulationId, ids }: { entity: string; regulationId: string; ids: readonly string[] },
): Promise<void> {
  const hash = await personHash(project)
  for (const chunk of chunksOf(ids, () => hashText)) {
    await project.warehouse.execute(
      `INSERT INTO suppressions (entity, person, suppressed, because_of, regulation_id)
       SELECT entity, person, false, because_of, {regulation:String} FROM suppressions FINAL
       WHERE entity = {entity:String} AND suppressed
         AND (because_of IN {people:Array(String)} OR person IN {people:Array(String)})`,
      {
        parameters: { entity, regulation: regulationId, people: chunk.map((id) => hash.of(entity, id)) },
        signal: project.signal,
      },
    )
  }
}

/** A hash is as long as this. */
const hashText = 'a'.repeat(64)

export interface SuppressionQuery {
  readonly entity?: string | undefined
  /** Only this one's. */
  readonly id?: string | undefined
  readonly limit: number
}

/** Who is refused, the newest first: hashes, unless the reader knows the id. */
export async function listSuppressions(
  project: Project,
  { entity, id, limit }: SuppressionQuery,
): Promise<{ readonly total: number; readonly suppressions: readonly Suppression[] }> {
  const hash = await personHash(project)
  const person = id === undefined ? '' : hash.of(entity ?? '', id)
  const parameters = { entity: entity ?? '', person, limit }
  const where = `suppressed AND ({entity:String} = '' OR entity = {entity:String})
    AND ({person:String} = '' OR person = {person:String})`
  const [{ total }] = await project.warehouse.rows<{ total: number }>(
    `SELECT count() AS total FROM suppressions FINAL WHERE ${where}`,
    { parameters, signal: project.signal },
  )
  const rows = await project.warehouse.rows<{
    entity: string
    person: string
    regulation: string
    at: number
  }>(
    `SELECT toString(entity) AS entity, person, regulation_id AS regulation, toUnixTimestamp64Milli(changed_at) AS at
     FROM suppressions FINAL WHERE ${where} ORDER BY changed_at DESC, person LIMIT {limit:UInt32}`,
    { parameters, signal: project.signal },
  )
  return {
    total,
    suppressions: rows.map((row) => ({
      entity: row.entity,
      person: row.person,
      regulationId: row.regulation,
      suppressedAt: new Date(row.at).toISOString(),
    })),
  }
}
