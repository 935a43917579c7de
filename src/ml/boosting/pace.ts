import { ForetellError } from '../../shared/errors.js'
import type { FitOptions } from '../model.js'

/** Work between two pauses: about 10 ms of it. Counted and not timed, so that a run repeats exactly. */
const BURST = 5_000_000

/**
 * Lets long work breathe: now and then it reports how far it is, lets timers and input be served, and stops
 * when it was told to.
 */
export class Pace {
  readonly #options: Pick<FitOptions, 'signal' | 'onProgress'>
  readonly #what: string
  #spent = 0

  /** @param what is being done, as the error says it: "the training" */
  constructor(what: string, options: Pick<FitOptions, 'signal' | 'onProgress'>) {
    this.#what = what
    this.#options = options
  }

  /**
   * To be called after each piece of work.
   * @param work about how many array elements were touched
   * @param share of all the work that is done, in [0, 1]
   * @throws ForetellError `CANCELLED` when the signal was raised
   */
  async spend(work: number, share: number): Promise<void> {
    this.#spent += work
    if (this.#spent < BURST) return
    this.#spent = 0
    this.#options.onProgress?.(share)
    await breathe()
    this.check()
  }

  /** @throws ForetellError `CANCELLED` when the signal was raised */
  check(): void {
    if (this.#options.signal?.aborted === true) {
      throw new ForetellError('CANCELLED', { values: { what: this.#what } })
    }
  }

  finish(): void {
    this.#options.onProgress?.(1)
  }
}

/** Lets everything that waits run first. Browsers have no `setImmediate`. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else setTimeout(resolve, 0)
  })
}
