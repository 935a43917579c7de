import Type from 'typebox'

import type { ArrivingEvent } from '../../events/live/arriving-event.js'
import { ForetellError } from '../../shared/errors.js'
import { type AnyRoute, Reply, route, type RouteInput } from '../route.js'
import type { Services } from '../services.js'
import { objectOf, type Said, textOf, timeOf } from './said.js'

/*
 * What PostHog's clients send, and what they expect: a 413 makes them halve a batch, 408, 429 and 500 and above make
 * them send it again, everything else below makes them throw it away.
 */

const batchLimit = 20 * 1024 * 1024
const singleLimit = 2 * 1024 * 1024

/** The source of events whose key has none. */
const source = 'posthog'

const events = Type.Union(
  [
    Type.Object(
      {
        batch: Type.Optional(Type.Array(Type.Unknown(), { description: 'events' })),
        event: Type.Optional(Type.Unknown({ description: 'name of the one event' })),
        api_key: Type.Optional(Type.Unknown({ description: 'the key, where no header has it' })),
        sent_at: Type.Optional(Type.Unknown({ description: 'when it was sent, by the clock of the client' })),
        historical_migration: Type.Optional(
          Type.Unknown({ description: 'true: what is told became known when it happened' }),
        ),
      },
      { additionalProperties: true },
    ),
    Type.Array(Type.Unknown(), { description: 'events' }),
  ],
  { description: 'one event, a list of them, or a batch' },
)

const taken = Type.Object({ status: Type.Literal('Ok') })
const failed = Type.Object({ type: Type.String(), code: Type.String(), detail: Type.String() })

const flags = Type.Object({
  flags: Type.Object({}, { description: 'none: there is no experiment' }),
  errorsWhileComputingFlags: Type.Boolean(),
  requestId: Type.String(),
})

async function take(
  { body, caller }: RouteInput<unknown, unknown, unknown>,
  { receiver, project }: Services,
): Promise<Reply> {
  const said = objectOf(body)
  const historical = said?.['historical_migration'] === true
  await receiver.receive({
    source: caller.source ?? source,
    sentAt: timeOf(said?.['sent_at']),
    receivedAt: project.clock.now(),
    historical,
    events: messagesOf(body).map((message) => arriving(message)),
  })
  return new Reply({ status: 'Ok' })
}

function messagesOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body
  const said = objectOf(body)
  const inBatch = said?.['batch']
  if (Array.isArray(inBatch)) return inBatch
  if (said !== undefined && 'event' in said) return [said]
  throw new ForetellError('REQUEST_INVALID', {
    values: { where: 'body', problem: 'expected an event, a list of events, or a batch' },
  })
}

/** An event in words that are no protocol's. */
function arriving(raw: unknown): ArrivingEvent {
  const said = objectOf(raw)
  if (said === undefined)
    return { kind: 'unreadable', problem: 'expected an event, which is a JSON object', raw }
  const properties = objectOf(said['properties']) ?? {}
  const common = { ...commonOf(said, properties), raw }
  const name = textOf(said['event'])
  switch (name) {
    case '$identify':
      return {
        ...common,
        kind: 'identify',
        anonymousId: textOf(properties['$anon_distinct_id']),
        traits: traitsOf(said, properties),
      }
    case '$set':
      return { ...common, kind: 'identify', traits: traitsOf(said, properties) }
    case '$create_alias':
    case '$merge_dangerously':
      // The id of the event stays, the one that it names becomes it.
      return { ...common, kind: 'alias', previousId: textOf(properties['alias']) }
    case '$groupidentify':
      return {
        ...common,
        kind: 'group',
        // The group stands in for a person.
        userId: undefined,
        groupType: textOf(properties['$group_type']),
        groupId: textOf(properties['$group_key']),
        traits: objectOf(properties['$group_set']),
      }
    default:
      return {
        ...common,
        kind: 'track',
        name,
        properties: ownProperties(properties),
        traits: traitsOf(said, properties),
      }
  }
}

function commonOf(said: Said, properties: Said): Omit<ArrivingEvent, 'kind' | 'raw'> {
  return {
    userId: textOf(said['distinct_id'] ?? properties['distinct_id'] ?? said['$distinct_id']),
    messageId: textOf(said['uuid'] ?? properties['$insert_id']),
    sessionId: textOf(properties['$session_id']),
    happenedAt: timeOf(said['timestamp']),
  }
}

/** What is said of the person goes to the traits; `$set` goes before `$set_once`. */
function traitsOf(said: Said, properties: Said): ArrivingEvent['traits'] {
  const [once, set] = ['$set_once', '$set'].map((key) => objectOf(properties[key]) ?? objectOf(said[key]))
  return once === undefined && set === undefined ? undefined : { ...once, ...set }
}

/** Properties that stand elsewhere, or are about the client and not about what happened. */
const aside = new Set(['$set', '$set_once', '$session_id', '$insert_id', '$lib', '$lib_version'])

function ownProperties(properties: Said): ArrivingEvent['properties'] {
  const own = Object.entries(properties).filter(
    ([key]) => !aside.has(key) && key !== 'token' && key !== 'distinct_id' && key !== '$geoip_disable',
  )
  return Object.fromEntries(own) as ArrivingEvent['properties']
}

function keyIn(body: unknown): string | undefined {
  const [first] = Array.isArray(body) ? (body as unknown[]) : [body]
  const said = objectOf(first)
  return textOf(said?.['api_key'] ?? said?.['token'] ?? objectOf(said?.['properties'])?.['token'])
}

/** What failed in here is not told. */
function failure(error: ForetellError): Reply {
  const detail = error.status >= 500 ? 'not taken; send it again' : error.message
  return new Reply({ type: 'validation_error', code: error.code.toLowerCase(), detail }, error.status)
}

const common = {
  method: 'POST',
  tag: 'events',
  scope: 'ingest',
  keyIn,
  failure,
  failed,
} as const

/** With a slash at the end and without: a redirect would lose the body. */
function paths(...bare: readonly string[]): { path: string; aliases: readonly string[] } {
  const [path, ...aliases] = bare.flatMap((one) => [one, `${one}/`])
  return { path, aliases }
}

export const posthogIngestRoutes: readonly AnyRoute[] = [
  route({
    ...common,
    ...paths('/batch'),
    operation: 'posthogBatch',
    summary: "Events of PostHog's clients",
    description: 'Answers once every event is on the disk. Events that cannot be stored are set aside.',
    bodyLimit: batchLimit,
    body: events,
    answers: { 200: taken },
    handle: take,
  }),
  route({
    ...common,
    ...paths('/capture', '/e', '/i/v0/e', '/track', '/engage'),
    operation: 'posthogCapture',
    summary: 'One event, or a few, of a PostHog client',
    bodyLimit: singleLimit,
    body: events,
    answers: { 200: taken },
    handle: take,
  }),
  route({
    ...common,
    ...paths('/flags'),
    operation: 'posthogFlags',
    summary: 'Feature flags of somebody, as PostHog clients ask for them',
    description: 'There are none yet, which the clients take for "off".',
    query: Type.Object({ v: Type.Optional(Type.Unknown()) }, { additionalProperties: true }),
    body: Type.Optional(Type.Unknown()),
    answers: { 200: flags },
    handle: ({ requestId }) => Promise.resolve({ flags: {}, errorsWhileComputingFlags: false, requestId }),
  }),
]
