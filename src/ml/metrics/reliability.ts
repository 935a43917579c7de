import { CONFIDENCE, type Interval } from './interval.js'
import { type Numbers, requireSameLength } from './numbers.js'
import { wilsonInterval } from './wilson.js'

/** Rows with like probabilities: what was promised, and what came. */
export interface ReliabilityBin {
  /** Lowest and highest probability in the bin. */
  readonly from: number
  readonly to: number
  readonly rows: number
  /** Sum of the rows' weights; the number of rows without weights. */
  readonly weight: number
  /** Mean probability. */
  readonly predicted: number
  /** Share of target 1, with its Wilson interval. */
  readonly observed: Interval
}

export interface ReliabilityOptions {
  /** How many bins at most, at least 1. Default 10. */
  readonly bins?: number
  readonly weights?: Numbers
  /** Of the intervals. Default 0.95. */
  readonly confidence?: number
}

/**
 * The reliability table: bins of equal weight along the probability, so that each bin says equally much (bins of
 * equal width are mostly empty for rare outcomes). Equal probabilities are never parted, so there may be fewer
 * bins than asked for; a constant prediction has one.
 * @param target 0 or 1 a row
 * @param probability of 1, in [0, 1]
 * @returns bins from the lowest probability up; none without rows; rows with NaN probability are left out
 */
export function reliabilityTable(
  target: Numbers,
  probability: Numbers,
  options: ReliabilityOptions = {},
): ReliabilityBin[] {
  const { bins = 10, weights, confidence = CONFIDENCE } = options
  requireSameLength(target, probability, weights)
  const order = ascending(probability, weights)
  const total = order.reduce((sum, row) => sum + (weights === undefined ? 1 : weights[row]), 0)
  const table: ReliabilityBin[] = []
  let before = 0
  let bin = emptyBin()
  order.forEach((row, position) => {
    addRow(bin, target[row], probability[row], weights === undefined ? 1 : weights[row])
    const last = position === order.length - 1
    const tied = !last && probability[order[position + 1]] === probability[row]
    const full = before + bin.weight >= nextBoundary(before, total, bins)
    if (last || (full && !tied)) {
      table.push(closeBin(bin, confidence))
      before += bin.weight
      bin = emptyBin()
    }
  })
  return table
}

/**
 * Where the bin that begins at `before` ends. Boundaries are shares of the whole and not of what is left, so
 * that a run of ties moves the ones inside it and none behind it. The slack forgives the rounding of sums.
 */
function nextBoundary(before: number, total: number, bins: number): number {
  const slack = 1e-9
  return ((Math.floor((before / total) * bins + slack) + 1 - slack) * total) / bins
}

interface OpenBin {
  from: number
  to: number
  rows: number
  weight: number
  squaredWeight: number
  predicted: number
  observed: number
}

function emptyBin(): OpenBin {
  return { from: NaN, to: NaN, rows: 0, weight: 0, squaredWeight: 0, predicted: 0, observed: 0 }
}

function addRow(bin: OpenBin, target: number, probability: number, weight: number): void {
  if (bin.rows === 0) bin.from = probability
  bin.to = probability
  bin.rows++
  bin.weight += weight
  bin.squaredWeight += weight * weight
  bin.predicted += weight * probability
  bin.observed += weight * target
}

function closeBin(bin: OpenBin, confidence: number): ReliabilityBin {
  const effectiveRows = (bin.weight * bin.weight) / bin.squaredWeight
  return {
    from: bin.from,
    to: bin.to,
    rows: bin.rows,
    weight: bin.weight,
    // Rounding of the sum must not carry the mean out of its bin.
    predicted: Math.min(bin.to, Math.max(bin.from, bin.predicted / bin.weight)),
    observed: wilsonInterval(Math.min(1, bin.observed / bin.weight), effectiveRows, confidence),
  }
}

function ascending(probability: Numbers, weights: Numbers | undefined): number[] {
  const order: number[] = []
  for (let row = 0; row < probability.length; row++) {
    const counts = weights === undefined || weights[row] > 0
    if (counts && !Number.isNaN(probability[row])) order.push(row)
  }
  return order.sort((a, b) => probability[a] - probability[b] || a - b)
}
