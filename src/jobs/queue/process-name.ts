import { hostname } from 'node:os'

import type { Instant } from '../../shared/time.js'
import { isAlive } from '../../warehouse/owner.js'
import { hasEnded, type Job } from './job.js'

/** Milliseconds of silence after which a process of another machine is taken for gone. */
const silence = 120_000

/** The name of a process among those of all machines that share a warehouse. */
export function processName(pid = process.pid): string {
  return `${hostname()}/${pid}`
}

/** Whether nobody sees to a job any more, although it has not ended. */
export function isOrphan(job: Pick<Job, 'state' | 'worker' | 'changedAt'>, now: Instant): boolean {
  if (hasEnded(job)) return false
  const slash = job.worker.lastIndexOf('/')
  const pid = Number(job.worker.slice(slash + 1))
  if (job.worker.slice(0, slash) === hostname() && Number.isInteger(pid) && !isAlive(pid)) return true
  return now - Date.parse(job.changedAt) > silence
}
