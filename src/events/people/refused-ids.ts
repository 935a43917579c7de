import type { Project } from '../../warehouse/project.js'
import type { Parameters } from '../../warehouse/warehouse.js'
import { personHash } from './person-hash.js'

/** How a statement leaves out the rows of people who are suppressed. */
export interface RefusedIds {
  /** SQL test of an expression of an id. */
  readonly test: (id: string) => string
  readonly parameters: Parameters
}

/** @returns undefined while nobody of the kind is suppressed */
export async function refusedIds(project: Project, entity: string): Promise<RefusedIds | undefined> {
  const people = 'SELECT person FROM suppressions FINAL WHERE entity = {person_entity:String} AND suppressed'
  const some = await project.warehouse.rows(`${people} LIMIT 1`, {
    parameters: { person_entity: entity },
    signal: project.signal,
  })
  if (some.length === 0) return undefined
  const hash = await personHash(project)
  return {
    test: (id) => `${hash.sql(id)} IN (${people})`,
    parameters: hash.parameters(entity),
  }
}
