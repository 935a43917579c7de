import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

import Type from 'typebox'

import type { ArrivingEvent } from '../../events/live/arriving-event.js'
import type { Receipt, Receiver } from '../../events/live/receiver.js'
import { ForetellError } from '../../shared/errors.js'
import { isDeeper } from '../json-depth.js'
import { maximumDepth } from '../body.js'
import { type Line, linesOf } from '../lines.js'
import { objectOf, type Said, textOf, timeOf } from '../protocols/said.js'
import { type ByteBody, route, type RouteInput } from '../route.js'
import type { Services } from '../services.js'

/** The source of events whose key has none. */
const source = 'api'

/** Bytes of a line; longer ones are set aside. */
const longestLine = 256 * 1024

/** Events that are handed on together, and how many such handfuls may wait to be stored. */
const eventsAtOnce = 1000
const handfuls = 4

const kinds = ['track', 'identify', 'group', 'alias'] as const

const receipt = Type.Object(
  {
    events: Type.Integer({ minimum: 0, description: 'lines that are not empty' }),
    stored: Type.Integer({
      minimum: 0,
      description: 'on the disk by now; those that were there before count too',
    }),
    quarantined: Type.Record(Type.String(), Type.Integer({ minimum: 1 }), {
      description: 'set aside, by reason; `GET /quarantine` lists them',
    }),
    suppressed: Type.Integer({ minimum: 0, description: 'of people whose data must not be taken in' }),
  },
  { additionalProperties: false },
)

const query = Type.Object({
  historical: Type.Optional(
    Type.Boolean({
      description:
        'true for history: what is told became known when it happened, so that models may learn from it as of then',
    }),
  ),
})

type Input = RouteInput<unknown, { historical?: boolean }, unknown>

/** Reads a body line by line and stores it as it comes: what is held does not grow with it. */
async function takeLines({ body, caller, query }: Input, { receiver, project }: Services): Promise<Receipt> {
  const total = { events: 0, stored: 0, quarantined: {} as Record<string, number>, suppressed: 0 }
  const waiting: Promise<void>[] = []
  const take = async (events: readonly ArrivingEvent[]): Promise<void> =>
    addTo(
      total,
      await insist(receiver, {
        source: caller.source ?? source,
        receivedAt: project.clock.now(),
        historical: query.historical === true,
        events,
      }),
    )
  try {
    let events: ArrivingEvent[] = []
    for await (const lines of linesOf((body as ByteBody | undefined) ?? Readable.from([]), longestLine)) {
      for (const line of lines) {
        events.push(arriving(line))
        if (events.length < eventsAtOnce) continue
        waiting.push(heard(take(events)))
        events = []
        if (waiting.length >= handfuls) await waiting.shift()
      }
    }
    if (events.length > 0) waiting.push(heard(take(events)))
    await Promise.all(waiting)
  } catch (error) {
    await Promise.allSettled(waiting)
    throw isUnpacking(error) ? new ForetellError('BODY_INVALID', unreadableBody(error)) : error
  }
  return total
}

/** Its failure is told when it is waited for, and is nobody's surprise before. */
function heard(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined)
  return promise
}

/** There is no hurry here: when others fill what may wait, the next events wait outside. */
async function insist(receiver: Receiver, batch: Parameters<Receiver['receive']>[0]): Promise<Receipt> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await receiver.receive(batch)
    } catch (error) {
      const full = error instanceof ForetellError && error.code === 'OVERLOADED'
      if (!full || attempt === mostAttempts) throw error
      await pause(betweenAttempts)
    }
  }
}

/** Half a minute in all. */
const mostAttempts = 300
const betweenAttempts = 100

function addTo(
  total: { events: number; stored: number; quarantined: Record<string, number>; suppressed: number },
  { events, stored, quarantined, suppressed }: Receipt,
): void {
  total.events += events
  total.stored += stored
  total.suppressed += suppressed
  for (const [reason, count] of Object.entries(quarantined))
    total.quarantined[reason] = (total.quarantined[reason] ?? 0) + count
}

/** Errors of the unpacking have codes such as `Z_DATA_ERROR`. */
function isUnpacking(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && /^(Z_|ERR__|ERR_BROTLI|ERR_PADDING)/.test(String(error.code))
  )
}

function unreadableBody(cause: unknown): { values: Record<string, string>; cause: unknown } {
  return { values: { reason: 'it could not be unpacked' }, cause }
}

/** A line in words that are no protocol's. */
function arriving({ bytes, length }: Line): ArrivingEvent {
  if (bytes === undefined) return unreadable(null, `expected at most ${longestLine} bytes, found ${length}`)
  if (isDeeper(bytes, maximumDepth))
    return unreadable(bytes.toString(), `expected at most ${maximumDepth} levels of lists and objects`)
  const raw = parsed(bytes.toString())
  const said = objectOf(raw)
  return said === undefined ? unreadable(raw, 'expected one JSON object on the line') : arrivingObject(said)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function unreadable(raw: unknown, problem: string): ArrivingEvent {
  return { kind: 'unreadable', problem, raw }
}

function arrivingObject(said: Said): ArrivingEvent {
  const type = said['type'] ?? ('event' in said ? 'track' : 'traits' in said ? 'identify' : undefined)
  const kind = kinds.find((known) => known === type)
  const common = {
    userId: textOf(said['user_id']),
    anonymousId: textOf(said['anonymous_id']),
    previousId: textOf(said['previous_id']),
    groupId: textOf(said['group_id']),
    groupType: textOf(said['group_type']),
    messageId: textOf(said['message_id']),
    sessionId: textOf(said['session_id']),
    happenedAt: timeOf(said['timestamp']),
    receivedAt: timeOf(said['received_at']),
    raw: said,
  }
  if (kind === undefined)
    return {
      ...common,
      kind: 'unreadable',
      problem: `expected "event", "traits" or a type of ${kinds.join(', ')}`,
    }
  return {
    ...common,
    kind,
    name: textOf(said['event']),
    properties: objectOf(said['properties']),
    traits: objectOf(said['traits']),
  }
}

export const eventRoutes = [
  route({
    operation: 'sendEvents',
    method: 'POST',
    path: '/events',
    tag: 'events',
    summary: 'Events in bulk: NDJSON, one JSON object a line, of any size',
    description:
      'A line is `{"event": "purchase", "user_id": "u1", "timestamp": "2026-11-21T00:42:34Z", "message_id": "m1", ' +
      '"properties": {"amount": 12.5}}`; docs/ingest.md has every key. The body may be packed with gzip. Answers once ' +
      'everything is on the disk; a body that is sent again is stored once.',
    scope: 'ingest',
    form: 'stream',
    query,
    body: Type.String({ description: 'application/x-ndjson' }),
    answers: { 200: receipt },
    handle: takeLines,
  }),
]
