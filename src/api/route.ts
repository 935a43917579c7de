import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'

import type { Static, TSchema } from 'typebox'

import type { ForetellError } from '../shared/errors.js'
import type { Caller } from './caller.js'
import type { Scope } from './scope.js'
import type { Services } from './services.js'

/** The headings of the documentation, in their order. */
export const tags = {
  predict: 'Predictions of customers, with reasons',
  segments: 'Who is at risk and what they are worth',
  models: 'Versions, cards, metrics and explanations of models',
  jobs: 'Work that takes long: batches, training',
  events: 'Events in: our own route and those of Segment, RudderStack and PostHog',
  regulations: 'Suppressing and deleting a person',
  inference: 'Open Inference Protocol v2 and MLflow',
  server: 'The server itself',
} as const

export type Tag = keyof typeof tags

/** An answer's status, body and headers. A handler that returns anything else answers 200 with it as JSON. */
export class Reply {
  constructor(
    /** JSON, or bytes as they come where the route `produces` something else. */
    readonly body: unknown,
    readonly status = 200,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** An answer that is text of JSON already. */
export function jsonReply(text: string): Reply {
  return new Reply(text, 200, jsonText)
}

const jsonText = { 'content-type': 'application/json; charset=utf-8' } as const

/** How a body is read. Whatever its content type says, since clients say what they like. */
export type BodyForm =
  /** One JSON document. Keys that would change an object's prototype are dropped. */
  | 'json'
  /** The bytes as they come, unpacked, for bodies too large to be held; `body` is a stream. */
  | 'stream'

export interface RouteInput<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** What the body was parsed from; empty where there was none, and of streams. */
  readonly bytes: Buffer
  readonly headers: IncomingHttpHeaders
  readonly caller: Caller
  /** Of this request; also in its log lines and in the answer's `x-request-id`. */
  readonly requestId: string
  /** W3C traceparent for work that this request starts elsewhere; undefined when it belongs to no trace. */
  readonly trace: string | undefined
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal
}

type Read<Schema extends TSchema | undefined, Otherwise> = Schema extends TSchema ? Static<Schema> : Otherwise

/**
 * One route, as data: what it is called, who may use it, what comes in, what goes out, and the function. The server,
 * the OpenAPI document and the tests are all made of these records.
 */
export interface Route<
  Params extends TSchema | undefined = TSchema | undefined,
  Query extends TSchema | undefined = TSchema | undefined,
  Body extends TSchema | undefined = TSchema | undefined,
> {
  /** `operationId` in OpenAPI and the method's name in `foretell/client`: camelCase, unique. */
  readonly operation: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `:name` for parameters: `/predict/:prediction`. */
  readonly path: string
  /** The same operation under other paths, which the documentation leaves out. */
  readonly aliases?: readonly string[]
  readonly tag: Tag
  /** One line. */
  readonly summary: string
  readonly description?: string
  /** `none`: everyone may, without a key. */
  readonly scope: Scope | 'none'
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** Default `json`. */
  readonly form?: BodyForm
  /** Bytes, unpacked. Default `defaultBodyLimit`. */
  readonly bodyLimit?: number
  /** Finds the key in the body, for clients that send it there; asked when no header has one. */
  readonly keyIn?: (body: unknown) => string | undefined
  /** What is answered, by status; failures are added by the server. */
  readonly answers: Readonly<Record<number, TSchema>>
  /** Content types of the answer's body where it is not JSON. */
  readonly produces?: readonly string[]
  /** The shape of failures where clients expect another than RFC 9457's. */
  readonly failure?: (error: ForetellError) => Reply
  /** The schema of what `failure` answers. */
  readonly failed?: TSchema
  /** True where the log must not have a line for each request (health, metrics). */
  readonly quiet?: boolean
  readonly handle: (
    input: RouteInput<Read<Params, unknown>, Read<Query, unknown>, Read<Body, unknown>>,
    services: Services,
  ) => Promise<unknown>
}

/** A route whose input has been checked against its own schemas. */
export type AnyRoute = Omit<Route, 'handle'> & {
  readonly handle: (input: RouteInput<unknown, unknown, unknown>, services: Services) => Promise<unknown>
}

/** Declares a route; its handler's input is typed by its schemas. */
export function route<
  Params extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
>(declaration: Route<Params, Query, Body>): AnyRoute {
  // What `handle` is given has been checked against these very schemas (server.ts), so the wider type is safe.
  return declaration as unknown as AnyRoute
}

/** A body of bytes. */
export type ByteBody = Readable
