import type { Frame } from '../../ml/frame.js'
import type { ForetellError } from '../../shared/errors.js'
import type { Instant } from '../../shared/time.js'

/** The features of one who is known. */
export interface KnownRow {
  readonly entityId: string
  /** One row. */
  readonly frame: Frame
  readonly inPopulation: boolean
  /** As of when; null for tables. */
  readonly anchor: Instant | null
}

/** Where the features of those who are known come from. */
export interface KnownRows {
  /** The kind of entity, which answers are remembered and forgotten under. */
  readonly entity: string
  /** @returns undefined for one of whom nothing is known */
  read(id: string): Promise<KnownRow | undefined>
  /** What is said to who asks for one that is not there. */
  unknown(id: string): ForetellError
}
