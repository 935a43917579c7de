import type { FastifyReply, FastifyRequest } from 'fastify'

import { ForetellError } from '../../shared/errors.js'
import { shownKey } from '../access/credentials.js'
import type { Holder } from '../access/key-ring.js'
import { LocalAllowance } from '../access/local-allowance.js'
import { networkOf } from '../access/network.js'
import { refusalWhenOpen } from '../access/open-mode.js'
import { allows } from '../scope.js'
import type { Layer } from '../server.js'
import { refuse } from './refuse.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The key is looked for in the body, which has not been read yet; nobody knows who asks. */
    keyAwaited: boolean
  }
}

/** Somebody who asks for what needs no key. */
const nobody: Holder = { key: 'nobody', scope: 'ingest', source: undefined }

/** Refusals for want of a good key in a minute, after which an address is told to wait. */
const failuresPerMinute = 60

/**
 * Finds out who asks, and whether they may: by the key in the headers, before anything of the body is read, or by the
 * one in the body on routes whose clients send it there.
 */
export const keysLayer: Layer = (app, { keys, project }) => {
  const { clock, plan } = project
  const allowedOrigins = new Set(plan.server.cors)
  const failures = new LocalAllowance(failuresPerMinute)
  app.decorateRequest('keyAwaited', false)

  /** Refuses for want of a good key; an address that keeps asking for it is told to wait. */
  const unknown = (request: FastifyRequest, reply: FastifyReply, error: ForetellError): void => {
    const { granted, wait } = failures.take(networkOf(request.ip), clock.now())
    if (granted) {
      refuse(request, reply, error, { 'www-authenticate': 'Bearer realm="foretell"' })
      return
    }
    const limited = new ForetellError('RATE_LIMITED', { values: { what: 'refused keys' } })
    refuse(request, reply, limited, { 'retry-after': String(wait) })
  }

  /** Goes on when the key is good for the route. */
  const check = (
    request: FastifyRequest,
    reply: FastifyReply,
    secret: string | undefined,
    done: () => void,
  ): void => {
    const needed = request.route?.scope
    if (needed === undefined || needed === 'none') return done()
    if (secret === undefined) return unknown(request, reply, new ForetellError('KEY_MISSING'))
    const holder = keys.holderOf(secret)
    if (holder === undefined) return unknown(request, reply, new ForetellError('KEY_WRONG'))
    request.caller = { ...holder, address: request.ip }
    if (allows(holder.scope, needed)) return done()
    const error = new ForetellError('KEY_SCOPE', { values: { held: holder.scope, needed } })
    refuse(request, reply, error)
  }

  app.addHook('onListen', () => {
    if (!keys.open) return
    app.log.warn(
      'no key exists, so every program on this machine may do everything; ' +
        '`foretell keys create --scope admin` makes one and closes the server',
    )
  })

  app.addHook('onRequest', (request, reply, done) => {
    if (keys.open) {
      const { method, headers } = request
      const peer = request.socket.remoteAddress ?? ''
      const refusal = refusalWhenOpen({ method, headers, peer }, allowedOrigins)
      return refusal === undefined ? done() : refuse(request, reply, refusal)
    }
    request.caller = { ...nobody, address: request.ip }
    const shown = shownKey(request.headers)
    if (shown === undefined && request.route?.keyIn !== undefined) {
      request.keyAwaited = true
      return done()
    }
    // A header that holds no key is a wrong one.
    check(request, reply, shown === 'unreadable' ? '' : shown?.secret, done)
  })

  app.addHook('preValidation', (request, reply, done) => {
    if (!request.keyAwaited) return done()
    request.keyAwaited = false
    check(request, reply, request.route?.keyIn?.(request.body), done)
  })
}
