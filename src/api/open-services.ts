import { softwareVersion } from '../predictions/software.js'
import type { Project } from '../warehouse/project.js'
import type { Services } from './services.js'

export interface OpenServices extends Services {
  /** Stores what was taken and lets go of everything, in the order in which that loses nothing. */
  close(): Promise<void>
}

/** Opens what the routes of a project work with. */
export async function openServices(project: Project): Promise<OpenServices> {
  return Promise.resolve({
    project,
    version: softwareVersion(),
    close: () => Promise.resolve(),
  })
}
