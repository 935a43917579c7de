import { ForetellError } from '../../shared/errors.js'
import type { Job } from './job.js'

/** How long a study goes on: at least one of the two. */
export interface Limits {
  /** Settings to try, those of former runs included. */
  readonly trials?: number
  /**
   * No job is started after so many seconds, those of former runs included; jobs that run are waited for. Needs
   * the clock.
   */
  readonly seconds?: number
  /** Milliseconds since any moment, such as `() => performance.now()`. */
  readonly clock?: () => number
  readonly signal?: AbortSignal
  /** Called after each job with the share of the settings (or of the time) that is through, in [0, 1]. */
  readonly onProgress?: (share: number) => void
  /** Called after each job: the moment to keep `study.toJSON()`. */
  readonly onResult?: (job: Job) => void
}

/** The jobs that run now, and the reasons to start no more of them. */
export class RunningJobs {
  readonly #limits: Limits
  readonly #before: number
  readonly #started: number
  readonly #jobs = new Set<Promise<void>>()
  readonly #stop = new AbortController()
  #failure: { readonly error: unknown } | undefined
  readonly #cancel = (): void => {
    this.#stop.abort()
  }

  /**
   * @param before seconds of former runs
   * @throws ForetellError `PARAMETER_INVALID` for limits that never end
   */
  constructor(limits: Limits, before: number) {
    const { trials, seconds, clock, signal } = limits
    if (trials === undefined && (seconds === undefined || clock === undefined)) {
      throw new ForetellError('PARAMETER_INVALID', {
        values: { name: 'trials', expected: 'a number, or seconds and a clock', got: 'neither' },
      })
    }
    this.#limits = limits
    this.#before = before
    this.#started = clock?.() ?? 0
    if (signal?.aborted === true) this.#stop.abort()
    signal?.addEventListener('abort', this.#cancel)
  }

  get seconds(): number {
    const { clock } = this.#limits
    return clock === undefined ? this.#before : this.#before + Math.max(0, clock() - this.#started) / 1000
  }

  /** The time is up, something broke, or the signal was raised. */
  get mustStop(): boolean {
    const { seconds = Infinity } = this.#limits
    return this.#failure !== undefined || this.#stop.signal.aborted || this.seconds >= seconds
  }

  start(work: (signal: AbortSignal) => Promise<void>): void {
    const job = work(this.#stop.signal)
      .catch((error: unknown) => {
        this.#failure ??= { error }
        // What broke one would be thrown away with the others: they need not end.
        this.#stop.abort()
      })
      .finally(() => this.#jobs.delete(job))
    this.#jobs.add(job)
  }

  report(job: Job, share: number): void {
    const { onProgress, onResult, seconds } = this.#limits
    onResult?.(job)
    onProgress?.(Math.min(1, Math.max(share, seconds === undefined ? 0 : this.seconds / seconds)))
  }

  /** Until one job has ended. */
  async one(): Promise<void> {
    await Promise.race(this.#jobs)
  }

  /**
   * Until all have ended.
   * @throws what the first of them threw; ForetellError `CANCELLED` when the signal was raised
   */
  async all(): Promise<void> {
    await Promise.all(this.#jobs)
    if (this.#limits.signal?.aborted === true) {
      throw new ForetellError('CANCELLED', { values: { what: 'the search' } })
    }
    if (this.#failure !== undefined) throw this.#failure.error
  }

  /** Leaves nothing behind. */
  async settle(): Promise<void> {
    this.#stop.abort()
    this.#limits.signal?.removeEventListener('abort', this.#cancel)
    await Promise.all(this.#jobs)
  }

  finish(): void {
    this.#limits.onProgress?.(1)
  }
}
