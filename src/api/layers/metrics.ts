import type { Layer } from '../server.js'

/** Times every request by route and kind of answer. */
export const metricsLayer: Layer = (app, { metrics }) => {
  const { requests, requestsInFlight } = metrics
  const ended = (): void => requestsInFlight.dec()
  app.addHook('onRequest', (_request, reply, done) => {
    requestsInFlight.inc()
    // Also of those whose client goes away before the answer.
    reply.raw.on('close', ended)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    requests.observe(
      {
        method: request.method,
        // Paths are without number.
        route: request.pattern,
        status: `${Math.floor(reply.statusCode / 100)}xx`,
      },
      reply.elapsedTime / 1000,
    )
    done()
  })
}
