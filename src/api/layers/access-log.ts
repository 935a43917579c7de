import type { Layer } from '../server.js'

/**
 * One line a request, when its answer was sent: nothing of whom it was about and nothing of who sent it but the key's
 * public name. Quiet routes have one only when they fail.
 */
export const accessLogLayer: Layer = (app) => {
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status } = reply
    const { method, route, pattern, caller } = request
    if (route?.quiet === true && status < 500) return done()
    const milliseconds = Math.round(reply.elapsedTime * 100) / 100
    request.log.info({ method, route: pattern, key: caller.key, status, milliseconds }, 'answered')
    done()
  })
  app.addHook('onRequestAbort', (request, done) => {
    const { method, pattern, caller } = request
    request.log.info({ method, route: pattern, key: caller.key }, 'the client went away')
    done()
  })
}
