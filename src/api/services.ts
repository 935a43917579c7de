import type { Project } from '../warehouse/project.js'

/** What routes work with: opened once (`open-services.ts`), shared by all requests. */
export interface Services {
  readonly project: Project
  /** Foretell's own. */
  readonly version: string
}
