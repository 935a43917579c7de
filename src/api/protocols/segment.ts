import Type from 'typebox'

import type { ArrivingEvent } from '../../events/live/arriving-event.js'
import { ForetellError } from '../../shared/errors.js'
import { type AnyRoute, Reply, route, type RouteInput } from '../route.js'
import type { Services } from '../services.js'
import { isLonger, objectOf, type Said, textOf, timeOf } from './said.js'

/*
 * What Segment's and RudderStack's clients send, and what they expect. They take every answer below 400, redirects
 * too, for "delivered", throw away what is answered with 400, 401, 403, 404 or 413, and send again what is answered
 * with 429 or 500 and above.
 */

/** Bytes of a batch, and of one message: Segment's own limits, which its clients keep. */
const batchLimit = 500 * 1024
const messageLimit = 32 * 1024

/** The source of events whose key has none. */
const source = 'segment'

const types = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const

type MessageType = (typeof types)[number]

const anyMessage = Type.Object(
  {
    userId: Type.Optional(Type.Unknown({ description: 'of somebody who is known; a text or a number' })),
    anonymousId: Type.Optional(Type.Unknown({ description: 'of somebody who is not' })),
    messageId: Type.Optional(Type.Unknown({ description: 'the same in every attempt to send it' })),
    timestamp: Type.Optional(Type.Unknown({ description: 'when it happened, by the clock of the client' })),
  },
  { additionalProperties: true },
)

const batch = Type.Object(
  {
    batch: Type.Array(Type.Unknown(), { description: 'messages, each with its `type`' }),
    sentAt: Type.Optional(Type.Unknown({ description: 'when it was sent, by the clock of the client' })),
    writeKey: Type.Optional(Type.Unknown({ description: 'the key, where no header has it' })),
  },
  { additionalProperties: true },
)

const taken = Type.Object({ success: Type.Literal(true) })

/** Takes messages in; bad ones are set aside, and the client is told that they were delivered. */
async function take(
  messages: readonly unknown[],
  sentAt: unknown,
  { caller }: RouteInput<unknown, unknown, unknown>,
  { receiver, project }: Services,
): Promise<{ success: true }> {
  for (const [index, message] of messages.entries()) {
    if (isLonger(message, messageLimit))
      throw new ForetellError('REQUEST_INVALID', {
        values: { where: `body/batch/${index}`, problem: `expected at most ${messageLimit} bytes` },
      })
  }
  await receiver.receive({
    source: caller.source ?? source,
    sentAt: timeOf(sentAt),
    receivedAt: project.clock.now(),
    events: messages.map((message) => arriving(message)),
  })
  return { success: true }
}

/** A message in words that are no protocol's. */
export function arriving(raw: unknown): ArrivingEvent {
  const said = objectOf(raw)
  if (said === undefined) return unreadable(raw, 'expected a message, which is a JSON object')
  const type = typeof said['type'] === 'string' ? said['type'].toLowerCase() : undefined
  if (!isMessageType(type)) return unreadable(raw, `expected a type of ${types.join(', ')}`, said)
  const common = { ...commonOf(said), raw }
  switch (type) {
    case 'track':
      return {
        ...common,
        kind: 'track',
        name: textOf(said['event']),
        properties: objectOf(said['properties']),
      }
    case 'page':
    case 'screen':
      return { ...common, kind: 'track', name: type, properties: pageProperties(said) }
    case 'identify':
      return { ...common, kind: 'identify', traits: objectOf(said['traits']) ?? contextTraits(said) }
    case 'group':
      return {
        ...common,
        kind: 'group',
        groupId: textOf(said['groupId']),
        traits: objectOf(said['traits']),
      }
    case 'alias':
      return { ...common, kind: 'alias', previousId: textOf(said['previousId']) }
  }
}

function isMessageType(type: string | undefined): type is MessageType {
  return types.some((known) => known === type)
}

function unreadable(raw: unknown, problem: string, said: Said = {}): ArrivingEvent {
  return { ...commonOf(said), kind: 'unreadable', problem, raw }
}

function commonOf(said: Said): Omit<ArrivingEvent, 'kind' | 'raw'> {
  return {
    userId: textOf(said['userId']),
    anonymousId: textOf(said['anonymousId']),
    messageId: textOf(said['messageId']),
    sessionId: textOf(objectOf(said['context'])?.['sessionId']),
    happenedAt: timeOf(said['originalTimestamp'] ?? said['timestamp']),
  }
}

/** The name and category of a page are among its properties, like everything that is known of it. */
function pageProperties(said: Said): ArrivingEvent['properties'] {
  const named = ['name', 'category'].flatMap((key) => {
    const text = textOf(said[key])
    return text === undefined ? [] : [[key, text] as const]
  })
  return { ...objectOf(said['properties']), ...Object.fromEntries(named) }
}

/** RudderStack's clients say traits here too. */
function contextTraits(said: Said): ArrivingEvent['traits'] {
  return objectOf(objectOf(said['context'])?.['traits'])
}

function keyIn(body: unknown): string | undefined {
  return textOf(objectOf(body)?.['writeKey'])
}

/** A message too large is 400, as Segment answers it; what failed in here is not told. */
function failure(error: ForetellError): Reply {
  const status = error.code === 'BODY_TOO_LARGE' ? 400 : error.status
  const message = status >= 500 ? 'not taken; send it again' : error.message
  return new Reply({ success: false, message }, status)
}

const common = {
  method: 'POST',
  tag: 'events',
  scope: 'ingest',
  bodyLimit: batchLimit,
  keyIn,
  answers: { 200: taken },
  failure,
} as const

/** One message under a path of its own: its type is the path's. */
function single(type: MessageType): AnyRoute {
  return route({
    ...common,
    operation: `segment${type[0].toUpperCase()}${type.slice(1)}`,
    path: `/v1/${type}`,
    // Clients in web pages use the first letter only.
    aliases: [`/v1/${type}/`, `/v1/${type[0]}`, `/v1/${type[0]}/`],
    summary: `One ${type} message of Segment's API`,
    body: anyMessage,
    handle: (input, services) =>
      take([{ ...input.body, type }], (input.body as Said)['sentAt'], input, services),
  })
}

export const segmentIngestRoutes: readonly AnyRoute[] = [
  route({
    ...common,
    operation: 'segmentBatch',
    path: '/v1/batch',
    aliases: ['/v1/batch/', '/v1/b', '/v1/b/'],
    summary: "Messages of Segment's and RudderStack's clients",
    description:
      'Answers once every message is on the disk. Messages that cannot become events are set aside and answered ' +
      'with success, as Segment does: `GET /quarantine` lists them.',
    body: batch,
    handle: (input, services) => take(input.body.batch, input.body.sentAt, input, services),
  }),
  ...types.map(single),
]
