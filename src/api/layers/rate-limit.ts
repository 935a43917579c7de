import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { ForetellError } from '../../shared/errors.js'
import { warehouseIdentity } from '../../warehouse/identity.js'
import type { Allowance, Allowed } from '../access/allowance.js'
import { LocalAllowance } from '../access/local-allowance.js'
import { networkOf } from '../access/network.js'
import { RedisAllowance } from '../access/redis-allowance.js'
import type { Layer } from '../server.js'
import type { Services } from '../services.js'
import { refuse } from './refuse.js'

/**
 * Counts what each key asks, or each address where there is none, and tells those who ask too much when to come back.
 * Comes after the layer of keys, which finds out who asks.
 */
export const rateLimitLayer: Layer = (app, services) => limitRates(app, services)

/** @param patience milliseconds that a request waits for a Redis; default: that of `RedisAllowance` */
export async function limitRates(app: FastifyInstance, services: Services, patience?: number): Promise<void> {
  const { clock, plan } = services.project
  if (plan.server.requestsPerMinute === 0) return
  const allowance = await openAllowance(app, services, patience)
  const limit = String(allowance.perMinute)

  const answer = (
    { granted, remaining, wait }: Allowed,
    request: FastifyRequest,
    reply: FastifyReply,
    done: () => void,
  ): void => {
    reply.header('ratelimit-limit', limit)
    reply.header('ratelimit-remaining', String(remaining))
    reply.header('ratelimit-reset', String(wait))
    if (granted) return done()
    const error = new ForetellError('RATE_LIMITED', { values: { what: `${limit} requests a minute` } })
    refuse(request, reply, error, { 'retry-after': String(wait) })
  }
  const count = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const allowed = allowance.take(callerOf(request), clock.now())
    if (!(allowed instanceof Promise)) return answer(allowed, request, reply, done)
    void allowed.then((taken) => answer(taken, request, reply, done))
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

/** Counted in Redis where servers share one, else in this process. */
async function openAllowance(
  app: FastifyInstance,
  { project, metrics }: Services,
  patience: number | undefined,
): Promise<Allowance> {
  const { redis: url, requestsPerMinute: perMinute } = project.plan.server
  if (url === undefined) return new LocalAllowance(perMinute)
  const allowance = await RedisAllowance.open({
    url,
    namespace: await warehouseIdentity(project.warehouse),
    perMinute,
    warn: (message) => project.observer.warn(message),
    alone: () => metrics.unsharedLimits.inc(),
    ...(patience === undefined ? {} : { patience }),
  })
  app.addHook('onClose', () => allowance.close())
  return allowance
}

function callerOf({ caller, ip }: FastifyRequest): string {
  return caller.key === 'nobody' || caller.key === 'open' ? networkOf(ip) : caller.key
}
