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
const failed = Type.Object({ success: Type.Literal(false), message: Type.String() })

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
function arriving(raw: unknown): ArrivingEvent {
  const said = objectOf(raw)
  if (said === undefined)
    return { kind: 'unreadable', problem: 'expected a message, which is a JSON object', raw }
  const type = typeof said['type'] === 'string' ? said['type'].toLowerCase() : undefined
  const known = isMessageType(type)
  const isPage = type === 'page' || type === 'screen'
  // One shape for all, written in one go: there are tens of thousands of them in a second.
  return {
    kind: known ? (isPage ? 'track' : type) : 'unreadable',
    problem: known ? undefined : `expected a type of ${types.join(', ')}`,
    name: isPage ? type : textOf(said['event']),
    userId: textOf(said['userId']),
    anonymousId: textOf(said['anonymousId']),
    previousId: textOf(said['previousId']),
    groupId: textOf(said['groupId']),
    messageId: textOf(said['messageId']),
    sessionId: textOf(objectOf(said['context'])?.['sessionId']),
    happenedAt: timeOf(said['originalTimestamp'] ?? said['timestamp']),
    properties: isPage ? pageProperties(said) : objectOf(said['properties']),
    traits: type === 'identify' || type === 'group' ? traitsOf(said) : undefined,
    raw,
  }
}

function isMessageType(type: string | undefined): type is MessageType {
  return types.some((known) => known === type)
}

/** The name and category of a page are among its properties, like everything that is known of it. */
function pageProperties(said: Said): ArrivingEvent['properties'] {
  const named = ['name', 'category'].flatMap((key) => {
    const text = textOf(said[key])
    return text === undefined ? [] : [[key, text] as const]
  })
  return { ...objectOf(said['properties']), ...Object.fromEntries(named) }
}

/** RudderStack's clients say the traits of a person in the context too. */
function traitsOf(said: Said): ArrivingEvent['traits'] {
  return (
    objectOf(said['traits']) ??
    (said['type'] === 'group' ? undefined : objectOf(objectOf(said['context'])?.['traits']))
  )
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
  failed,
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
    // Taken out of the body, so that they are no more once they are judged, while the request waits for the disk.
    handle: (input, services) => take(input.body.batch.splice(0), input.body.sentAt, input, services),
  }),
  ...types.map(single),
]
