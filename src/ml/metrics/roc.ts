import type { Numbers } from './numbers.js'
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
