import type { AnyRoute } from '../route.js'
import { documentationRoutes } from './documentation.js'
import { healthRoutes } from './health.js'

const nouns: readonly AnyRoute[] = [...healthRoutes]

/** Every route, by noun. */
export const routes: readonly AnyRoute[] = [...nouns, ...documentationRoutes(nouns)]
