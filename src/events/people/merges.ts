import { setMaxListeners } from 'node:events'

import { LRUCache } from 'lru-cache'

import { HOUR, warehouseTime } from '../../shared/time.js'
import { BatchWriter } from '../../warehouse/batching.js'
import type { Project } from '../../warehouse/project.js'
import type { EntityKey } from '../live/receiver.js'
import type { IdentityPair, MergeRecorder, RefusedPair } from '../live/seams.js'
import { HashSet, quickHash } from './hash-set.js'
import { chainsFrom, follow, knownAmong, type MergeEdge, personsOf } from './merge-graph.js'
import { judgePair, type PairVerdict } from './merge-rules.js'
import { mergedEntities, moveRows, unmovedIds } from './move-rows.js'

export interface MergesOptions {
  /** Milliseconds between two sweeps; 0: only when `sweep` is called. Default 2000. */
  readonly sweepEvery?: number
  /** Told whose rows were moved, both the old id and the new one: what is remembered of them is not true any more. */
  readonly moved?: (keys: readonly EntityKey[]) => Promise<void> | void
}

/** What became of a pair, remembered so that it is cheap when it comes again: clients say it with every event. */
interface Remembered {
  readonly verdict: PairVerdict
  readonly stored: Promise<void>
}

/** Pairs whose fate is remembered. */
const remembered = 100_000

/** Ids that one sweep moves before others get their turn. */
const idsAtOnce = 1000

/**
 * Writes down which ids are of one person, and moves what is stored under an id to the person it turned out to be.
 * Whether a pair is allowed is found in memory for ids that were never heard of, which is nearly all of them, and
 * looked up for the rest. Rows are moved a little later, in sweeps, many ids at a time.
 */
export class Merges implements MergeRecorder {
  readonly #project: Project
  readonly #options: MergesOptions
  readonly #writer: BatchWriter
  /** For some time only: another process may have deleted one of the two. */
  readonly #pairs = new LRUCache<string, Remembered>({ max: remembered, ttl: HOUR })
  /** Ids that were merged, and ids that something was merged into; another id may look like one of them. */
  readonly #merged = new HashSet()
  readonly #known = new HashSet()
  /** Ids to be moved, by kind. */
  readonly #waiting = new Map<string, Set<string>>()
  readonly #storing = new Set<Promise<void>>()
  #deciding: Promise<void> = Promise.resolve()
  #sweeping: Promise<number> = Promise.resolve(0)
  #seenUntil = 0
  #timer: NodeJS.Timeout | undefined
  readonly #end = new AbortController()

  private constructor(project: Project, options: MergesOptions) {
    const signal = AbortSignal.any([
      this.#end.signal,
      ...(project.signal === undefined ? [] : [project.signal]),
    ])
    // Every statement listens to it for as long as it runs, and that is no leak.
    setMaxListeners(0, signal)
    this.#project = { ...project, signal }
    this.#options = options
    this.#writer = new BatchWriter(project.warehouse, { table: 'merges', maximumDelay: 50 })
  }

  /** Reads which ids were merged, and lets everything be looked through once for rows that were not moved. */
  static async open(project: Project, options: MergesOptions = {}): Promise<Merges> {
    const merges = new Merges(project, options)
    await merges.#refresh()
    merges.#schedule(true)
    return merges
  }

  async record(pairs: readonly IdentityPair[]): Promise<readonly RefusedPair[]> {
    if (pairs.length === 0) return []
    const fresh = pairs.filter((pair) => !this.#pairs.has(pairKey(pair)))
    if (fresh.length > 0) await this.#decide(fresh)
    // Those of this call that were pushed out of memory by others of it are stored all the same.
    const fates = pairs.map((pair) => this.#pairs.get(pairKey(pair)))
    await Promise.all([...fates.map((fate) => fate?.stored), ...(fresh.length > 0 ? this.#storing : [])])
    return pairs.flatMap((pair, index): RefusedPair[] => {
      const verdict = fates[index]?.verdict
      // An event with two ids that do not go together is an event of the user it names, and no mistake.
      if (verdict?.kind !== 'refuse' || pair.how === 'both') return []
      return [{ pair, reason: 'illegal_merge', detail: verdict.detail }]
    })
  }

  arrived(keys: readonly EntityKey[]): void {
    for (const { entity, id } of keys) {
      if (this.#merged.size > 0 && this.#merged.has(hashOf(entity, id))) this.#wait(entity, id)
    }
  }

  /**
   * Moves what waits to be moved.
   * @returns how many ids were moved
   */
  async sweep(): Promise<number> {
    this.#sweeping = this.#sweeping.catch(() => 0).then(() => this.#sweepNow())
    return this.#sweeping
  }

  /** Looks through everything that is stored, and moves what should have been moved before. */
  async sweepAll(): Promise<number> {
    for (const entity of await mergedEntities(this.#project))
      for (const id of await unmovedIds(this.#project, entity)) this.#wait(entity, id)
    return this.sweep()
  }

  /** Forgets what it remembers of pairs: some of them were deleted. */
  forget(): void {
    this.#pairs.clear()
  }

  /** Stores what was recorded. What waits to be moved is moved by the next process that opens the warehouse. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#writer.close()
    this.#end.abort()
    await this.#sweeping.catch(() => 0)
  }

  /** One call after the other, so that each knows what the ones before it came to. */
  #decide(pairs: readonly IdentityPair[]): Promise<void> {
    const decided = this.#deciding.then(async () => {
      for (const entity of new Set(pairs.map((pair) => pair.entity)))
        await this.#decideFor(
          entity,
          pairs.filter((pair) => pair.entity === entity),
        )
    })
    this.#deciding = decided.catch(() => undefined)
    return decided
  }

  async #decideFor(entity: string, pairs: readonly IdentityPair[]): Promise<void> {
    const { edges, known } = await this.#lookUp(entity, pairs)
    for (const pair of pairs) {
      const key = pairKey(pair)
      if (this.#pairs.has(key)) continue
      const { from, to, how, receivedAt } = pair
      const verdict = judgePair({
        from,
        to,
        how,
        fromPerson: follow(from, edges)?.id,
        toPerson: follow(to, edges)?.id ?? to,
        fromIsKnown: known.has(from),
      })
      let stored = Promise.resolve()
      if (verdict.kind === 'take') {
        edges.set(from, { from, to, receivedAt })
        known.add(to)
        stored = this.#store(pair)
        stored.catch(() => this.#pairs.delete(key))
      }
      this.#pairs.set(key, { verdict, stored })
    }
  }

  /** Nothing is looked up for ids that nobody has heard of. */
  async #lookUp(
    entity: string,
    pairs: readonly IdentityPair[],
  ): Promise<{ readonly edges: Map<string, MergeEdge>; readonly known: Set<string> }> {
    const ids = new Set(pairs.flatMap(({ from, to }) => [from, to]))
    const merged = [...ids].filter((id) => this.#merged.has(hashOf(entity, id)))
    const known = [...ids].filter((id) => this.#known.has(hashOf(entity, id)))
    // What was decided before must be there to be found.
    if (merged.length + known.length > 0) await Promise.allSettled(this.#storing)
    return {
      edges: await chainsFrom(this.#project, entity, merged),
      known: await knownAmong(this.#project, entity, known),
    }
  }

  #store(pair: IdentityPair): Promise<void> {
    const { entity, from, to, occurredAt, receivedAt, source, how } = pair
    this.#merged.add(hashOf(entity, from))
    this.#known.add(hashOf(entity, to))
    const row = {
      entity,
      from_id: from,
      to_id: to,
      occurred_at: warehouseTime(occurredAt),
      received_at: warehouseTime(receivedAt),
      source,
      how,
    }
    const stored = this.#writer.write([row]).then(() => this.#wait(entity, from))
    this.#storing.add(stored)
    const settled = (): void => void this.#storing.delete(stored)
    stored.then(settled, settled)
    return stored
  }

  #wait(entity: string, id: string): void {
    const ids = this.#waiting.get(entity) ?? new Set()
    ids.add(id)
    this.#waiting.set(entity, ids)
  }

  async #sweepNow(): Promise<number> {
    let moved = 0
    for (;;) {
      const taken = this.#take()
      if (taken === undefined) return moved
      try {
        moved += await this.#move(taken.entity, taken.ids)
      } catch (error) {
        // They wait for the next sweep, or for the next process.
        for (const id of taken.ids) this.#wait(taken.entity, id)
        throw error
      }
    }
  }

  #take(): { readonly entity: string; readonly ids: readonly string[] } | undefined {
    for (const [entity, waiting] of this.#waiting) {
      const ids = [...waiting].slice(0, idsAtOnce)
      for (const id of ids) waiting.delete(id)
      if (waiting.size === 0) this.#waiting.delete(entity)
      if (ids.length > 0) return { entity, ids }
    }
    return undefined
  }

  async #move(entity: string, ids: readonly string[]): Promise<number> {
    const persons = await personsOf(this.#project, entity, ids)
    if (persons.size === 0) return 0
    await moveRows(this.#project, entity, persons)
    const keys = new Set([...persons].flatMap(([from, { id }]) => [from, id]))
    await this.#options.moved?.([...keys].map((id) => ({ entity, id })))
    return persons.size
  }

  /** Learns of the merges that other processes have recorded, and of all there are at first. */
  async #refresh(): Promise<void> {
    const since = this.#seenUntil
    const blocks = this.#project.warehouse.stream<{ entity: string; from: string; to: string; at: number }>(
      `SELECT toString(entity) AS entity, from_id AS from, to_id AS to, toUnixTimestamp64Milli(recorded_at) AS at
       FROM merges WHERE recorded_at > fromUnixTimestamp64Milli({since:Int64}, 'UTC')`,
      // One that was stored a moment later may have been stamped a moment earlier.
      { parameters: { since: Math.max(0, since - overlap) }, signal: this.#project.signal },
    )
    for await (const block of blocks) {
      for (const { entity, from, to, at } of block) {
        this.#merged.add(hashOf(entity, from))
        this.#known.add(hashOf(entity, to))
        if (at > this.#seenUntil) this.#seenUntil = at
      }
    }
  }

  #schedule(first: boolean): void {
    const { sweepEvery = 2000 } = this.#options
    if (sweepEvery === 0) return
    this.#timer = setTimeout(() => void this.#tick(first), sweepEvery)
    this.#timer.unref()
  }

  async #tick(first: boolean): Promise<void> {
    let swept = false
    try {
      await this.#refresh()
      await (first ? this.sweepAll() : this.sweep())
      swept = true
    } catch (error) {
      if (!this.#end.signal.aborted)
        this.#project.observer.warn(
          `Ids that were merged wait to be moved: ${error instanceof Error ? error.message : String(error)}`,
        )
    }
    if (!this.#end.signal.aborted) this.#schedule(first && !swept)
  }
}

/** One that is allowed as an alias is not allowed as an `identify`, and the other way round. */
function pairKey({ entity, from, to, how }: IdentityPair): string {
  return [how === 'alias' ? 'alias' : 'identify', entity, from, to].join('\0')
}

/** Milliseconds. */
const overlap = 60_000

function hashOf(entity: string, id: string): ReturnType<typeof quickHash> {
  return quickHash(`${entity}\0${id}`)
}
