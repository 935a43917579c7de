import { inferenceRoutes } from '../protocols/inference-v2.js'
import { mlflowRoutes } from '../protocols/mlflow.js'
import { posthogIngestRoutes } from '../protocols/posthog.js'
import { segmentIngestRoutes } from '../protocols/segment.js'
import type { AnyRoute } from '../route.js'
import { customerRoutes } from './customers.js'
import { documentationRoutes } from './documentation.js'
import { eventRoutes } from './events.js'
import { healthRoutes } from './health.js'
import { jobRoutes } from './jobs.js'
import { keyRoutes } from './keys.js'
import { metricRoutes } from './metrics.js'
import { modelRoutes } from './models.js'
import { predictRoutes } from './predict.js'
import { predictionRoutes } from './predictions.js'
import { quarantineRoutes } from './quarantine.js'
import { regulationRoutes } from './regulations.js'
import { segmentRoutes } from './segments.js'

const nouns: readonly AnyRoute[] = [
  ...healthRoutes,
  ...metricRoutes,
  ...segmentRoutes,
  ...customerRoutes,
  ...predictRoutes,
  ...predictionRoutes,
  ...modelRoutes,
  ...inferenceRoutes,
  ...mlflowRoutes,
  ...eventRoutes,
  ...quarantineRoutes,
  ...jobRoutes,
  ...keyRoutes,
  ...regulationRoutes,
  ...segmentIngestRoutes,
  ...posthogIngestRoutes,
]

/** Every route, by noun. */
export const routes: readonly AnyRoute[] = [...nouns, ...documentationRoutes(nouns)]
