import { setImmediate as turn } from 'node:timers/promises'

import { ForetellError } from '../../shared/errors.js'
import { BatchWriter } from '../../warehouse/batching.js'
import type { Project } from '../../warehouse/project.js'
import { compactRows } from '../../warehouse/row-store.js'
import type { ArrivingBatch } from './arriving-event.js'
import { GivenTimes } from './given-times.js'
import { type Accepted, Judge, type Quarantined, quarantinedAs } from './judge.js'
import type { EntityKey, Receipt, Receiver, ReceiverLoad } from './receiver.js'
import { eventColumns, quarantineColumns, RowTexts, traitColumns } from './rows.js'
import type { IdentityPair, MergeRecorder, Suppressed } from './seams.js'
import { storedAsSaid } from './stored-times.js'

export interface ReceiverOptions {
  readonly suppressed: Suppressed
  readonly merges: MergeRecorder
  /** Told of whom something new is stored, once it is on the disk and before it is acknowledged. */
  readonly onStored?: ((keys: readonly EntityKey[]) => Promise<void> | void) | undefined
  /** Events that may have been taken and not be stored, beyond which no more are taken. */
  readonly maximumPending?: number
}

/** Milliseconds that the first row of an insert waits for others: each insert makes a part that must be merged. */
const gathering = 50

/** Rows of one insert at most. */
const rowsAtOnce = 10_000

/** Two seconds' worth at the pace at which this machine is asked to store. */
const defaultPending = 50_000

/** Bytes of rows that may wait. */
const mostBytes = 64 * 1024 * 1024

/** Messages judged before others get their turn. */
const judgedAtOnce = 1000

/** Opens the receiver of a project; it is closed before the warehouse is. */
export async function openReceiver(project: Project, options: ReceiverOptions): Promise<Receiver> {
  return new LiveReceiver(project, options, await GivenTimes.open(project))
}

/** What a batch has become. */
interface Sorted {
  readonly accepted: Accepted[]
  readonly quarantined: Quarantined[]
  suppressed: number
}

class LiveReceiver implements Receiver {
  readonly #project: Project
  readonly #options: ReceiverOptions
  readonly #judge: Judge
  readonly #times: GivenTimes
  readonly #events: BatchWriter<string>
  readonly #traits: BatchWriter<string>
  readonly #quarantine: BatchWriter<string>
  readonly #running = new Set<Promise<Receipt>>()
  #pending = 0
  #pendingBytes = 0
  #lag = 0
  #closed = false

  constructor(project: Project, options: ReceiverOptions, times: GivenTimes) {
    this.#project = project
    this.#options = options
    this.#judge = new Judge(project.plan, options.suppressed)
    this.#times = times
    const writer = (table: string, columns: readonly string[]): BatchWriter<string> =>
      new BatchWriter(compactRows(project.warehouse, columns), {
        table,
        maximumRows: rowsAtOnce,
        maximumDelay: gathering,
        // While one is written to the disk, the engine reads the next.
        maximumStoring: 2,
        // What may wait is counted here, over all tables.
        maximumPending: Infinity,
      })
    this.#events = writer('events', eventColumns)
    this.#traits = writer('traits', traitColumns)
    this.#quarantine = writer('live_quarantine', quarantineColumns)
  }

  async receive(batch: ArrivingBatch): Promise<Receipt> {
    this.#refuseWhenFull(batch.events.length)
    const started = performance.now()
    this.#pending += batch.events.length
    const running = this.#take(batch)
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
      this.#pending -= batch.events.length
      this.#lag = performance.now() - started
    }
  }

  load(): ReceiverLoad {
    return { pending: this.#pending, lag: this.#lag }
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.allSettled(this.#running)
    const writers = [this.#events, this.#traits, this.#quarantine, this.#times]
    await Promise.all(writers.map((writer) => writer.close()))
  }

  /** One batch is taken however large it is, when nothing else waits. */
  #refuseWhenFull(events: number): void {
    const { maximumPending = defaultPending } = this.#options
    const full = this.#pending > 0 && this.#pending + events > maximumPending
    if (this.#closed || full || this.#pendingBytes > mostBytes)
      throw new ForetellError('OVERLOADED', { values: { what: 'events' } })
  }

  async #take(batch: ArrivingBatch): Promise<Receipt> {
    const sorted = await this.#sort(batch)
    await this.#keepTimes(sorted)
    await this.#store(batch, sorted)
    const quarantined: Record<string, number> = {}
    for (const { reason } of sorted.quarantined) quarantined[reason] = (quarantined[reason] ?? 0) + 1
    return {
      events: batch.events.length,
      stored: sorted.accepted.length,
      quarantined,
      suppressed: sorted.suppressed,
    }
  }

  async #sort(batch: ArrivingBatch): Promise<Sorted> {
    const sorted: Sorted = { accepted: [], quarantined: [], suppressed: 0 }
    const judge = this.#judge.judge(batch)
    for (let index = 0; index < batch.events.length; index++) {
      if (index > 0 && index % judgedAtOnce === 0) await turn()
      const judged = judge(index)
      if (judged.verdict === 'accepted') sorted.accepted.push(judged)
      else if (judged.verdict === 'quarantined') sorted.quarantined.push(judged)
      else sorted.suppressed++
    }
    return sorted
  }

  /** Gives messages that came before the time they had then, and writes down what time the others are given. */
  async #keepTimes({ accepted }: Sorted): Promise<void> {
    const newly: number[] = []
    for (const [index, message] of accepted.entries()) {
      const given = this.#times.find(message.messageId)
      if (given !== undefined) accepted[index] = at(message, given)
      else if (!message.clocks.repeatable) newly.push(index)
    }
    if (newly.length === 0) return
    const corrected = newly
      .map((index) => accepted[index])
      .flatMap((message) =>
        message.event === undefined || message.clocks.originalAt === message.clocks.occurredAt
          ? []
          : [{ accepted: message, event: message.event }],
      )
    const stored = await storedAsSaid(this.#project, corrected)
    const given = newly.flatMap((index) => {
      const message = accepted[index]
      const { messageId, clocks } = message
      if (!stored.has(messageId)) return [{ messageId, ...clocks }]
      accepted[index] = at(message, clocks.originalAt)
      return []
    })
    await this.#times.give(given)
  }

  async #store(batch: ArrivingBatch, { accepted, quarantined }: Sorted): Promise<void> {
    const texts = new RowTexts(batch.source)
    const events: string[] = []
    const traits: string[] = []
    const keys = new Map<string, EntityKey>()
    for (const message of accepted) {
      if (message.event !== undefined) {
        events.push(texts.event(message, message.event))
        remember(keys, message.event)
      }
      for (const trait of message.traits) {
        traits.push(texts.trait(message, trait))
        remember(keys, trait)
      }
    }
    const bad = quarantined.map((row) => texts.quarantined(row, batch.receivedAt))
    const bytes = lengthOf(events) + lengthOf(traits) + lengthOf(bad)
    this.#pendingBytes += bytes
    const outcomes = await Promise.allSettled([
      this.#events.write(events),
      this.#traits.write(traits),
      this.#quarantine.write(bad),
      this.#merge(batch, accepted, texts),
    ])
    this.#pendingBytes -= bytes
    // Even when one of them failed: what others stored is new.
    const known = [...keys.values()]
    if (known.length > 0) {
      this.#options.merges.arrived(known)
      await this.#options.onStored?.(known)
    }
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  }

  /** Tells which ids are of one person; what cannot be true of that is set aside. */
  async #merge(batch: ArrivingBatch, accepted: readonly Accepted[], texts: RowTexts): Promise<void> {
    const said = pairsOf(batch.source, this.#judge.entities.person, accepted)
    if (said.size === 0) return
    const refused = await this.#options.merges.record([...said.keys()])
    const rows = refused.flatMap(({ pair, reason, detail }) => {
      const message = said.get(pair)
      if (message === undefined) return []
      const row = quarantinedAs(message.messageId, message.said, { reason, detail })
      return [texts.quarantined(row, batch.receivedAt)]
    })
    await this.#quarantine.write(rows)
  }
}

/** Each pair once, with the first message that says it. */
function pairsOf(
  source: string,
  entity: string,
  accepted: readonly Accepted[],
): ReadonlyMap<IdentityPair, Accepted> {
  const seen = new Set<string>()
  const said = new Map<IdentityPair, Accepted>()
  for (const message of accepted) {
    const { pair, clocks } = message
    if (pair === undefined) continue
    const key = JSON.stringify([pair.how, pair.from, pair.to])
    if (seen.has(key)) continue
    seen.add(key)
    const { occurredAt, receivedAt } = clocks
    said.set({ entity, ...pair, occurredAt, receivedAt, source }, message)
  }
  return said
}

function at(message: Accepted, occurredAt: number): Accepted {
  const { clocks } = message
  return {
    ...message,
    clocks: { ...clocks, occurredAt, receivedAt: Math.max(clocks.receivedAt, occurredAt) },
  }
}

function remember(keys: Map<string, EntityKey>, { entity, id }: EntityKey): void {
  const key = `${entity}\0${id}`
  if (!keys.has(key)) keys.set(key, { entity, id })
}

function lengthOf(rows: readonly string[]): number {
  let length = 0
  for (const row of rows) length += row.length
  return length
}
