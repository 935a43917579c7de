import { type Numbers, requireSameLength } from './numbers.js'

/** Scores with their order worked out once, for metrics that are taken many times (a bootstrap). */
export interface Ranking {
  readonly scores: Numbers
  /** Rows from the highest score to the lowest; equal scores in row order. */
  readonly order: Uint32Array
  /** Where each run of equal scores ends in `order` (exclusive), ascending. */
  readonly ends: Uint32Array
  /** A score is NaN: nothing can be said about the order, and every metric of it is NaN. */
  readonly unknown: boolean
}

/** Sorts once; `areaUnderRoc`, `averagePrecision` and the like take the result in place of the scores. */
export function rank(scores: Numbers): Ranking {
  const rows = scores.length
  const order = new Uint32Array(rows)
  let unknown = false
  for (let row = 0; row < rows; row++) {
    order[row] = row
    if (Number.isNaN(scores[row])) unknown = true
  }
  order.sort((a, b) => (scores[a] === scores[b] ? a - b : scores[a] > scores[b] ? -1 : 1))
  const ends = new Uint32Array(rows)
  let runs = 0
  for (let position = 0; position < rows; position++) {
    const last = position === rows - 1 || scores[order[position]] !== scores[order[position + 1]]
    if (last) ends[runs++] = position + 1
  }
  return { scores, order, ends: ends.subarray(0, runs), unknown }
}

/**
 * What one gets by acting on all rows at or above each threshold: one point for each distinct score, from the
 * highest down. Equal scores cannot be told apart, so they enter together.
 */
export interface OperatingPoints {
  readonly thresholds: Float64Array
  /** Weight of the rows with target 1 at or above the threshold. */
  readonly truePositives: Float64Array
  /** Weight of the rows with target 0 at or above the threshold. */
  readonly falsePositives: Float64Array
  /** Weight of all rows with target 1, and with target 0. */
  readonly positives: number
  readonly negatives: number
  /** False when there is nothing to say: no rows, one class only, or a NaN among scores or targets. */
  readonly known: boolean
}

/**
 * @param target 0 or 1 a row
 * @param scores higher means more likely 1, on any scale; or their `rank`
 * @param weights at least 0; default 1 each
 * @throws ForetellError `LENGTHS_DIFFER`
 */
export function operatingPoints(
  target: Numbers,
  scores: Numbers | Ranking,
  weights?: Numbers,
): OperatingPoints {
  const ranking = 'order' in scores ? scores : rank(scores)
  requireSameLength(target, ranking.scores, weights)
  const { order, ends } = ranking
  const thresholds = new Float64Array(ends.length)
  const truePositives = new Float64Array(ends.length)
  const falsePositives = new Float64Array(ends.length)
  let positives = 0
  let negatives = 0
  for (let run = 0, position = 0; run < ends.length; run++) {
    thresholds[run] = ranking.scores[order[position]]
    for (; position < ends[run]; position++) {
      const row = order[position]
      const weight = weights === undefined ? 1 : weights[row]
      positives += weight * target[row]
      negatives += weight * (1 - target[row])
    }
    truePositives[run] = positives
    falsePositives[run] = negatives
  }
  const known = !ranking.unknown && positives > 0 && negatives > 0
  return { thresholds, truePositives, falsePositives, positives, negatives, known }
}
