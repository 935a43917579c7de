import { posthogIngestRoutes } from '../protocols/posthog.js'
import { segmentIngestRoutes } from '../protocols/segment.js'
import type { AnyRoute } from '../route.js'
import { customerRoutes } from './customers.js'
import { documentationRoutes } from './documentation.js'
import { eventRoutes } from './events.js'
import { healthRoutes } from './health.js'
import { keyRoutes } from './keys.js'
import { metricRoutes } from './metrics.js'
import { quarantineRoutes } from './quarantine.js'
import { segmentRoutes } from './segments.js'

const nouns: readonly AnyRoute[] = [
  ...healthRoutes,
  ...metricRoutes,
  ...segmentRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...quarantineRoutes,
  ...keyRoutes,
  ...segmentIngestRoutes,
  ...posthogIngestRoutes,
]

/** Every route, by noun. */
export const routes: readonly AnyRoute[] = [...nouns, ...documentationRoutes(nouns)]
