import { CONFIDENCE, type Interval } from './interval.js'
import { type Numbers } from './numbers.js'
import { type OperatingPoints, operatingPoints, type Ranking } from './operating-points.js'
import { wilsonInterval } from './wilson.js'

/**
 * Cumulative gain: the share of all positives found among the given share of rows with the highest scores. Where
 * the border falls into equal scores, as many of their positives count as a random order would find.
 * @param share of the rows that is contacted, in [0, 1]
 * @returns in [0, 1]; NaN without rows, with one class only, or with a NaN among the scores
 */
export function gain(target: Numbers, scores: Numbers | Ranking, share: number, weights?: Numbers): number {
  const points = operatingPoints(target, scores, weights)
  return points.known ? foundAt(points, share) / points.positives : NaN
}

/**
 * Lift: how many times more positives the given share of rows with the highest scores holds than as many rows
 * drawn at random would.
 * @param share of the rows that is contacted, in (0, 1]
 * @returns at least 0, at most 1 / share; NaN where `gain` is, and for a share of 0
 */
export function lift(target: Numbers, scores: Numbers | Ranking, share = 0.1, weights?: Numbers): number {
  return gain(target, scores, share, weights) / share
}

/** One slice of the rows from the highest score down. */
export interface GainRow {
  /** Of all rows, contacted up to and with this slice: 0.1, 0.2, ... */
  readonly share: number
  /** Lowest score in the slice. */
  readonly threshold: number
  /** Weight of the slice; expected positives in it (not whole where equal scores cross its border). */
  readonly weight: number
  readonly positives: number
  /** Share of positives in the slice, with its Wilson interval. */
  readonly rate: Interval
  /** `rate` over the base rate. */
  readonly lift: number
  /** Share of all positives found up to and with this slice. */
  readonly gain: number
  /** `gain / share`. */
  readonly cumulativeLift: number
}

/**
 * The table of gains and lifts over slices of equal size.
 * @returns slices from the highest scores down; none where `gain` is NaN
 */
export function gainTable(
  target: Numbers,
  scores: Numbers | Ranking,
  options: { readonly bins?: number; readonly weights?: Numbers; readonly confidence?: number } = {},
): GainRow[] {
  const { bins = 10, weights, confidence = CONFIDENCE } = options
  const points = operatingPoints(target, scores, weights)
  if (!points.known) return []
  const total = points.positives + points.negatives
  const table: GainRow[] = []
  let found = 0
  for (let bin = 1; bin <= bins; bin++) {
    const share = bin / bins
    const foundNow = foundAt(points, share)
    const weight = total / bins
    const positives = foundNow - found
    // Interpolation may carry the rate past its ends by a rounding error.
    const rate = Math.min(1, Math.max(0, positives / weight))
    table.push({
      share,
      threshold: points.thresholds[pointAt(points, share)],
      weight,
      positives,
      rate: wilsonInterval(rate, weight, confidence),
      lift: rate / (points.positives / total),
      gain: foundNow / points.positives,
      cumulativeLift: foundNow / points.positives / share,
    })
    found = foundNow
  }
  return table
}

/** Weight of positives among the `share` of rows with the highest scores. */
function foundAt(points: OperatingPoints, share: number): number {
  const wanted = share * (points.positives + points.negatives)
  const point = pointAt(points, share)
  const foundBefore = point === 0 ? 0 : points.truePositives[point - 1]
  const before = point === 0 ? 0 : foundBefore + points.falsePositives[point - 1]
  const here = points.truePositives[point] + points.falsePositives[point]
  const part = here === before ? 1 : Math.min(1, Math.max(0, (wanted - before) / (here - before)))
  return foundBefore + part * (points.truePositives[point] - foundBefore)
}

/** The first point that covers the share; the slack forgives rounding of sums. */
function pointAt(points: OperatingPoints, share: number): number {
  const total = points.positives + points.negatives
  const wanted = share * total - 1e-9 * total
  let low = 0
  let high = points.thresholds.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (points.truePositives[middle] + points.falsePositives[middle] >= wanted) high = middle
    else low = middle + 1
  }
  return low
}
