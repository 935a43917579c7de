import type { Project } from '../../warehouse/project.js'
import type { JobBoard, JobLog } from './job-board.js'
import { LocalBoard } from './local-board.js'
import { RedisBoard } from './redis-board.js'

/** Where the jobs of a project are put: into Redis where the plan names one, else into processes of this one. */
export async function openJobBoard(project: Project, log: JobLog): Promise<JobBoard> {
  const { redis } = project.plan.server
  return redis === undefined
    ? LocalBoard.open(project, { log })
    : RedisBoard.open(project, { log, url: redis })
}
