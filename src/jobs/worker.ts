import { ForetellError } from '../shared/errors.js'
import { withProject } from './open.js'
import type { JobLog } from './queue/job-board.js'
import { redisAddress } from './queue/redis-queue.js'
import { RedisWorker } from './queue/redis-worker.js'
import type { Request } from './request.js'

export interface WorkerInput {
  /** Tasks done at one time; default: `server.jobs` of the configuration, and at least one. */
  readonly jobs: number | undefined
  /** Milliseconds without a sign of life after which this worker counts as lost. */
  readonly lostAfter: number
  readonly log: JobLog
  /** Told once tasks are taken, with the address of the Redis and how many at one time. */
  readonly ready?: (address: string, jobs: number) => void
}

export interface WorkerSummary {
  readonly redis: string
  readonly jobs: number
  readonly seconds: number
}

/**
 * Does jobs of the queue until it is told to stop (the request's signal). Then it gives up what it does, which others
 * then do, or it itself when it is started again.
 * @throws ForetellError `WORKER_NEEDS_REDIS`; what opening the project throws
 */
export async function work(
  request: Request,
  { jobs: wanted, lostAfter, log, ready }: WorkerInput,
): Promise<WorkerSummary> {
  // Told to stop, the worker still says in the warehouse what became of its tasks.
  const { signal, ...rest } = request
  return withProject({ ...rest, signal: new AbortController().signal }, async (project) => {
    const { redis: url, jobs: usual } = project.plan.server
    if (url === undefined) throw new ForetellError('WORKER_NEEDS_REDIS')
    const jobs = wanted ?? Math.max(1, usual)
    const started = project.clock.now()
    const worker = await RedisWorker.open(project, { url, jobs, log, lockTime: lostAfter })
    ready?.(redisAddress(url), jobs)
    await aborted(signal)
    await worker.close()
    return { redis: redisAddress(url), jobs, seconds: (project.clock.now() - started) / 1000 }
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
