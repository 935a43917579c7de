import cors from '@fastify/cors'

import type { Layer } from '../server.js'

/**
 * Web pages of the origins in `server.cors` may ask; `*` stands for every page. Pages show who they are by a key, so
 * cookies and the like are never asked for. Without such origins nothing is said, and browsers refuse.
 */
export const corsLayer: Layer = async (app, { project }) => {
  const allowed = new Set(project.plan.server.cors)
  if (allowed.size === 0) return
  await app.register(cors, {
    origin: (origin, answer) =>
      answer(null, allowed.has('*') || (origin !== undefined && allowed.has(origin))),
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-encoding',
      'content-type',
      'idempotency-key',
      'x-api-key',
      'x-request-id',
    ],
    exposedHeaders: [
      'location',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'retry-after',
      'x-request-id',
    ],
    credentials: false,
    maxAge: 600,
    strictPreflight: true,
  })
}
