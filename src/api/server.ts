import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

import { Ajv } from 'ajv'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'

import { ForetellError } from '../shared/errors.js'
import { defaultBodyLimit, readBodies } from './body.js'
import type { Caller } from './caller.js'
import { problemReply, tellable } from './problem.js'
import { type AnyRoute, Reply, type RouteInput } from './route.js'
import type { Services } from './services.js'
import { requestInvalid } from './validation.js'

/** Something that is put around all routes: security headers, keys, rate limits, metrics, documentation. */
export type Layer = (
  app: FastifyInstance,
  services: Services,
  routes: readonly AnyRoute[],
) => Promise<void> | void

export interface ServerOptions {
  readonly routes: readonly AnyRoute[]
  /** In the order in which a request meets them. */
  readonly layers: readonly Layer[]
  readonly logger: FastifyBaseLogger
  readonly trustProxy: boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
    /** W3C traceparent; see `RouteInput`. */
    trace: string | undefined
    /** What the body was parsed from. */
    bytes: Buffer
    /** Undefined for requests of no route of ours. */
    route: AnyRoute | undefined
    /** The path of the route, as `/predict/:id`, since paths themselves have ids in them; `none` without a route. */
    pattern: string
  }
}

const noBytes = Buffer.alloc(0)

/** Makes the HTTP server of the routes; it does not listen yet. */
export async function createServer(services: Services, options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: defaultBodyLimit,
    requestIdHeader: false,
    genReqId: requestId,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 500 },
    // An address that cannot be read is nobody's route; no hook has seen the request yet.
    frameworkErrors: (error, request, reply) =>
      send(reply as FastifyReply, problemReply(tellable(ofFramework(error) ?? error), request.id)),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  })
  app.decorateRequest('caller', null as unknown as Caller)
  app.decorateRequest('trace', undefined)
  app.decorateRequest('bytes', null as unknown as Buffer)
  app.decorateRequest('route', undefined)
  app.decorateRequest('pattern', 'none')
  app.addHook('onRequest', (request, reply, done) => {
    const { config, url } = request.routeOptions
    request.route = config.route
    request.pattern = url ?? 'none'
    request.bytes = noBytes
    // Everybody, until the layer of keys says who it is.
    request.caller = { key: 'open', scope: 'admin', source: undefined, address: request.ip }
    reply.header('x-request-id', request.id)
    done()
  })
  endConnectionsOnStop(app)
  checkInputs(app)
  readBodies(app)
  answerFailures(app)
  for (const layer of options.layers) await layer(app, services, options.routes)
  for (const route of options.routes) addRoute(app, services, route)
  return app
}

/** Once it is told to stop, every answer is the last of its connection: one that is kept open would be waited for. */
function endConnectionsOnStop(app: FastifyInstance): void {
  let stopping = false
  app.addHook('preClose', (done) => {
    stopping = true
    done()
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping) reply.header('connection', 'close')
    done()
  })
}

/** A client's own id is kept where it is one that may stand in a log. */
function requestId(request: { readonly headers: Readonly<Record<string, unknown>> }): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
}

/** Texts of an address become the numbers they stand for; a body must be of the right types as it is. */
function checkInputs(app: FastifyInstance): void {
  const common = { allErrors: true, useDefaults: true, strict: false, validateFormats: false }
  const bodies = new Ajv({ ...common, allErrors: false })
  const texts = new Ajv({ ...common, coerceTypes: 'array' })
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? bodies : texts).compile(schema as object),
  )
  app.setSchemaErrorFormatter((errors, where) => requestInvalid(errors, where))
}

function addRoute(app: FastifyInstance, services: Services, route: AnyRoute): void {
  const schema = {
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { querystring: route.query }),
    ...(route.body === undefined || route.form === 'stream' ? {} : { body: route.body }),
  }
  for (const [index, path] of [route.path, ...(route.aliases ?? [])].entries()) {
    app.route({
      method: route.method,
      url: path,
      schema,
      bodyLimit: route.bodyLimit ?? defaultBodyLimit,
      config: { route: index === 0 ? route : { ...route, operation: `${route.operation}_${index}` } },
      handler: (request, reply) => {
        void route
          .handle(new Asked(request, reply), services)
          .then((answer) => send(reply, answer instanceof Reply ? answer : new Reply(answer)))
          .catch((error: unknown) => reply.send(error))
      },
    })
  }
}

/** What a handler is given of a request. */
class Asked implements RouteInput<unknown, unknown, unknown> {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly bytes: Buffer
  readonly headers: IncomingHttpHeaders
  readonly caller: Caller
  readonly requestId: string
  readonly trace: string | undefined
  readonly #reply: FastifyReply

  constructor(request: FastifyRequest, reply: FastifyReply) {
    this.params = request.params
    this.query = request.query
    this.body = request.body
    this.bytes = request.bytes
    this.headers = request.headers
    this.caller = request.caller
    this.requestId = request.id
    this.trace = request.trace
    this.#reply = reply
  }

  /** Made for those who look at it. */
  get signal(): AbortSignal {
    const gone = new AbortController()
    this.#reply.raw.once('close', () => gone.abort())
    return gone.signal
  }
}

function send(reply: FastifyReply, { body, status, headers }: Reply): void {
  void reply.code(status).headers(headers).send(body)
}

/** Every failure of every kind is told in the shape the route's clients expect, and the unexpected ones are logged. */
function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const error = tellable(ofFramework(thrown) ?? thrown)
    if (error.status >= 500) request.log.error({ err: error, cause: error.cause }, error.message)
    send(reply, failureReply(request.route, error, request.id))
  })
  app.setNotFoundHandler((request, reply) => {
    const error = new ForetellError('ROUTE_UNKNOWN', {
      values: { method: request.method, path: pathOf(request) },
    })
    send(reply, problemReply(error, request.id))
  })
}

/** @param route undefined for requests of no route */
export function failureReply(route: AnyRoute | undefined, error: ForetellError, requestId: string): Reply {
  const reply = route?.failure?.(error) ?? problemReply(error, requestId)
  const wait = error.status === 429 || error.status === 503 ? { 'retry-after': '1' } : {}
  return new Reply(reply.body, reply.status, { ...wait, ...reply.headers })
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0]
}

/** The framework's own errors that a client can do something about. */
function ofFramework(thrown: unknown): ForetellError | undefined {
  if (!(thrown instanceof Error) || thrown instanceof ForetellError) return undefined
  const { code, statusCode } = thrown as Error & { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ForetellError('BODY_TOO_LARGE', { values: { limit: 'the route' }, cause: thrown })
  if (code === 'FST_ERR_BAD_URL') {
    const values = { where: 'path', problem: 'expected an address that can be read' }
    return new ForetellError('REQUEST_INVALID', { values, cause: thrown })
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new ForetellError('BODY_INVALID', { values: { reason: thrown.message }, cause: thrown })
  return undefined
}
