import Type from 'typebox'

import { Reply, route } from '../route.js'
import type { Services } from '../services.js'

const health = Type.Object(
  {
    status: Type.Union([Type.Literal('ok'), Type.Literal('unavailable')]),
    version: Type.String({ description: "Foretell's version" }),
    warehouse: Type.Object({
      answers: Type.Boolean({ description: 'whether a query came back' }),
      milliseconds: Type.Number({ minimum: 0, description: 'how long the query took' }),
    }),
  },
  { additionalProperties: false },
)

/** Milliseconds after which a warehouse that says nothing is said not to answer. */
const patience = 5000

/** Runs a query: a warehouse can accept connections and fail every query. */
async function ready({ project, version }: Services): Promise<Reply> {
  const started = performance.now()
  const answers = await project.warehouse
    .rows<{ one: number }>('SELECT 1 AS one', { signal: AbortSignal.timeout(patience) })
    .then(
      ([row]) => row.one === 1,
      () => false,
    )
  const warehouse = { answers, milliseconds: Math.round((performance.now() - started) * 10) / 10 }
  return new Reply(
    { status: answers ? 'ok' : 'unavailable', version, warehouse },
    answers ? 200 : 503,
    answers ? {} : { 'retry-after': '1' },
  )
}

export const healthRoutes = [
  route({
    operation: 'health',
    method: 'GET',
    path: '/health',
    aliases: ['/health/ready'],
    tag: 'server',
    summary: 'Whether the server can answer: it runs a query',
    scope: 'none',
    quiet: true,
    answers: { 200: health, 503: health },
    handle: (_input, services) => ready(services),
  }),
  route({
    operation: 'live',
    method: 'GET',
    path: '/health/live',
    tag: 'server',
    summary: 'Whether the process runs; says nothing about the warehouse',
    scope: 'none',
    quiet: true,
    answers: { 200: Type.Object({ status: Type.Literal('ok') }) },
    handle: () => Promise.resolve({ status: 'ok' }),
  }),
]
