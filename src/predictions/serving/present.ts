import { presentOf } from '../../labels/present.js'
import { dataSpan } from '../../labels/span.js'
import { ForetellError } from '../../shared/errors.js'
import { DAY, dayText, type Instant } from '../../shared/time.js'
import type { Project } from '../../warehouse/project.js'

/**
 * The time as of which is predicted (`presentOf`), known without a query: where the data ends is looked up in the
 * background and told by who stores events.
 */
export class Present {
  readonly #project: Project
  readonly #entity: string
  /** When the last thing that is known became known; undefined without any events. */
  #end: Instant | undefined
  /** When the newest event happened, at the last look. */
  #newest: Instant | undefined

  constructor(project: Project, entity: string) {
    this.#project = project
    this.#entity = entity
  }

  /**
   * @param prediction its name, for the message
   * @throws ForetellError `NOBODY_TO_SCORE` without any events
   */
  at(prediction: string): Instant {
    const now = this.now()
    if (now !== undefined) return now
    const anchor = dayText(this.#project.clock.now())
    throw new ForetellError('NOBODY_TO_SCORE', { values: { name: prediction, anchor } })
  }

  /** Undefined without any events. */
  now(): Instant | undefined {
    return this.#end === undefined ? undefined : presentOf(this.#end, this.#project.clock.now())
  }

  /** Something was stored that became known at that time: from then on it is seen. */
  reached(receivedAt: Instant): void {
    if (this.#end === undefined || receivedAt > this.#end) this.#end = receivedAt
  }

  async refresh(): Promise<void> {
    const span = await dataSpan(this.#project, this.#entity)
    if (span === undefined || span.last === this.#newest) return
    this.#newest = span.last
    this.reached(await this.#knownBy(span.last))
  }

  /** When the events at the end of the data became known: a little after they happened, where they came in live. */
  async #knownBy(newest: Instant): Promise<Instant> {
    const { warehouse, signal, clock } = this.#project
    if (presentOf(newest, clock.now()) !== newest) return newest
    const [{ known }] = await warehouse.rows<{ known: number }>(
      `SELECT toUnixTimestamp64Milli(max(received_at)) AS known FROM events
       WHERE entity = {entity:String} AND occurred_at > fromUnixTimestamp64Milli({from:Int64}, 'UTC')`,
      { parameters: { entity: this.#entity, from: newest - DAY }, signal },
    )
    return Math.max(newest, known)
  }
}

/** The present of each kind of entity that is asked for. */
export class Presents {
  readonly #project: Project
  readonly #known = new Map<string, Present>()

  constructor(project: Project) {
    this.#project = project
  }

  of(entity: string): Present {
    const present = this.#known.get(entity) ?? new Present(this.#project, entity)
    this.#known.set(entity, present)
    return present
  }

  async refresh(): Promise<void> {
    for (const present of this.#known.values()) await present.refresh()
  }
}
