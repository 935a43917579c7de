import type { Layer } from '../server.js'
import { documentation } from './documentation.js'

/** What stands around all routes, in the order in which a request meets it. */
export const layers: readonly Layer[] = [documentation]
