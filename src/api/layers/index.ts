import type { Layer } from '../server.js'
import { accessLogLayer } from './access-log.js'
import { corsLayer } from './cors.js'
import { documentation } from './documentation.js'
import { keysLayer } from './keys.js'
import { metricsLayer } from './metrics.js'
import { rateLimitLayer } from './rate-limit.js'
import { securityHeadersLayer } from './security-headers.js'
import { tracingLayer } from './tracing.js'

/** What stands around all routes, in the order in which a request meets it. */
export const layers: readonly Layer[] = [
  tracingLayer,
  accessLogLayer,
  metricsLayer,
  securityHeadersLayer,
  corsLayer,
  keysLayer,
  rateLimitLayer,
  documentation,
]
