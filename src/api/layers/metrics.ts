import type { Layer } from '../server.js'

/** Times every request by route and kind of answer. */
export const metricsLayer: Layer = (app, { metrics }) => {
  const { requests, requestsInFlight } = metrics
  app.addHook('onRequest', (_request, reply, done) => {
    requestsInFlight.inc()
    // Also of those whose client goes away before the answer.
    reply.raw.once('close', () => requestsInFlight.dec())
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    requests.observe(
      {
        method: request.method,
        // The pattern, as `/predict/:id`: paths have ids in them, and are without number.
        route: request.routeOptions.url ?? 'none',
        status: `${Math.floor(reply.statusCode / 100)}xx`,
      },
      reply.elapsedTime / 1000,
    )
    done()
  })
}
