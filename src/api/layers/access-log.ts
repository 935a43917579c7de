import type { FastifyRequest } from 'fastify'

import type { Layer } from '../server.js'

/**
 * One line a request, when its answer was sent: nothing of whom it was about and nothing of who sent it but the key's
 * public name. Quiet routes have one only when they fail.
 */
export const accessLogLayer: Layer = (app) => {
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status } = reply
    if (request.routeOptions.config.route?.quiet === true && status < 500) return done()
    const milliseconds = Math.round(reply.elapsedTime * 100) / 100
    request.log.info({ ...requestLine(request), status, milliseconds }, 'answered')
    done()
  })
  app.addHook('onRequestAbort', (request, done) => {
    request.log.info(requestLine(request), 'the client went away')
    done()
  })
}

/** The route is the pattern, as `/predict/:id`: paths have ids in them. */
function requestLine({ method, routeOptions, caller }: FastifyRequest): object {
  return { method, route: routeOptions.url ?? 'none', key: caller.key }
}
