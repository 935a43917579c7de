import { type Numbers, requireSameLength, weightedMean } from './numbers.js'

/**
 * How far a probability is kept from 0 and 1 before its logarithm is taken: the spacing of doubles at 1, as in
 * scikit-learn. A sure prediction that is wrong costs about 36 and not infinity.
 */
const CLIP = Number.EPSILON

/**
 * Mean logarithmic loss (cross-entropy) in nats: -log of the probability given to what happened.
 * @param target 0 or 1 a row
 * @param probability of 1, in [0, 1]
 * @param weights at least 0; default 1 each
 * @returns at least 0; NaN without rows or with a NaN among the probabilities
 */
export function logLoss(target: Numbers, probability: Numbers, weights?: Numbers): number {
  requireSameLength(target, probability, weights)
  return weightedMean(target.length, weights, (row) => {
    const p = Math.min(1 - CLIP, Math.max(CLIP, probability[row]))
    return -(target[row] * Math.log(p) + (1 - target[row]) * Math.log1p(-p))
  })
}

/** Smallest and largest probability that `logOdds` takes as it is: log odds of about -36 to 36. */
const SMALLEST = 1e-16
const LARGEST = 1 - Number.EPSILON / 2

/**
 * log(p / (1 - p)).
 * @param probability in [0, 1]; the ends give about -37 and 37; NaN gives NaN
 */
export function logOdds(probability: number): number {
  const p = Math.min(LARGEST, Math.max(SMALLEST, probability))
  return Math.log(p) - Math.log1p(-p)
}

/**
 * The inverse of `logOdds`, 1 / (1 + exp(-z)), kept strictly inside (0, 1).
 * @param z any number; NaN gives NaN
 */
export function probabilityOf(z: number): number {
  const p = z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))
  return Math.min(LARGEST, Math.max(SMALLEST, p))
}
