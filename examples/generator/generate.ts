import type { Instant } from '../../src/shared/time.js'

/** What every example's generator is asked. The same options give the same bytes. */
export interface GenerateOptions {
  /** Emptied first. */
  readonly folder: string
  /** Everyone who ever signs up. */
  readonly customers: number
  readonly days: number
  /** The first moment after the history, at midnight UTC. */
  readonly end: Instant
  readonly seed: number
}

export interface Generated {
  readonly customers: number
  /** Rows written, bad ones among them. */
  readonly rows: number
  readonly badRows: number
  /** Rows written a second time. */
  readonly doubled: number
  readonly files: readonly string[]
}
