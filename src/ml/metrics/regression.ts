import { midRanks } from './mid-ranks.js'
import { type Numbers, requireSameLength, weightedMean } from './numbers.js'

/** Square root of the mean squared error. NaN without rows. */
export function rootMeanSquaredError(target: Numbers, predicted: Numbers, weights?: Numbers): number {
  requireSameLength(target, predicted, weights)
  return Math.sqrt(weightedMean(target.length, weights, (row) => (target[row] - predicted[row]) ** 2))
}

/** Mean absolute error. NaN without rows. */
export function meanAbsoluteError(target: Numbers, predicted: Numbers, weights?: Numbers): number {
  requireSameLength(target, predicted, weights)
  return weightedMean(target.length, weights, (row) => Math.abs(target[row] - predicted[row]))
}

/**
 * Coefficient of determination: 1 less the squared error over that of the target's mean.
 * @returns at most 1, below 0 for what is worse than the mean; NaN without rows or for a constant target
 */
export function rSquared(target: Numbers, predicted: Numbers, weights?: Numbers): number {
  requireSameLength(target, predicted, weights)
  const rows = target.length
  const mean = weightedMean(rows, weights, (row) => target[row])
  const spread = weightedMean(rows, weights, (row) => (target[row] - mean) ** 2)
  if (!(spread > 0)) return NaN
  return 1 - weightedMean(rows, weights, (row) => (target[row] - predicted[row]) ** 2) / spread
}

/**
 * Sum of absolute errors over the sum of absolute targets: the percentage error that stays defined when many
 * customers bought nothing (Kolassa and Schuetz 2007 call it MAD/mean).
 * @returns at least 0; NaN without rows or when every target is 0
 */
export function absoluteErrorShare(target: Numbers, predicted: Numbers, weights?: Numbers): number {
  requireSameLength(target, predicted, weights)
  const size = weightedMean(target.length, weights, (row) => Math.abs(target[row]))
  return size > 0 ? meanAbsoluteError(target, predicted, weights) / size : NaN
}

/**
 * Spearman's rank correlation, ties by mid ranks.
 * @returns in [-1, 1]; NaN with fewer than 2 rows, a constant side or a NaN
 */
export function spearman(target: Numbers, predicted: Numbers): number {
  requireSameLength(target, predicted)
  for (let row = 0; row < target.length; row++) {
    if (Number.isNaN(target[row]) || Number.isNaN(predicted[row])) return NaN
  }
  const a = midRanks(target)
  const b = midRanks(predicted)
  const mean = (a.length + 1) / 2
  let together = 0
  let squaresA = 0
  let squaresB = 0
  for (let row = 0; row < a.length; row++) {
    together += (a[row] - mean) * (b[row] - mean)
    squaresA += (a[row] - mean) ** 2
    squaresB += (b[row] - mean) ** 2
  }
  return squaresA > 0 && squaresB > 0 ? together / Math.sqrt(squaresA * squaresB) : NaN
}
