import type { Project } from '../../warehouse/project.js'
import { ended, lostError, queuedAgain } from './ending.js'
import { expireJobs } from './expiry.js'
import { handlerOf } from './handlers.js'
import { isParted } from './handler.js'
import { hasEnded, type Job, mostAttempts } from './job.js'
import type { JobBoard, JobLog, JobRequest, QueueDepth } from './job-board.js'
import { type JobQuery, JobStore } from './job-store.js'
import { writeDown } from './new-job.js'
import { isOrphan, processName } from './process-name.js'
import { ProcessPool } from './process-pool.js'
import type { TaskOutcome } from './task.js'

export interface LocalBoardOptions {
  readonly log: JobLog
  /** Milliseconds between two looks for jobs whose process has gone and for results that expire. */
  readonly sweepEvery?: number
  /** Milliseconds before a job that failed is tried again; twice that before the third attempt. */
  readonly backoff?: number
  /** Of the processes that do jobs; default: `background.priority`. */
  readonly priority?: number
}

/**
 * Jobs are done by child processes of this one. They are rows in the warehouse: those that another process was doing
 * when it went away, or left queued, are taken over.
 */
export class LocalBoard implements JobBoard {
  readonly description: string
  readonly #project: Project
  readonly #store: JobStore
  readonly #pool: ProcessPool
  readonly #options: Required<Omit<LocalBoardOptions, 'priority'>>
  readonly #name = processName()
  readonly #waiting: string[] = []
  readonly #running = new Map<string, Promise<void>>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #closed = false

  private constructor(project: Project, options: LocalBoardOptions) {
    this.#project = project
    this.#store = new JobStore(project)
    this.#pool = new ProcessPool(project.plan, options.priority)
    this.#options = { sweepEvery: 60_000, backoff: 1000, ...options }
    const { jobs } = project.plan.server
    this.description = `in processes of this server, ${jobs} at once`
  }

  /** Takes over what others have left. */
  static async open(project: Project, options: LocalBoardOptions): Promise<LocalBoard> {
    const board = new LocalBoard(project, options)
    await board.#sweep()
    const timer = setInterval(() => void board.#sweepQuietly(), board.#options.sweepEvery)
    timer.unref()
    board.#timers.add(timer)
    return board
  }

  async submit(request: JobRequest): Promise<Job> {
    const { job, known } = await writeDown(this.#store, request, this.#name)
    if (!known) this.#enqueue(job.id)
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
    // The process that does it looks at this row and gives up.
    await this.#store.write(id, ended(job, 'cancelled', this.#project.clock))
    if (!this.#running.has(id)) await this.#discard(job)
    return this.#store.find(id)
  }

  depth(): Promise<QueueDepth> {
    return this.#store.depth()
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#pool.stop()
    await Promise.all(this.#running.values())
  }

  /** Processes that do jobs now. */
  get processes(): readonly number[] {
    return this.#pool.pids
  }

  #enqueue(id: string): void {
    if (this.#closed || this.#running.has(id) || this.#waiting.includes(id)) return
    this.#waiting.push(id)
    this.#fill()
  }

  /** Begins as many as may run at once. */
  #fill(): void {
    while (!this.#closed && this.#running.size < this.#project.plan.server.jobs) {
      const id = this.#waiting.shift()
      if (id === undefined) return
      const run = this.#run(id)
        .catch((error: unknown) => {
          this.#options.log.warn({ job: id, err: error }, 'job lost sight of')
          return undefined
        })
        .then((again) => {
          this.#running.delete(id)
          if (again !== undefined) this.#later(again, id)
          this.#fill()
        })
      this.#running.set(id, run)
    }
  }

  /** @returns milliseconds after which it is to be begun again; undefined when it has ended */
  async #run(id: string): Promise<number | undefined> {
    this.#options.log.info({ job: id }, 'job begins')
    const outcome = await this.#pool.perform({ jobId: id, phase: 'whole' })
    const job = await this.#store.known(id)
    const again = hasEnded(job) ? undefined : await this.#followUp(job, outcome)
    const { state, attempts } = await this.#store.known(id)
    this.#options.log.info({ job: id, kind: job.kind, state, attempts }, 'job ends')
    return again
  }

  /** What becomes of a job that was begun and has not ended. */
  async #followUp(job: Job, outcome: TaskOutcome): Promise<number | undefined> {
    const { clock } = this.#project
    if (outcome.kind === 'stopped') {
      await this.#store.write(job.id, queuedAgain(job, this.#name, false))
      return undefined
    }
    const again = outcome.kind === 'lost' || (outcome.kind === 'failed' && outcome.again)
    if (again && job.attempts < mostAttempts) {
      await this.#store.write(job.id, queuedAgain(job, this.#name, true))
      return this.#options.backoff * 2 ** Math.max(0, job.attempts - 1)
    }
    const error = outcome.kind === 'failed' ? outcome.error : lostError(job, reasonOf(outcome))
    await this.#store.write(job.id, ended(job, 'failed', clock, error))
    await this.#discard(job)
    return undefined
  }

  #later(wait: number, id: string): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#enqueue(id)
    }, wait)
    timer.unref()
    this.#timers.add(timer)
  }

  async #sweepQuietly(): Promise<void> {
    await this.#sweep().catch((error: unknown) =>
      this.#options.log.warn({ err: error }, 'jobs not looked after'),
    )
  }

  async #sweep(): Promise<void> {
    const now = this.#project.clock.now()
    for (const job of await this.#store.unended()) {
      if (this.#running.has(job.id) || this.#waiting.includes(job.id)) continue
      // In a container every process of the server has the same name, also the one before this.
      if (job.worker !== this.#name && !isOrphan(job, now)) continue
      await this.#adopt(job)
    }
    for (const { id } of await expireJobs(this.#project, this.#store)) {
      this.#options.log.info({ job: id }, 'results of a job deleted')
    }
  }

  /** Takes over a job whose process has gone: to be begun again, unless that has come to nothing too often. */
  async #adopt(job: Job): Promise<void> {
    if (job.attempts >= mostAttempts && job.state === 'running') {
      const error = lostError(job, `the process that did it (${job.worker}) has gone`)
      await this.#store.write(job.id, ended(job, 'failed', this.#project.clock, error))
      await this.#discard(job)
      return
    }
    await this.#store.write(job.id, queuedAgain(job, this.#name, true))
    this.#enqueue(job.id)
  }

  async #discard(job: Job): Promise<void> {
    const handler = await handlerOf(job.kind)
    if (isParted(handler)) await handler.discard({ project: this.#project, job })
  }
}

function reasonOf(outcome: TaskOutcome): string {
  return outcome.kind === 'lost' ? outcome.reason : 'it ended without a result'
}
