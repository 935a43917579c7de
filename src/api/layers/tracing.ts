import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'

import { parseTraceparent, traceparentOf } from '../../shared/tracing/traceparent.js'
import { remoteContext, traceparentOfSpan, tracer } from '../../shared/tracing/spans.js'
import type { Layer } from '../server.js'

declare module 'fastify' {
  interface FastifyRequest {
    span: Span | undefined
  }
}

/**
 * A span for every request that is not quiet, as part of the client's trace where it names one; what the route does
 * is within it. Without tracing the client's `traceparent` still goes along with the jobs that a request starts.
 */
export const tracingLayer: Layer = (app, { tracing }) => {
  app.decorateRequest('span', undefined)
  if (!tracing.enabled) {
    app.addHook('onRequest', (request, _reply, done) => {
      const parent = parseTraceparent(request.headers['traceparent'])
      if (parent !== undefined) request.trace = traceparentOf(parent)
      done()
    })
    return
  }
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.route?.quiet === true) return done()
    const { method, pattern: route, headers } = request
    request.span = tracer().startSpan(
      `${method} ${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: { 'http.request.method': method, 'http.route': route, 'request.id': request.id },
      },
      remoteContext(headers['traceparent']),
    )
    request.trace = traceparentOfSpan(request.span)
    done()
  })
  // After the body was read, whose events know nothing of a context.
  app.addHook('preHandler', ({ span }, _reply, done) => {
    if (span === undefined) done()
    else context.with(trace.setSpan(context.active(), span), done)
  })
  app.addHook('onResponse', ({ span }, { statusCode }, done) => {
    span?.setAttribute('http.response.status_code', statusCode)
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
    done()
  })
  app.addHook('onRequestAbort', ({ span }, done) => {
    span?.setStatus({ code: SpanStatusCode.ERROR, message: 'the client went away' })
    span?.end()
    done()
  })
}
