import { type Numbers, requireSameLength } from './numbers.js'
import { rank } from './operating-points.js'

/**
 * Gini coefficient of a ranking by value: twice the area between the curve of value found, going down the
 * ranking, and the diagonal. Equal predictions find their value together.
 * @param target at least 0 a row (what the customer was worth)
 * @param predicted on any scale
 * @returns in (-1, 1); NaN without rows, without any value, or with a NaN
 */
export function gini(target: Numbers, predicted: Numbers): number {
  requireSameLength(target, predicted)
  const { order, ends, unknown } = rank(predicted)
  let total = 0
  for (let row = 0; row < target.length; row++) total += target[row]
  if (unknown || !(total > 0)) return NaN
  let area = 0
  let found = 0
  let position = 0
  for (const end of ends) {
    const before = found
    const start = position
    for (; position < end; position++) found += target[order[position]]
    area += ((before + found) / 2) * (end - start)
  }
  return (2 * area) / (total * target.length) - 1
}

/**
 * Gini of the predictions over that of a perfect ranking: how much of the concentration of value is found. For a
 * target of 0 and 1 it equals `2 x areaUnderRoc - 1`.
 * @returns in [-1, 1]; NaN where `gini` is, and when all targets are equal
 */
export function normalisedGini(target: Numbers, predicted: Numbers): number {
  const perfect = gini(target, target)
  return perfect > 0 ? gini(target, predicted) / perfect : NaN
}
