import { type Instant, MINUTE } from '../../shared/time.js'
import type { Reason } from '../reasons.js'
import type { ArrivingBatch, ArrivingEvent } from './arriving-event.js'
import { momentOf } from './moment.js'

/** The four clocks of a message. */
export interface Clocks {
  /** When it happened: as the client said it, corrected where the client's clock is off. */
  readonly occurredAt: Instant
  /** When it became known: never before it happened. What features go by. */
  readonly receivedAt: Instant
  /** When it happened by the client's clock. */
  readonly originalAt: Instant
  /** When it was sent by the client's clock. */
  readonly sentAt: Instant
  /** True when the same message, sent again, gets the same `occurredAt` by itself. */
  readonly repeatable: boolean
}

/** Why a message has no usable time. */
export interface ClockTrouble {
  readonly reason: Extract<Reason, 'no_time' | 'unparsable_time' | 'impossible_time' | 'future_time'>
  readonly detail: string
}

/**
 * How far a client's clock may be off before it is corrected. What a clock is off by cannot be told from what the
 * message took on its way, so a correction differs by that from one attempt to the next; below this, times stay as
 * they were said, and a message sent again has the same one (docs/decisions/0014).
 */
const clockTolerance = MINUTE

/** What all messages of a batch share. */
export interface BatchClock {
  readonly receivedAt: Instant
  readonly sentAt: Instant | undefined
  /** Milliseconds to add to what the client's clock says; 0 when it is right enough. */
  readonly correction: number
  readonly historical: boolean
}

export function batchClock({ receivedAt, sentAt, historical = false }: ArrivingBatch): BatchClock {
  const sent = momentOf(sentAt)
  // A time of sending that nobody can read corrects nothing.
  if (typeof sent === 'string') return { receivedAt, sentAt: undefined, correction: 0, historical }
  const off = receivedAt - sent
  const correction = historical || Math.abs(off) <= clockTolerance ? 0 : off
  return { receivedAt, sentAt: sent, correction, historical }
}

/** `occurredAt = receivedAt - (sentAt - originalAt)` where the client's clock is off. */
export function clocksOf(event: ArrivingEvent, batch: BatchClock): Clocks | ClockTrouble {
  const known = event.receivedAt === undefined ? batch.receivedAt : momentOf(event.receivedAt)
  if (typeof known === 'string') return trouble(known, 'a time of receipt', event.receivedAt)
  if (known > batch.receivedAt) return trouble('future_time', 'a receipt up to now', event.receivedAt)
  const { sentAt = batch.receivedAt } = batch
  const said = momentOf(event.happenedAt)
  if (said === 'no_time' && !batch.historical) {
    const repeatable = event.receivedAt !== undefined
    return { occurredAt: known, receivedAt: known, originalAt: known, sentAt, repeatable }
  }
  if (typeof said === 'string') return trouble(said, 'a time', event.happenedAt)
  const correction = event.receivedAt === undefined ? batch.correction : 0
  const occurredAt = said + correction
  if (occurredAt > batch.receivedAt + clockTolerance)
    return trouble('future_time', 'a time up to now', event.happenedAt)
  return {
    occurredAt,
    receivedAt: batch.historical ? occurredAt : Math.max(known, occurredAt),
    originalAt: said,
    sentAt,
    repeatable: correction === 0,
  }
}

function trouble(reason: ClockTrouble['reason'], expected: string, found: unknown): ClockTrouble {
  if (reason === 'no_time') return { reason, detail: `expected ${expected}, found nothing` }
  return { reason, detail: `expected ${expected}, found ${JSON.stringify(found).slice(0, 80)}` }
}
