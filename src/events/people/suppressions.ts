import { setMaxListeners } from 'node:events'

import type { Project } from '../../warehouse/project.js'
import type { Suppressed } from '../live/seams.js'
import { HashSet } from './hash-set.js'
import { headOf, type PersonHash, personHash } from './person-hash.js'

/** One hash that is refused; see `PersonHash`. */
export interface Suppression {
  readonly entity: string
  readonly person: string
  readonly regulationId: string
  /** ISO 8601. */
  readonly suppressedAt: string
}

export interface SuppressionsOptions {
  /** Milliseconds between two looks for what other processes have written; 0: never. Default 2000. */
  readonly refreshEvery?: number
}

/**
 * Who must not be taken in, in memory: 16 bytes a person. What this process writes holds at once, what another
 * writes after the next look.
 */
export class Suppressions implements Suppressed {
  readonly #project: Project
  readonly #refreshEvery: number
  readonly #people = new HashSet()
  #hash: PersonHash | undefined
  #seenUntil = 0
  #timer: NodeJS.Timeout | undefined
  readonly #end = new AbortController()

  private constructor(project: Project, { refreshEvery = 2000 }: SuppressionsOptions) {
    const signal = AbortSignal.any([
      this.#end.signal,
      ...(project.signal === undefined ? [] : [project.signal]),
    ])
    // Every statement listens to it for as long as it runs, and that is no leak.
    setMaxListeners(0, signal)
    this.#project = { ...project, signal }
    this.#refreshEvery = refreshEvery
  }

  static async open(project: Project, options: SuppressionsOptions = {}): Promise<Suppressions> {
    const suppressions = new Suppressions(project, options)
    await suppressions.refresh()
    suppressions.#schedule()
    return suppressions
  }

  has(entity: string, id: string): boolean {
    if (this.#people.size === 0 || this.#hash === undefined) return false
    return this.#people.has(headOf(this.#hash.of(entity, id)))
  }

  /** How many ids are refused. */
  get size(): number {
    return this.#people.size
  }

  /** Looks for what was written since the last look. */
  async refresh(): Promise<void> {
    const blocks = this.#project.warehouse.stream<{ person: string; suppressed: boolean; at: number }>(
      `SELECT person, suppressed, toUnixTimestamp64Milli(changed_at) AS at FROM suppressions FINAL
       WHERE changed_at > fromUnixTimestamp64Milli({since:Int64}, 'UTC')`,
      { parameters: { since: Math.max(0, this.#seenUntil - overlap) }, signal: this.#project.signal },
    )
    for await (const block of blocks) {
      this.#hash ??= await personHash(this.#project)
      for (const { person, suppressed, at } of block) {
        this.#take(person, suppressed)
        if (at > this.#seenUntil) this.#seenUntil = at
      }
    }
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#end.abort()
  }

  #take(person: string, suppressed: boolean): void {
    if (suppressed) this.#people.add(headOf(person))
    else this.#people.delete(headOf(person))
  }

  #schedule(): void {
    if (this.#refreshEvery === 0) return
    this.#timer = setTimeout(() => void this.#tick(), this.#refreshEvery)
    this.#timer.unref()
  }

  async #tick(): Promise<void> {
    try {
      await this.refresh()
    } catch (error) {
      if (!this.#end.signal.aborted)
        this.#project.observer.warn(
          `Suppressions could not be looked up: ${error instanceof Error ? error.message : String(error)}`,
        )
    }
    if (!this.#end.signal.aborted) this.#schedule()
  }
}

/** Milliseconds: one that was stored a moment later may have been stamped a moment earlier. */
const overlap = 60_000
