import { choleskyFactorise, choleskySolve } from './cholesky.js'
import { addProducts, addTransposed, type Design, denseRow } from './design.js'
import type { Objective } from './minimise.js'

/** What a row's raw prediction costs, and how the cost changes with it. */
export interface Loss {
  /** At least 0. */
  value(raw: number, target: number): number
  slope(raw: number, target: number): number
  /** The second derivative, at least 0. */
  bend(raw: number, target: number): number
  /** The second derivative near the solution: roughly, as it only guides the search. */
  readonly curvature: number
}

/** -log likelihood of 0 or 1 under log odds `raw`. */
export function logisticLoss(baseRate: number): Loss {
  return {
    // log(1 + exp(z)) - y z, arranged so that neither exponential overflows.
    value: (z, y) => Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))),
    slope: (z, y) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))) - y,
    bend: (z) => 1 / (2 + Math.exp(z) + Math.exp(-z)),
    curvature: baseRate * (1 - baseRate),
  }
}

export const squaredLoss: Loss = {
  value: (z, y) => (z - y) ** 2 / 2,
  slope: (z, y) => z - y,
  bend: () => 1,
  curvature: 1,
}

/** -log likelihood of a count whose mean is exp(raw), without the part that no coefficient moves; means near 1. */
export const poissonLoss: Loss = {
  value: (z, y) => Math.exp(z) - y * z,
  slope: (z, y) => Math.exp(z) - y,
  bend: (z) => Math.exp(z),
  curvature: 1,
}

/** Above this many coefficients the inverse Hessian is approximated by its diagonal. */
const DENSE_WIDTH = 1000
/** Multiplications spent on the approximate Hessian; its rows are chosen to stay near it. */
const HESSIAN_WORK = 5e8

/**
 * (sum of weight x loss + l2 / 2 x |coefficients|^2) / (sum of weights), as a function of the coefficients
 * followed by the intercept, which is not penalised.
 */
export function penalisedLoss(
  design: Design,
  target: Float64Array,
  weights: Float64Array,
  loss: Loss,
  l2: number,
): Objective {
  const { rows, width } = design
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const raw = new Float64Array(rows)
  const slopes = new Float64Array(rows)
  return {
    size: width + 1,
    evaluate(point, gradient) {
      raw.fill(point[width])
      addProducts(design, point, raw)
      let value = 0
      let interceptSlope = 0
      for (let row = 0; row < rows; row++) {
        value += weights[row] * loss.value(raw[row], target[row])
        slopes[row] = weights[row] * loss.slope(raw[row], target[row])
        interceptSlope += slopes[row]
      }
      gradient.fill(0)
      addTransposed(design, slopes, gradient)
      for (let i = 0; i < width; i++) {
        value += (l2 / 2) * point[i] * point[i]
        gradient[i] = (gradient[i] + l2 * point[i]) / total
      }
      gradient[width] = interceptSlope / total
      return value / total
    },
    precondition: preconditioner(design, weights, loss.curvature, l2 / total),
  }
}

/** Divides by the Hessian of the loss with constant curvature, over all rows or an even sample of them. */
function preconditioner(
  design: Design,
  weights: Float64Array,
  curvature: number,
  penalty: number,
): (vector: Float64Array) => void {
  return dividerBy(meanProducts(design, weights), curvature, penalty)
}

/** The weighted mean of (row x row transposed), or its diagonal when `dense` is false; the last column is ones. */
export interface MeanProducts {
  readonly size: number
  readonly dense: boolean
  /** size x size of which the lower triangle counts, or size. */
  readonly values: Float64Array
}

/** Of all rows, or of an even sample of them when they are many. */
export function meanProducts(design: Design, weights: Float64Array): MeanProducts {
  const size = design.width + 1
  const dense = size <= DENSE_WIDTH
  const values = new Float64Array(dense ? size * size : size)
  const wanted = dense ? Math.max(4 * size, HESSIAN_WORK / (size * size)) : HESSIAN_WORK / size
  const stride = Math.max(1, Math.floor(design.rows / wanted))
  const one = new Float64Array(size)
  let total = 0
  for (let row = 0; row < design.rows; row += stride) {
    denseRow(design, row, one)
    one[size - 1] = 1
    total += weights[row]
    if (dense) addOuterProduct(values, one, weights[row])
    else for (let i = 0; i < size; i++) values[i] += weights[row] * one[i] * one[i]
  }
  for (let i = 0; i < values.length; i++) values[i] /= total
  return { size, dense, values }
}

/**
 * Divides a vector by `curvature x products + penalty x identity` (the last coefficient, the intercept, has no
 * penalty).
 */
export function dividerBy(
  { size, dense, values }: MeanProducts,
  curvature: number,
  penalty: number,
): (vector: Float64Array) => void {
  const hessian = values.map((value) => value * curvature)
  // The intercept has no penalty; without a floor, nor has a column that the sample missed.
  const floor = 1e-8 * curvature
  for (let i = 0; i < size; i++) {
    hessian[dense ? i * size + i : i] += i < size - 1 ? Math.max(penalty, floor) : floor
  }
  if (!dense) {
    return (vector) => {
      for (let i = 0; i < size; i++) vector[i] /= hessian[i]
    }
  }
  const diagonal = Float64Array.from({ length: size }, (_, i) => hessian[i * size + i])
  if (choleskyFactorise(hessian, size)) return (vector) => choleskySolve(hessian, size, vector)
  return (vector) => {
    for (let i = 0; i < size; i++) vector[i] /= diagonal[i]
  }
}

/** Lower triangle only. */
function addOuterProduct(matrix: Float64Array, values: Float64Array, factor: number): void {
  const size = values.length
  for (let i = 0; i < size; i++) {
    const scaled = factor * values[i]
    if (scaled === 0) continue
    for (let j = 0, at = i * size; j <= i; j++, at++) matrix[at] += scaled * values[j]
  }
}
