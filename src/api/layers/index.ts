import type { Layer } from '../server.js'

/** What stands around all routes, in the order in which a request meets it. */
export const layers: readonly Layer[] = []
