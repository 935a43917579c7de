import { setMaxListeners } from 'node:events'

import type { Regulation } from '../events/people/regulation.js'
import { unsettledRegulations } from '../events/people/regulation-store.js'
import type { Suppressions } from '../events/people/suppressions.js'
import { DAY, HOUR, type Instant } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import { eraseFromDisk, unerased } from './erase-from-disk.js'
import { orderRegulation, type RegulationOrder } from './order-regulation.js'
import { regulate, type RegulateOptions } from './regulate.js'

export interface RegulationDeskOptions extends RegulateOptions {
  readonly suppressions: Suppressions
  /** Called when people were deleted, by this process or another: whatever is remembered may be about one of them. */
  readonly erased: () => Promise<void>
  /** Milliseconds between two looks for orders that nobody carries out; 0: none but the ones ordered here. Default 5000. */
  readonly lookEvery?: number
}

/** Deleted rows are rewritten out of the files of the warehouse when the oldest of them has waited so long. */
const diskPatience = DAY

/**
 * Takes orders about people and carries them out, one at a time, beside everything else that a server does: all of
 * the work is the warehouse's. An order that another process left undone is carried out too. It is no job that
 * could be cancelled, expire, or wait behind a training.
 */
export class RegulationDesk {
  readonly #project: Project
  readonly #options: RegulationDeskOptions
  readonly #end = new AbortController()
  #working: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #erased: number | undefined
  #diskLooked: Instant | undefined

  constructor(project: Project, options: RegulationDeskOptions) {
    const signal = AbortSignal.any([
      this.#end.signal,
      ...(project.signal === undefined ? [] : [project.signal]),
    ])
    // Every statement listens to it for as long as it runs, and that is no leak.
    setMaxListeners(0, signal)
    this.#project = { ...project, signal }
    this.#options = options
    if (this.#lookEvery > 0) this.#work()
  }

  /** Writes an order down and begins with it. From its return on this process refuses whom it suppresses. */
  async order(order: RegulationOrder): Promise<Regulation> {
    const regulation = await orderRegulation(this.#project, order)
    await this.#options.suppressions.refresh()
    this.#work()
    return regulation
  }

  /** Resolves when everything that was ordered has been carried out or has failed. */
  idle(): Promise<void> {
    return this.#working
  }

  /** What is not done is gone on with by the next process that opens the warehouse. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#end.abort()
    await this.#working
  }

  get #lookEvery(): number {
    return this.#options.lookEvery ?? 5000
  }

  #work(): void {
    clearTimeout(this.#timer)
    this.#working = this.#working.then(() => this.#carryOut())
  }

  async #carryOut(): Promise<void> {
    if (this.#end.signal.aborted) return
    await this.#attempt('Orders about people wait', async () => {
      for (const { id } of await unsettledRegulations(this.#project)) {
        await this.#attempt(`Regulation ${id} is not done`, async () => {
          await regulate(this.#project, id, this.#options)
        })
      }
      await this.#tellErased()
      await this.#lookAtDisk()
    })
    if (this.#lookEvery === 0 || this.#end.signal.aborted) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#work(), this.#lookEvery)
    this.#timer.unref()
  }

  /** Trouble with one order stops no other, and is tried again. */
  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!this.#end.signal.aborted)
        this.#project.observer.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  async #tellErased(): Promise<void> {
    const [{ erased }] = await this.#project.warehouse.rows<{ erased: number }>(
      `SELECT count() AS erased FROM regulations FINAL
       WHERE status = 'FINISHED' AND type IN ('SUPPRESS_WITH_DELETE', 'DELETE_ONLY')`,
      { signal: this.#project.signal },
    )
    const before = this.#erased ?? 0
    this.#erased = erased
    if (erased > before) await this.#options.erased()
  }

  async #lookAtDisk(): Promise<void> {
    const now = this.#project.clock.now()
    if (this.#diskLooked !== undefined && now - this.#diskLooked < HOUR) return
    this.#diskLooked = now
    const waiting = await unerased(this.#project)
    const oldest = Math.min(...waiting.map(({ finishedAt }) => Date.parse(finishedAt ?? '')))
    if (waiting.length > 0 && now - oldest >= diskPatience) await eraseFromDisk(this.#project)
  }
}
