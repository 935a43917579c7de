import type { Project } from '../../warehouse/project.js'

/** SQL of the ids of a regulation, those it named and their other ids; needs the parameter `regulation`. */
export const subjectIds = 'SELECT id FROM regulation_subjects WHERE regulation_id = {regulation:String}'

/**
 * Keeps the ids of a regulation for as long as it runs.
 * @param ids each with the id that was named and of which it is another
 */
export async function keepSubjects(
  project: Project,
  regulationId: string,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  await project.warehouse.insert(
    'regulation_subjects',
    [...ids].map(([id, named]) => ({ regulation_id: regulationId, id, named })),
    { signal: project.signal },
  )
}

/** The ids with those that were named and of which they are others. */
export async function subjectsOf(
  project: Project,
  regulationId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await project.warehouse.rows<{ id: string; named: string }>(
    'SELECT id, named FROM regulation_subjects FINAL WHERE regulation_id = {regulation:String} ORDER BY id',
    { parameters: { regulation: regulationId }, signal: project.signal },
  )
  return new Map(rows.map(({ id, named }) => [id, named]))
}

/** Forgets whom a regulation was about. */
export async function dropSubjects(project: Project, regulationId: string): Promise<void> {
  await project.warehouse.execute('ALTER TABLE regulation_subjects DROP PARTITION {regulation:String}', {
    parameters: { regulation: regulationId },
  })
}
