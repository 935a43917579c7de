import type { AnyRoute } from '../route.js'
import { documentationRoutes } from './documentation.js'
import { healthRoutes } from './health.js'
import { segmentRoutes } from './segments.js'

const nouns: readonly AnyRoute[] = [...healthRoutes, ...segmentRoutes]

/** Every route, by noun. */
export const routes: readonly AnyRoute[] = [...nouns, ...documentationRoutes(nouns)]
