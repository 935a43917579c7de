import type { Cache } from '../cache/cache.js'
import type { Segmentations } from '../segments/segmentations.js'
import type { Project } from '../warehouse/project.js'

/** What routes work with: opened once (`open-services.ts`), shared by all requests. */
export interface Services {
  readonly project: Project
  /** Foretell's own. */
  readonly version: string
  /** Answers about customers; whoever stores something new of one forgets them. */
  readonly cache: Cache
  /** How everybody is divided into segments, by the newest score runs. */
  readonly segmentations: Segmentations
}
