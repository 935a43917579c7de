import { DelayedError, type Job as BullJob, UnrecoverableError, WaitingChildrenError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'

import type { Project } from '../../warehouse/project.js'
import type { SerialisedError } from '../../shared/errors.js'
import { ended, lostError } from './ending.js'
import { handlerOf } from './handlers.js'
import { isParted } from './handler.js'
import { hasEnded, mostAttempts } from './job.js'
import type { JobLog } from './job-board.js'
import { JobStore } from './job-store.js'
import { ProcessPool } from './process-pool.js'
import {
  openQueue,
  type OpenQueue,
  queueName,
  type QueuedTask,
  queuePrefix,
  redisConnection,
  taskOptions,
} from './redis-queue.js'
import type { TaskOutcome } from './task.js'

export interface RedisWorkerOptions {
  readonly log: JobLog
  readonly url: string
  /** Tasks done at one time, each in a process of its own. */
  readonly jobs: number
  /**
   * Milliseconds that a task belongs to a worker without a sign of life; then another does it. The sign is given by
   * this process and not by the one that works, so that no computation delays it.
   */
  readonly lockTime?: number
  /** Of the processes that do tasks; default: `background.priority`. */
  readonly priority?: number
}

/**
 * Takes tasks from the queue and has child processes do them. A job that falls into parts is planned, its parts are
 * put into the queue as children for any worker, and when the last is done it comes back to be finished.
 */
export class RedisWorker {
  readonly #store: JobStore
  readonly #project: Project
  readonly #pool: ProcessPool
  readonly #opened: OpenQueue
  readonly #worker: Worker<QueuedTask>
  readonly #connection: Redis
  readonly #log: JobLog

  private constructor(
    project: Project,
    prefix: string,
    { url, jobs, lockTime = 30_000, log, priority }: RedisWorkerOptions,
  ) {
    this.#project = project
    this.#store = new JobStore(project)
    this.#pool = new ProcessPool(project.plan, priority)
    this.#opened = openQueue(url, prefix, true)
    this.#log = log
    this.#connection = redisConnection(url, true)
    this.#worker = new Worker<QueuedTask>(queueName, (job, token) => this.#process(job, token), {
      connection: this.#connection,
      prefix,
      concurrency: jobs,
      lockDuration: lockTime,
      stalledInterval: lockTime,
      maxStalledCount: mostAttempts - 1,
      autorun: false,
    })
    this.#worker.on('error', (error) => log.warn({ err: error }, 'queue'))
    this.#worker.on('failed', (job, error) => void this.#failed(job, error))
  }

  static async open(project: Project, options: RedisWorkerOptions): Promise<RedisWorker> {
    const worker = new RedisWorker(project, await queuePrefix(project), options)
    void worker.#worker.run().catch((error: unknown) => options.log.warn({ err: error }, 'queue'))
    return worker
  }

  /** Gives up what it does, which others then do, and takes no more. */
  async close(): Promise<void> {
    const closing = this.#worker.close()
    await this.#pool.stop()
    await closing
    await this.#opened.close()
    this.#connection.disconnect()
  }

  /** Processes that do tasks now. */
  get processes(): readonly number[] {
    return this.#pool.pids
  }

  async #process(queued: BullJob<QueuedTask>, token: string | undefined): Promise<void> {
    const { jobId, phase, part } = queued.data
    this.#log.info({ job: jobId, phase, part }, 'task begins')
    const outcome = await this.#pool.perform(
      phase === 'part' ? { jobId, phase, part: part ?? 0 } : { jobId, phase },
    )
    this.#log.info({ job: jobId, phase, part, outcome: outcome.kind }, 'task ends')
    await this.#settle(queued, token ?? '', outcome)
  }

  /** What becomes of a task, in BullMQ's terms. */
  async #settle(queued: BullJob<QueuedTask>, token: string, outcome: TaskOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'done':
        return
      case 'parts':
        return this.#handOut(queued, token, outcome.parts)
      case 'stopped':
        // It goes to the end of the line, and no attempt is counted.
        await queued.moveToDelayed(this.#project.clock.now() + 1, token)
        throw new DelayedError()
      case 'lost':
        throw new TaskFailure(undefined, outcome.reason)
      case 'failed':
        throw outcome.again
          ? new TaskFailure(outcome.error, outcome.error.message)
          : new Hopeless(outcome.error)
    }
  }

  /** The parts become tasks of their own; this one comes back when all are done. */
  async #handOut(queued: BullJob<QueuedTask>, token: string, parts: readonly number[]): Promise<void> {
    const { jobId } = queued.data
    await queued.updateData({ jobId, phase: 'finish' })
    await this.#opened.queue.addBulk(
      parts.map((part) => ({
        name: 'part',
        data: { jobId, phase: 'part', part },
        opts: {
          ...taskOptions,
          jobId: `${jobId}.${part}`,
          parent: { id: queued.id ?? jobId, queue: queued.queueQualifiedName },
          failParentOnFailure: true,
        },
      })),
    )
    if (await queued.moveToWaitingChildren(token)) throw new WaitingChildrenError()
    // All are done already.
    await this.#process(queued, token)
  }

  /** Says of a job that it has failed, once a task of it has failed for good. */
  async #failed(queued: BullJob<QueuedTask> | undefined, error: Error): Promise<void> {
    if (queued === undefined) return
    const final = error instanceof UnrecoverableError || queued.attemptsMade >= mostAttempts
    if (!final) return
    const job = await this.#store.find(queued.data.jobId)
    if (job === undefined || hasEnded(job)) return
    const told = error instanceof TaskFailure || error instanceof Hopeless ? error.told : undefined
    const serialised = told ?? lostError(job, error.message)
    await this.#store.write(job.id, ended(job, 'failed', this.#project.clock, serialised))
    const handler = await handlerOf(job.kind)
    if (isParted(handler)) await handler.discard({ project: this.#project, job })
  }
}

/** The same task may go well another time. */
class TaskFailure extends Error {
  readonly told: SerialisedError | undefined

  constructor(told: SerialisedError | undefined, reason: string) {
    super(reason)
    this.told = told
  }
}

/** It never will. */
class Hopeless extends UnrecoverableError {
  readonly told: SerialisedError

  constructor(told: SerialisedError) {
    super(told.message)
    this.told = told
  }
}
