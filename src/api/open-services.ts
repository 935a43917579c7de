import { openCache } from '../cache/open.js'
import { softwareVersion } from '../predictions/software.js'
import { Segmentations } from '../segments/segmentations.js'
import { warehouseIdentity } from '../warehouse/identity.js'
import type { Project } from '../warehouse/project.js'
import type { Services } from './services.js'

export interface OpenServices extends Services {
  /** Stores what was taken and lets go of everything, in the order in which that loses nothing. */
  close(): Promise<void>
}

/** Opens what the routes of a project work with. */
export async function openServices(project: Project): Promise<OpenServices> {
  const { plan, warehouse, clock, observer } = project
  const cache = await openCache(plan.server, {
    namespace: await warehouseIdentity(warehouse),
    clock,
    warn: (message) => observer.warn(message),
  })
  return {
    project,
    version: softwareVersion(),
    cache,
    segmentations: new Segmentations(project),
    close: () => cache.close(),
  }
}
