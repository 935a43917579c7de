import { ForetellError } from '../../../shared/errors.js'
import { type Objective, type Outcomes, weightedMean } from '../objective.js'
import {
  type Censoring,
  type FailureDistribution,
  failureDistributions,
  LEAST_HESSIAN,
  MOST_GRADIENT,
  MOST_HESSIAN,
} from './failure-distribution.js'

/** A likelihood below this counts as this. */
const LEAST_LIKELIHOOD = 1e-12

/**
 * Accelerated failure time: the logarithm of a time is the score plus noise, of which a right-censored row says only
 * that it was large enough (Barnwal, Cho and Hocking, "Survival regression with accelerated failure time model in
 * XGBoost", 2020). The prediction is a time.
 * @param name of the noise's distribution
 * @param scale of the noise, above 0
 */
export function failureTime(name: keyof typeof failureDistributions, scale: number): Objective {
  const noise = failureDistributions[name]
  return {
    name: 'aft',
    task: 'survival',
    link: 'exponential',
    outputs(data) {
      checkTimes(data)
      return 1
    },
    initialScores: (data) => [likeliestScore(noise, scale, data)],
    derive([scores], data, [{ gradients, hessians }]) {
      for (let row = 0; row < data.target.length; row++) {
        const weight = data.weights === undefined ? 1 : data.weights[row]
        const [gradient, hessian] = derivatives(noise, scale, scores[row], data, row)
        gradients[row] = gradient * weight
        hessians[row] = hessian * weight
      }
    },
    loss: ([scores], data) =>
      weightedMean(data.target.length, data.weights, (row) => lossOf(noise, scale, scores[row], data, row)),
  }
}

function upperOf({ target, upper }: Outcomes, row: number): number {
  return upper === undefined ? target[row] : upper[row]
}

function lossOf(
  noise: FailureDistribution,
  scale: number,
  score: number,
  data: Outcomes,
  row: number,
): number {
  const [lower, upper] = [data.target[row], upperOf(data, row)]
  if (lower === upper) {
    const density = noise.density((Math.log(lower) - score) / scale)
    return -Math.log(Math.max(density / (scale * lower), LEAST_LIKELIHOOD))
  }
  const above = upper === Infinity ? 1 : noise.share((Math.log(upper) - score) / scale)
  const below = lower <= 0 ? 0 : noise.share((Math.log(lower) - score) / scale)
  return -Math.log(Math.max(above - below, LEAST_LIKELIHOOD))
}

/** First and second derivative of the loss of a row by its score. */
function derivatives(
  noise: FailureDistribution,
  scale: number,
  score: number,
  data: Outcomes,
  row: number,
): readonly [number, number] {
  const [lower, upper] = [data.target[row], upperOf(data, row)]
  if (lower === upper) {
    const z = (Math.log(lower) - score) / scale
    const [density, slope] = [noise.density(z), noise.slope(z)]
    return limited(
      noise,
      scale,
      'none',
      z > 0,
      [slope, scale * density],
      [slope * slope - density * noise.curve(z), (scale * density) ** 2],
    )
  }
  const isRight = upper === Infinity
  const isLeft = lower <= 0
  const zUpper = isRight ? 0 : (Math.log(upper) - score) / scale
  const zLower = isLeft ? 0 : (Math.log(lower) - score) / scale
  const share = (isRight ? 1 : noise.share(zUpper)) - (isLeft ? 0 : noise.share(zLower))
  const density = (isRight ? 0 : noise.density(zUpper)) - (isLeft ? 0 : noise.density(zLower))
  const slope = (isRight ? 0 : noise.slope(zUpper)) - (isLeft ? 0 : noise.slope(zLower))
  return limited(
    noise,
    scale,
    isLeft ? 'left' : isRight ? 'right' : 'interval',
    zUpper > 0 || zLower > 0,
    [density, scale * share],
    [density * density - share * slope, (scale * share) ** 2],
  )
}

type Fraction = readonly [numerator: number, denominator: number]

/** Both fractions, their limits where nothing is left to divide by, within what a row may pull and bend. */
function limited(
  noise: FailureDistribution,
  scale: number,
  censoring: Censoring,
  above: boolean,
  first: Fraction,
  second: Fraction,
): readonly [number, number] {
  let gradient = first[0] / first[1]
  if (first[1] < LEAST_LIKELIHOOD && !Number.isFinite(gradient)) {
    gradient = noise.farGradient(censoring, above, scale)
  }
  let hessian = second[0] / second[1]
  if (second[1] < LEAST_LIKELIHOOD && !Number.isFinite(hessian)) {
    hessian = noise.farHessian(censoring, above, scale)
  }
  return [
    Math.max(-MOST_GRADIENT, Math.min(MOST_GRADIENT, gradient)),
    Math.max(LEAST_HESSIAN, Math.min(MOST_HESSIAN, hessian)),
  ]
}

/** The constant score of the largest likelihood, by Newton's steps from the mean logarithm. */
function likeliestScore(noise: FailureDistribution, scale: number, data: Outcomes): number {
  const { target, weights } = data
  let score = weightedMean(target.length, weights, (row) => {
    const [lower, upper] = [target[row], upperOf(data, row)]
    return Math.log(Math.max(Number.MIN_VALUE, lower > 0 ? lower : upper === Infinity ? 1 : upper / 2))
  })
  for (let step = 0; step < 50; step++) {
    let [gradient, hessian] = [0, 0]
    for (let row = 0; row < target.length; row++) {
      const weight = weights === undefined ? 1 : weights[row]
      const [first, second] = derivatives(noise, scale, score, data, row)
      gradient += first * weight
      hessian += second * weight
    }
    // Far from the optimum the curvature says little, so no step is longer than the scale.
    const change = Math.max(-scale, Math.min(scale, -gradient / hessian))
    score += change
    if (Math.abs(change) < 1e-10) break
  }
  return score
}

function checkTimes(data: Outcomes): void {
  const { target, upper } = data
  const refuse = (expected: string, got: string): never => {
    throw new ForetellError('DATASET_INVALID', { values: { expected, got } })
  }
  if (upper !== undefined && upper.length !== target.length) {
    refuse(`an upper bound for each of ${target.length} rows`, `${upper.length} upper bounds`)
  }
  target.forEach((lower, row) => {
    const most = upperOf(data, row)
    if (!(most >= lower)) refuse('upper bounds of at least the target', `${most} in row ${row}`)
    if (lower < 0 || (lower === 0 && most === 0)) refuse('times above 0', `${lower} in row ${row}`)
  })
}
