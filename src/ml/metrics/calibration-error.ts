import { normalDistribution } from './normal.js'
import type { Numbers } from './numbers.js'
import { type ReliabilityBin, reliabilityTable } from './reliability.js'

export interface CalibrationErrorOptions {
  /** How many bins of equal weight at most. Default 10. */
  readonly bins?: number
  readonly weights?: Numbers
  /**
   * Takes off what chance alone adds: even a perfect forecast is off by its bins' sampling noise, and the plain
   * error therefore shrinks with the number of rows. Default false.
   */
  readonly debiased?: boolean
}

/**
 * Expected calibration error: how far the mean probability of a bin lies from the share of target 1 in it, on
 * average over bins of equal weight (Naeini et al. 2015 with the equal-mass bins of Nguyen and O'Connor 2015).
 * The debiased one subtracts the expected excess, taking each bin's share as normal around what was seen
 * (Kumar, Liang and Ma 2019).
 * @param target 0 or 1 a row
 * @param probability of 1, in [0, 1]
 * @returns in [0, 1]; NaN without rows or with a NaN among the probabilities
 */
export function calibrationError(
  target: Numbers,
  probability: Numbers,
  options: CalibrationErrorOptions = {},
): number {
  const { debiased = false, ...binning } = options
  for (let row = 0; row < probability.length; row++) if (Number.isNaN(probability[row])) return NaN
  const table = reliabilityTable(target, probability, binning)
  let sum = 0
  let weight = 0
  for (const bin of table) {
    const distance = Math.abs(bin.predicted - bin.observed.value)
    sum += bin.weight * (debiased ? distance - chanceExcess(distance, bin) : distance)
    weight += bin.weight
  }
  return Math.min(1, Math.max(0, sum / weight))
}

/** How much E|X| exceeds `distance` for X normal around it: the mean of a folded normal less its centre. */
function chanceExcess(distance: number, bin: ReliabilityBin): number {
  const share = bin.observed.value
  const spread = Math.sqrt((share * (1 - share)) / bin.rows)
  if (spread === 0) return 0
  const z = distance / spread
  const folded =
    spread * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) + distance * (1 - 2 * normalDistribution(-z))
  return folded - distance
}
