import { requireSameLength } from '../metrics/numbers.js'

/** All rows of one score. */
export interface ScorePoint {
  readonly x: number
  /** Weighted share of target 1. */
  readonly y: number
  readonly weight: number
}

/**
 * Rows gathered by their score, in ascending order. Rows without a score or without weight are left out.
 * @throws ForetellError `LENGTHS_DIFFER`
 */
export function scorePoints(
  scores: ArrayLike<number>,
  target: ArrayLike<number>,
  weights?: ArrayLike<number>,
): ScorePoint[] {
  requireSameLength(target, scores, weights)
  const rows: number[] = []
  for (let row = 0; row < scores.length; row++) {
    if (!Number.isNaN(scores[row]) && (weights === undefined || weights[row] > 0)) rows.push(row)
  }
  rows.sort((a, b) => scores[a] - scores[b] || a - b)
  const points: ScorePoint[] = []
  for (let start = 0; start < rows.length;) {
    const x = scores[rows[start]]
    let weight = 0
    let positives = 0
    for (; start < rows.length && scores[rows[start]] === x; start++) {
      const own = weights === undefined ? 1 : weights[rows[start]]
      weight += own
      positives += own * target[rows[start]]
    }
    points.push({ x, y: positives / weight, weight })
  }
  return points
}
