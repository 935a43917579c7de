import type { SerialisedSample } from './nonconformity.js'

/** An interval a row. */
export interface Band {
  readonly low: Float64Array
  readonly high: Float64Array
}

/** Versioned plain data. Never executed. */
export interface SerialisedConformal {
  readonly format: 'foretell-conformal'
  readonly version: 1
  readonly kind: 'split' | 'quantile'
  /** All rows together, then each group. */
  readonly samples: readonly SerialisedSample[]
}
