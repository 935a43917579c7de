import { setMaxListeners } from 'node:events'

import { withProject } from '../jobs/open.js'
import type { Request } from '../jobs/request.js'
import { softwareVersion } from '../predictions/software.js'
import { openTracing } from '../shared/tracing/open-tracing.js'
import { checkReach } from './access/open-mode.js'
import { layers } from './layers/index.js'
import { listen } from './listen.js'
import { serverLog } from './log.js'
import { openServices } from './open-services.js'
import { routes } from './routes/index.js'
import { createServer } from './server.js'
import { tracedWarehouse } from './tracing/traced-warehouse.js'

export interface ServeInput {
  /** Go before the configuration's. */
  readonly host?: string | undefined
  readonly port?: number | undefined
  /** Told once requests are taken, with the address they are taken at. */
  readonly listening?: (address: string) => void
}

export interface ServeSummary {
  readonly address: string
  readonly seconds: number
}

/**
 * Serves a project until it is told to stop (the request's signal). Then it takes no more connections, lets the
 * requests that run end, stores every event it has acknowledged or will, and lets go of the warehouse.
 * @throws ForetellError what opening the project throws, `KEY_NEEDED`, and what `listen` does
 */
export async function serve(request: Request, input: ServeInput): Promise<ServeSummary> {
  // Told to stop, requests that run still need the warehouse; only when they take too long it is taken away.
  const end = new AbortController()
  setMaxListeners(0, end.signal)
  return withProject({ ...request, signal: end.signal }, async (project) => {
    const { clock, plan } = project
    const started = clock.now()
    const logger = serverLog(plan.server.log)
    const tracing = openTracing({
      environment: request.environment,
      version: softwareVersion(),
      warn: (message) => logger.warn(message),
    })
    const services = await openServices(
      tracing.enabled ? { ...project, warehouse: tracedWarehouse(project.warehouse) } : project,
      tracing,
    )
    try {
      const host = input.host ?? plan.server.host
      checkReach(services.keys.open, { host, trustProxy: plan.server.trustProxy })
      const app = await createServer(services, {
        routes,
        layers,
        logger,
        trustProxy: plan.server.trustProxy,
      })
      const address = await listen(app, host, input.port ?? plan.server.port)
      app.log.info({ address }, 'listening')
      input.listening?.(address)
      await aborted(request.signal)
      app.log.info('stopping')
      const patience = setTimeout(() => end.abort(), plan.server.shutdownSeconds * 1000)
      await app.close()
      clearTimeout(patience)
      return { address, seconds: (clock.now() - started) / 1000 }
    } finally {
      await services.close()
      await tracing.close()
    }
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
