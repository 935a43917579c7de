import type { Layer } from '../server.js'

/**
 * What every answer says to browsers. They are those that do something for a server of JSON: nothing of an answer is
 * run, framed, guessed at, kept or told to others. `/docs` sets a content policy of its own, since it is a page.
 */
export const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  // Answers are about people; a route whose answer may be kept says so itself.
  'cache-control': 'no-store',
} as const

/** For a year, and only said over TLS, that is by a proxy: this server speaks plain HTTP. */
const strictTransport = 'max-age=31536000'

export const securityHeadersLayer: Layer = (app) => {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders)
    if (request.protocol === 'https') reply.header('strict-transport-security', strictTransport)
    done()
  })
}
