import type { FastifyReply, FastifyRequest } from 'fastify'

import { ForetellError } from '../../shared/errors.js'
import { Allowance, networkOf } from '../access/allowance.js'
import type { Layer } from '../server.js'
import { refuse } from './refuse.js'

/**
 * Counts what each key asks, or each address where there is none, and tells those who ask too much when to come back.
 * Comes after the layer of keys, which finds out who asks.
 */
export const rateLimitLayer: Layer = (app, { project }) => {
  const { clock, plan } = project
  if (plan.server.requestsPerMinute === 0) return
  const allowance = new Allowance(plan.server.requestsPerMinute)
  const limit = String(allowance.perMinute)

  const count = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const { granted, remaining, wait } = allowance.take(callerOf(request), clock.now())
    reply.header('ratelimit-limit', limit)
    reply.header('ratelimit-remaining', String(remaining))
    reply.header('ratelimit-reset', String(wait))
    if (granted) return done()
    const error = new ForetellError('RATE_LIMITED', { values: { what: `${limit} requests a minute` } })
    refuse(request, reply, error, { 'retry-after': String(wait) })
  }

  app.decorateRequest('counted', false)
  app.addHook('onRequest', (request, reply, done) => {
    if (request.keyAwaited) return done()
    request.counted = true
    count(request, reply, done)
  })
  app.addHook('preValidation', (request, reply, done) => {
    if (request.counted) return done()
    request.counted = true
    count(request, reply, done)
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    counted: boolean
  }
}

function callerOf({ caller, ip }: FastifyRequest): string {
  return caller.key === 'nobody' || caller.key === 'open' ? networkOf(ip) : caller.key
}
