import { type Numbers, requireSameLength, totalWeight, weightedMean } from './numbers.js'
import { type ReliabilityBin, reliabilityTable, type ReliabilityOptions } from './reliability.js'

/**
 * Brier's score: the mean squared distance of the probability from what happened (Brier 1950).
 * @param target 0 or 1 a row
 * @param probability of 1, in [0, 1]
 * @param weights at least 0; default 1 each
 * @returns in [0, 1]; NaN without rows or with a NaN among the probabilities
 */
export function brier(target: Numbers, probability: Numbers, weights?: Numbers): number {
  requireSameLength(target, probability, weights)
  return weightedMean(target.length, weights, (row) => (probability[row] - target[row]) ** 2)
}

/** `brier = reliability - resolution + uncertainty + withinBins`, to rounding. */
export interface BrierDecomposition {
  readonly brier: number
  /** Promises against outcomes of the bins: 0 is perfect, lower is better. */
  readonly reliability: number
  /** How far the bins' outcomes lie from the base rate: higher is better. */
  readonly resolution: number
  /** base rate x (1 - base rate): what a forecast that knows only the base rate scores. */
  readonly uncertainty: number
  /** What the bins hide: variance within them less twice the covariance with the outcome. */
  readonly withinBins: number
}

/**
 * Murphy's decomposition (1973) over the bins of `reliabilityTable`, with the within-bin part of Stephenson,
 * Coelho and Jolliffe (2008), without which the parts do not add up for probabilities that vary inside a bin.
 * @returns NaN in every part without rows or with a NaN among the probabilities
 */
export function brierDecomposition(
  target: Numbers,
  probability: Numbers,
  options: ReliabilityOptions = {},
): BrierDecomposition {
  const score = brier(target, probability, options.weights)
  if (Number.isNaN(score)) {
    return { brier: NaN, reliability: NaN, resolution: NaN, uncertainty: NaN, withinBins: NaN }
  }
  const { weights } = options
  const baseRate = weightedMean(target.length, weights, (row) => target[row])
  const bins = reliabilityTable(target, probability, options)
  const overBins = (part: (bin: ReliabilityBin) => number): number =>
    bins.reduce((sum, bin) => sum + bin.weight * part(bin), 0) / totalWeight(target.length, weights)
  return {
    brier: score,
    reliability: overBins((bin) => (bin.predicted - bin.observed.value) ** 2),
    resolution: overBins((bin) => (bin.observed.value - baseRate) ** 2),
    uncertainty: baseRate * (1 - baseRate),
    withinBins: weightedMean(target.length, weights, (row) => {
      const bin = binOf(bins, probability[row])
      const shift = probability[row] - bin.predicted
      return shift * shift - 2 * shift * (target[row] - bin.observed.value)
    }),
  }
}

function binOf(bins: readonly ReliabilityBin[], probability: number): ReliabilityBin {
  return bins.find((bin) => probability <= bin.to) ?? bins[bins.length - 1]
}
