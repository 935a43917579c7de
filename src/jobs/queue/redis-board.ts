import type { Queue } from 'bullmq'

import type { Project } from '../../warehouse/project.js'
import { ended, lostError } from './ending.js'
import { expireJobs } from './expiry.js'
import { handlerOf } from './handlers.js'
import { isParted } from './handler.js'
import { hasEnded, type Job } from './job.js'
import type { JobBoard, JobLog, JobRequest, QueueDepth } from './job-board.js'
import { type JobQuery, JobStore } from './job-store.js'
import { writeDown } from './new-job.js'
import {
  openQueue,
  type OpenQueue,
  type QueuedTask,
  queuePrefix,
  redisAddress,
  taskOptions,
} from './redis-queue.js'
import { RedisWorker } from './redis-worker.js'

export interface RedisBoardOptions {
  readonly log: JobLog
  readonly url: string
  /** Milliseconds between two comparisons of the warehouse's rows with the queue. */
  readonly sweepEvery?: number
}

/**
 * Jobs are put into a BullMQ queue, and done by whichever worker is free. The warehouse's rows are the truth: a job of
 * which the queue knows nothing, since Redis was away or has lost it, is put into it again.
 */
export class RedisBoard implements JobBoard {
  readonly description: string
  readonly #project: Project
  readonly #store: JobStore
  readonly #opened: OpenQueue
  readonly #queue: Queue<QueuedTask>
  readonly #log: JobLog
  readonly #timer: NodeJS.Timeout
  #worker: RedisWorker | undefined

  private constructor(project: Project, opened: OpenQueue, options: RedisBoardOptions) {
    this.#project = project
    this.#store = new JobStore(project)
    this.#opened = opened
    this.#queue = opened.queue
    this.#log = options.log
    this.description = `by workers of the queue in Redis at ${redisAddress(options.url)}`
    this.#timer = setInterval(() => void this.#sweepQuietly(), options.sweepEvery ?? 30_000)
    this.#timer.unref()
  }

  /** Opens the queue, with as many workers in processes of this one as the plan says. */
  static async open(project: Project, options: RedisBoardOptions): Promise<RedisBoard> {
    const { url, log } = options
    const opened = openQueue(url, await queuePrefix(project), false)
    const board = new RedisBoard(project, opened, options)
    const { jobs } = project.plan.server
    if (jobs > 0) board.#worker = await RedisWorker.open(project, { url, log, jobs })
    void board.#sweepQuietly()
    return board
  }

  async submit(request: JobRequest): Promise<Job> {
    const { job, known } = await writeDown(this.#store, request, 'queue')
    if (known) return job
    // It is written down: if Redis is away, it is put into the queue later.
    await this.#put(job.id).catch((error: unknown) =>
      this.#log.warn({ job: job.id, err: error }, 'job not yet queued'),
    )
    return job
  }

  find(id: string): Promise<Job | undefined> {
    return this.#store.find(id)
  }

  list(query: JobQuery): Promise<readonly Job[]> {
    return this.#store.list(query)
  }

  async cancel(id: string): Promise<Job | undefined> {
    const job = await this.#store.find(id)
    if (job === undefined || hasEnded(job)) return job
    // Workers that do a part of it look at this row and give up.
    await this.#store.write(id, ended(job, 'cancelled', this.#project.clock))
    // A task that some worker does now cannot be taken out of the queue, and need not be.
    await this.#queue.remove(id, { removeChildren: true }).catch(() => undefined)
    // What is written of it after this is taken back by the worker that wrote it.
    await this.#discard(job)
    return this.#store.find(id)
  }

  depth(): Promise<QueueDepth> {
    return this.#store.depth()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#worker?.close()
    await this.#opened.close()
  }

  /** The same job again is not queued again. */
  async #put(jobId: string): Promise<void> {
    await this.#queue.add('begin', { jobId, phase: 'begin' }, { ...taskOptions, jobId })
  }

  async #sweepQuietly(): Promise<void> {
    await this.#sweep().catch((error: unknown) => this.#log.warn({ err: error }, 'jobs not looked after'))
  }

  async #sweep(): Promise<void> {
    for (const job of await this.#store.unended()) {
      const queued = await this.#queue.getJob(job.id)
      if (queued === undefined) await this.#put(job.id)
      else if (await queued.isFailed()) await this.#fail(job, queued.failedReason)
    }
    for (const { id } of await expireJobs(this.#project, this.#store)) {
      this.#log.info({ job: id }, 'results of a job deleted')
    }
  }

  /** BullMQ has given it up, mostly since the workers that did it were lost one after the other. */
  async #fail(job: Job, reason: string): Promise<void> {
    await this.#store.write(job.id, ended(job, 'failed', this.#project.clock, lostError(job, reason)))
    await this.#discard(job)
  }

  async #discard(job: Job): Promise<void> {
    const handler = await handlerOf(job.kind)
    if (isParted(handler)) await handler.discard({ project: this.#project, job })
  }
}
