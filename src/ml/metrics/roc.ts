import { type Numbers, requireSameLength } from './numbers.js'
import { operatingPoints, type Ranking } from './operating-points.js'

/**
 * Area under the ROC curve: the chance that a row with target 1 scores above a row with target 0, ties
 * counting half (Hanley and McNeil 1982).
 * @param target 0 or 1 a row
 * @param scores on any scale, or their `rank`
 * @param weights at least 0; default 1 each
 * @returns in [0, 1]; NaN without rows, with one class only, or with a NaN among the scores
 */
export function areaUnderRoc(target: Numbers, scores: Numbers | Ranking, weights?: Numbers): number {
  if (weights === undefined && !('order' in scores)) {
    requireSameLength(target, scores)
    const parted = partedScores(target, scores)
    if (parted !== undefined) return areaOfParted(parted)
  }
  const points = operatingPoints(target, scores, weights)
  if (!points.known) return NaN
  let area = 0
  let above = 0
  let right = 0
  for (let i = 0; i < points.thresholds.length; i++) {
    area += ((above + points.truePositives[i]) / 2) * (points.falsePositives[i] - right)
    above = points.truePositives[i]
    right = points.falsePositives[i]
  }
  return area / points.positives / points.negatives
}

interface PartedScores {
  /** Ascending. */
  readonly ofOne: Float64Array
  readonly ofZero: Float64Array
}

/**
 * The scores of each outcome: numbers alone are sorted several times faster than rows, which early stopping, that
 * asks after every tree, is glad of.
 * @returns undefined where a score is NaN or a target is neither 0 nor 1
 */
function partedScores(target: Numbers, scores: Numbers): PartedScores | undefined {
  const ofOne = new Float64Array(target.length)
  const ofZero = new Float64Array(target.length)
  let ones = 0
  let zeros = 0
  for (let row = 0; row < target.length; row++) {
    if (Number.isNaN(scores[row])) return undefined
    if (target[row] === 1) ofOne[ones++] = scores[row]
    else if (target[row] === 0) ofZero[zeros++] = scores[row]
    else return undefined
  }
  return { ofOne: ofOne.subarray(0, ones).sort(), ofZero: ofZero.subarray(0, zeros).sort() }
}

/** Mann and Whitney's count of pairs; sums of halves are exact, so it equals the area to the last bit. */
function areaOfParted({ ofOne, ofZero }: PartedScores): number {
  if (ofOne.length === 0 || ofZero.length === 0) return NaN
  let pairs = 0
  let below = 0
  let upTo = 0
  for (const score of ofOne) {
    while (below < ofZero.length && ofZero[below] < score) below++
    upTo = Math.max(upTo, below)
    while (upTo < ofZero.length && ofZero[upTo] === score) upTo++
    pairs += (below + upTo) / 2
  }
  return pairs / ofOne.length / ofZero.length
}

/**
 * Kolmogorov and Smirnov's distance between the scores of the two classes: the largest difference between the
 * true and the false positive rate over all thresholds.
 * @returns in [0, 1]; NaN where `areaUnderRoc` is
 */
export function kolmogorovSmirnov(target: Numbers, scores: Numbers | Ranking, weights?: Numbers): number {
  const points = operatingPoints(target, scores, weights)
  if (!points.known) return NaN
  let distance = 0
  for (let i = 0; i < points.thresholds.length; i++) {
    const difference =
      points.truePositives[i] / points.positives - points.falsePositives[i] / points.negatives
    distance = Math.max(distance, Math.abs(difference))
  }
  return distance
}
