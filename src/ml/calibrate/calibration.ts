/** A map from a model's probabilities to probabilities that come true as often as they say. Never decreasing. */
export interface Calibration {
  readonly kind: 'none' | 'platt' | 'beta' | 'isotonic' | 'venn-abers'
  /**
   * @param scores probabilities in [0, 1], one a row; NaN stays NaN
   * @returns in (0, 1) except for `none`
   */
  apply(scores: ArrayLike<number>): Float64Array
  /** What `apply` gives for one score. */
  at(score: number): number
  /** Plain data for JSON; `loadCalibration` of it applies the same to the last bit. */
  toJSON(): SerialisedCalibration
}

/** Versioned plain data. Never executed. */
export interface SerialisedCalibration {
  readonly format: 'foretell-calibration'
  readonly version: 1
  readonly kind: Calibration['kind']
  readonly [part: string]: unknown
}

/** Something that learns a calibration, from rows that the model was not fitted on. */
export interface Calibrator {
  readonly kind: Calibration['kind']
  /**
   * @param scores probabilities in [0, 1]; rows whose score is NaN are left out
   * @param target 0 or 1 a row
   * @param weights at least 0; default 1 each
   * @throws ForetellError `LENGTHS_DIFFER`
   */
  fit(scores: ArrayLike<number>, target: ArrayLike<number>, weights?: ArrayLike<number>): Calibration
}
