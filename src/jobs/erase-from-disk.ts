import { deletes, type Regulation } from '../events/people/regulation.js'
import { listRegulations, saveRegulation } from '../events/people/regulation-store.js'
import { observed } from '../shared/observer.js'
import type { Project } from '../warehouse/project.js'
import { erasedTables } from './erased-tables.js'

/** The regulations whose rows nobody can read any more and which may still stand in files of the warehouse. */
export async function unerased(project: Project): Promise<readonly Regulation[]> {
  const finished = await listRegulations(project, { status: 'FINISHED', limit: 100_000 })
  return finished.filter(({ type, erasedAt }) => deletes(type) && erasedAt === null)
}

/**
 * Rewrites the files in which deleted rows stand. One person's rows stand in many, so this costs as much for one as
 * for a thousand: it is done for all that have gathered, not for each. The engine keeps a file that was rewritten
 * for some minutes more.
 * @returns how many regulations were waiting for it
 */
export async function eraseFromDisk(project: Project): Promise<number> {
  const waiting = await unerased(project)
  if (waiting.length === 0) return 0
  await observed(project.observer, 'Erasing from the disk', async (step) => {
    for (const [index, { table }] of erasedTables.entries()) {
      await project.warehouse.execute(`ALTER TABLE ${table} APPLY DELETED MASK`, {
        signal: project.signal,
        settings: { mutations_sync: 2 },
      })
      step.progress(index + 1, erasedTables.length, 'tables')
    }
    const erasedAt = new Date(project.clock.now()).toISOString()
    for (const regulation of waiting) await saveRegulation(project, { ...regulation, erasedAt })
  })
  return waiting.length
}
