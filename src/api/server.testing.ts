import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'

import type { AnyRoute } from './route.js'
import { createServer, type Layer } from './server.js'
import type { Services } from './services.js'

export interface TestServer {
  readonly app: FastifyInstance
  /** What was logged, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[]
}

/** A server of the given routes that remembers what it logs; it is asked by `app.inject` or after `app.listen`. */
export async function testServer(
  services: Partial<Services>,
  routes: readonly AnyRoute[],
  layers: readonly Layer[] = [],
): Promise<TestServer> {
  const log: Record<string, unknown>[] = []
  const logger = pino(
    { level: 'debug', base: null, messageKey: 'message' },
    { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) },
  )
  // A test gives what its routes use.
  const app = await createServer(services as Services, { routes, layers, logger, trustProxy: false })
  return { app, log }
}
