import type { Project } from '../../warehouse/project.js'
import { personsOf } from './merge-graph.js'
import { moveRows, unmovedIds } from './move-rows.js'

/**
 * Moves everything of a kind of entity that stands under ids which were merged: after an import, which brings events
 * as they were written down then.
 * @returns how many ids had such rows
 */
export async function moveMerged(project: Project, entity: string): Promise<number> {
  const merged = await project.warehouse.rows('SELECT 1 FROM merges WHERE entity = {entity:String} LIMIT 1', {
    parameters: { entity },
    signal: project.signal,
  })
  if (merged.length === 0) return 0
  const persons = await personsOf(project, entity, await unmovedIds(project, entity))
  await moveRows(project, entity, persons)
  return persons.size
}
