import { CONFIDENCE, type Interval } from './interval.js'
import { normalQuantile } from './normal.js'

/**
 * Interval of a share (Wilson 1927): unlike the textbook's it stays inside [0, 1] and is honest for few rows
 * and for shares near the ends.
 * @param share observed, in [0, 1]
 * @param rows how many it was observed on; with weights, the effective number
 * @returns the whole of [0, 1] around NaN when `rows` is 0
 */
export function wilsonInterval(share: number, rows: number, confidence = CONFIDENCE): Interval {
  if (!(rows > 0)) return { value: NaN, low: 0, high: 1 }
  const z = normalQuantile((1 + confidence) / 2)
  const shrink = 1 + (z * z) / rows
  const centre = (share + (z * z) / (2 * rows)) / shrink
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows))
  return {
    value: share,
    low: Math.min(share, Math.max(0, centre - half)),
    high: Math.max(share, Math.min(1, centre + half)),
  }
}
