import { softmax } from '../metrics/softmax.js'
import { addProducts, addTransposed, type Design } from './design.js'
import type { Objective } from './minimise.js'
import { dividerBy, meanProducts } from './objective.js'

/**
 * (sum of weight x -log probability of the class that came + l2 / 2 x |coefficients|^2) / (sum of weights), as a
 * function of the coefficients and the intercept of each class, class after class. Intercepts have no penalty;
 * only their differences matter, and the search keeps their sum.
 * @param rates share of each class, above 0
 */
export function multinomialObjective(
  design: Design,
  target: Float64Array,
  weights: Float64Array,
  rates: Float64Array,
  l2: number,
): Objective {
  const { rows, width } = design
  const classes = rates.length
  const stride = width + 1
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const scores = new Float64Array(rows * classes)
  const column = new Float64Array(rows)
  const products = meanProducts(design, weights)
  const dividers = Array.from(rates, (rate) => dividerBy(products, rate * (1 - rate), l2 / total))
  return {
    size: classes * stride,
    evaluate(point, gradient) {
      for (let own = 0; own < classes; own++) {
        const part = point.subarray(own * stride, (own + 1) * stride)
        column.fill(part[width])
        addProducts(design, part, column)
        for (let row = 0; row < rows; row++) scores[row * classes + own] = column[row]
      }
      let value = 0
      for (let row = 0; row < rows; row++) {
        const start = row * classes
        const came = scores[start + target[row]]
        value += weights[row] * (logSumExp(scores, start, classes) - came)
      }
      softmax(scores, classes)
      for (let own = 0; own < classes; own++) {
        const part = point.subarray(own * stride, (own + 1) * stride)
        const slopes = gradient.subarray(own * stride, (own + 1) * stride)
        let interceptSlope = 0
        for (let row = 0; row < rows; row++) {
          column[row] = weights[row] * (scores[row * classes + own] - (target[row] === own ? 1 : 0))
          interceptSlope += column[row]
        }
        slopes.fill(0)
        addTransposed(design, column, slopes)
        for (let i = 0; i < width; i++) {
          value += (l2 / 2) * part[i] * part[i]
          slopes[i] = (slopes[i] + l2 * part[i]) / total
        }
        slopes[width] = interceptSlope / total
      }
      return value / total
    },
    precondition(vector) {
      dividers.forEach((divide, own) => divide(vector.subarray(own * stride, (own + 1) * stride)))
    },
  }
}

/** Logarithm of the sum of exponentials, without overflow. */
function logSumExp(scores: Float64Array, start: number, count: number): number {
  let largest = -Infinity
  for (let at = start; at < start + count; at++) largest = Math.max(largest, scores[at])
  let sum = 0
  for (let at = start; at < start + count; at++) sum += Math.exp(scores[at] - largest)
  return largest + Math.log(sum)
}
