import { ForetellError } from '../../shared/errors.js'

/** One number a row: a typed array or a plain list. */
export type Numbers = ArrayLike<number>

/**
 * Every metric takes the outcome, what was predicted and optionally how much each row counts: one each a row.
 * @throws ForetellError `LENGTHS_DIFFER`
 */
export function requireSameLength(target: Numbers, predicted: Numbers, weights?: Numbers): void {
  requireLength('the predictions', predicted, target.length)
  if (weights !== undefined) requireLength('the weights', weights, target.length)
}

/** @throws ForetellError `LENGTHS_DIFFER` */
export function requireLength(what: string, list: ArrayLike<unknown>, rows: number): void {
  if (list.length === rows) return
  throw new ForetellError('LENGTHS_DIFFER', { values: { what, expected: rows, got: list.length } })
}

/** Sum of the weights, or the number of rows without them. */
export function totalWeight(rows: number, weights: Numbers | undefined): number {
  if (weights === undefined) return rows
  let total = 0
  for (let row = 0; row < rows; row++) total += weights[row]
  return total
}

/**
 * Mean of `valueOf(row)`, weighted.
 * @returns NaN without rows, without weight, or where any value is NaN
 */
export function weightedMean(
  rows: number,
  weights: Numbers | undefined,
  valueOf: (row: number) => number,
): number {
  let sum = 0
  for (let row = 0; row < rows; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    // A row that does not count may hold anything, an infinity too.
    if (weight !== 0) sum += weight * valueOf(row)
  }
  return sum / totalWeight(rows, weights)
}
