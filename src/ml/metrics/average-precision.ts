import type { Numbers } from './numbers.js'
import { operatingPoints, type Ranking } from './operating-points.js'

/**
 * Average precision: the precision at each threshold, weighted by how much recall the threshold adds. It is the
 * step-wise area under the precision-recall curve (no interpolation, which would be too kind: Davis and
 * Goadrich 2006). A score that says nothing gets the share of positives.
 * @param target 0 or 1 a row
 * @param scores on any scale, or their `rank`
 * @param weights at least 0; default 1 each
 * @returns in (0, 1]; NaN without rows, with one class only, or with a NaN among the scores
 */
export function averagePrecision(target: Numbers, scores: Numbers | Ranking, weights?: Numbers): number {
  const points = operatingPoints(target, scores, weights)
  if (!points.known) return NaN
  let sum = 0
  let found = 0
  for (let i = 0; i < points.thresholds.length; i++) {
    const added = points.truePositives[i] - found
    if (added === 0) continue
    sum += (added * points.truePositives[i]) / (points.truePositives[i] + points.falsePositives[i])
    found = points.truePositives[i]
  }
  return sum / points.positives
}
