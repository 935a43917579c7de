/** Numbers, one a row. NaN is missing; infinities are allowed and sort last or first. */
export interface NumericColumn {
  readonly kind: 'numeric'
  readonly name: string
  readonly values: Float64Array
}

/** One of a set of names a row: `codes` index `levels`, -1 is missing. */
export interface CategoryColumn {
  readonly kind: 'category'
  readonly name: string
  readonly codes: Int32Array
  /** Distinct. A model keeps the levels it has seen and matches new frames by name, never by code. */
  readonly levels: readonly string[]
}

export type Column = NumericColumn | CategoryColumn

/** A table in columns, all of the same length: what models are fitted on and predict from. */
export interface Frame {
  readonly rows: number
  readonly columns: readonly Column[]
}

/** What is learned from: X, y and how much each row counts. */
export interface Dataset {
  readonly frame: Frame
  /**
   * Classification: 0 or 1. Multiclass: the index of the class, from 0. Regression: any finite number. Survival:
   * the time, above 0, or the least it can have been.
   */
  readonly target: Float64Array
  /**
   * Survival only: the most the time can have been. Equal to the target where the event was seen, infinity where
   * observation ended before it. Default: every event was seen.
   */
  readonly upper?: Float64Array
  /** Above 0; default 1 each. */
  readonly weights?: Float64Array
}
