/** An estimate and the ends of its confidence interval: `low <= value <= high`, but see each maker's notes. */
export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** How sure an interval is: the share of samples whose interval holds the truth, in (0, 1). */
export const CONFIDENCE = 0.95
