import type { Cache } from '../cache/cache.js'
import type { Receiver } from '../events/live/receiver.js'
import type { Segmentations } from '../segments/segmentations.js'
import type { Predictor } from '../predictions/serving/predictor.js'
import type { JobCallbacks } from '../jobs/job-callbacks.js'
import type { JobBoard } from '../jobs/queue/job-board.js'
import type { RegulationDesk } from '../jobs/regulation-desk.js'
import type { Tracing } from '../shared/tracing/open-tracing.js'
import type { Project } from '../warehouse/project.js'
import type { KeyRing } from './access/key-ring.js'
import type { KeyStore } from './access/key-store.js'
import type { Metrics } from './metrics/metrics.js'

/** What routes work with: opened once (`open-services.ts`), shared by all requests. */
export interface Services {
  readonly project: Project
  /** Foretell's own. */
  readonly version: string
  /** Answers about customers; whoever stores something new of one forgets them. */
  readonly cache: Cache
  /** Takes live events in. */
  readonly receiver: Receiver
  /** Where keys are made, changed and listed; after a change, the ring must be refreshed. */
  readonly keyStore: KeyStore
  /** The keys that are good now. */
  readonly keys: KeyRing
  /** How everybody is divided into segments, by the newest score runs. */
  readonly segmentations: Segmentations
  /** Answers one at a time, by the champions. */
  readonly predictor: Predictor
  /** Takes orders to suppress or delete people, and carries them out. */
  readonly regulations: RegulationDesk
  /** Where jobs are put, looked up and stopped. */
  readonly jobs: JobBoard
  /** Tells those who asked for it that a job has ended. */
  readonly callbacks: JobCallbacks
  /** What is counted and timed. */
  readonly metrics: Metrics
  /** Whether requests are traced. */
  readonly tracing: Tracing
}
