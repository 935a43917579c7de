import type { Project } from '../../warehouse/project.js'
import { handlerOf } from './handlers.js'
import { isParted } from './handler.js'
import type { Job } from './job.js'
import type { JobStore } from './job-store.js'

/**
 * Deletes the results of jobs whose time has come, and says of each that it has expired.
 * @returns those jobs
 */
export async function expireJobs(project: Project, store: JobStore): Promise<readonly Job[]> {
  const overdue = await store.overdue()
  for (const job of overdue) {
    // First what is told, so that nobody is handed half of what is being deleted.
    await store.write(job.id, { ...job, state: 'expired', result: null })
    const handler = await handlerOf(job.kind)
    if (isParted(handler)) await handler.discard({ project, job })
  }
  return overdue
}
