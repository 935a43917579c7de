import type { AnyRoute } from '../route.js'
import { healthRoutes } from './health.js'

/** Every route, by noun. */
export const routes: readonly AnyRoute[] = [...healthRoutes]
