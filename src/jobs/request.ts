import type { Observer } from '../shared/observer.js'
import type { Clock } from '../shared/time.js'

/** What every job is asked with: which project, and how to tell about the work and stop it. */
export interface Request {
  /** Absolute folder of the project. */
  readonly folder: string
  /** The configuration file, when it is not the one found in the folder. */
  readonly configFile: string | undefined
  /** Goes before the seeds of the configuration. */
  readonly seed: number | undefined
  /** `CLICKHOUSE_URL` is read from it. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly observer: Observer
  readonly signal: AbortSignal
}
