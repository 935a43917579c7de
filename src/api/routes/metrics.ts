import Type from 'typebox'

import { readStanding } from '../metrics/standing.js'
import { Reply, route } from '../route.js'

export const metricRoutes = [
  route({
    operation: 'metrics',
    method: 'GET',
    path: '/metrics',
    tag: 'server',
    summary: 'What the server does, in numbers for Prometheus',
    description: 'docs/operating.md lists them. Prometheus sends a key as `authorization: credentials`.',
    scope: 'read',
    quiet: true,
    produces: ['text/plain'],
    answers: { 200: Type.String() },
    async handle(_input, services) {
      const { metrics } = services
      await readStanding(metrics, services)
      return new Reply(await metrics.text(), 200, { 'content-type': metrics.registry.contentType })
    },
  }),
]
