import { CONFIDENCE, type Interval } from './interval.js'
import { midRanks } from './mid-ranks.js'
import { normalDistribution, normalQuantile } from './normal.js'
import { type Numbers, requireSameLength } from './numbers.js'
import { areaUnderRoc } from './roc.js'

/**
 * Interval of the area under the ROC curve by DeLong, DeLong and Clarke-Pearson (1988), with the midranks of
 * Sun and Xu (2014), laid on the scale of log odds so that it stays inside (0, 1). Where the estimated variance
 * is 0 (the classes are parted perfectly, or one has a single row) it inverts the variance of Hanley and McNeil
 * (1982) instead, as Newcombe (2006) does: a perfect score on ten rows is no proof.
 * @param target 0 or 1 a row
 * @param score on any scale
 * @param confidence in (0, 1)
 * @returns NaN around the whole of [0, 1] where `areaUnderRoc` is NaN
 */
export function delongInterval(target: Numbers, score: Numbers, confidence = CONFIDENCE): Interval {
  const value = areaUnderRoc(target, score)
  if (Number.isNaN(value)) return { value, low: 0, high: 1 }
  const z = normalQuantile((1 + confidence) / 2)
  const parts = placements(target, score)
  const deviation = Math.sqrt(covariance(parts, parts))
  if (!(deviation > 1e-12)) return scoreInterval(value, parts, z)
  const centre = Math.log(value / (1 - value))
  const half = (z * deviation) / (value * (1 - value))
  return { value, low: logistic(centre - half), high: logistic(centre + half) }
}

/** How much better one score ranks than another on the same rows. */
export interface AreaDifference extends Interval {
  /** Two-sided, of no difference. 1 when both rank all rows alike. */
  readonly pValue: number
}

/**
 * Paired difference of two areas under the ROC curve, `a` less `b`, on the same rows (DeLong et al. 1988). The
 * pairing makes it far narrower than two intervals side by side.
 * @returns NaN around [-1, 1] where either area is NaN
 */
export function delongDifference(
  target: Numbers,
  a: Numbers,
  b: Numbers,
  confidence = CONFIDENCE,
): AreaDifference {
  const value = areaUnderRoc(target, a) - areaUnderRoc(target, b)
  if (Number.isNaN(value)) return { value, low: -1, high: 1, pValue: NaN }
  const first = placements(target, a)
  const second = placements(target, b)
  const variance = covariance(first, first) + covariance(second, second) - 2 * covariance(first, second)
  // A class with a single row has no variance to estimate: nothing is then ruled out.
  if (Number.isNaN(variance)) return { value, low: -1, high: 1, pValue: NaN }
  const deviation = Math.sqrt(Math.max(0, variance))
  const half = normalQuantile((1 + confidence) / 2) * deviation
  const pValue =
    deviation === 0 ? (value === 0 ? 1 : 0) : 2 * normalDistribution(-Math.abs(value) / deviation)
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half), pValue }
}

/** For each row, the share of the other class that it is rightly ranked against. */
interface Placements {
  readonly positives: Float64Array
  readonly negatives: Float64Array
}

function placements(target: Numbers, score: Numbers): Placements {
  requireSameLength(target, score)
  const all = midRanks(score)
  const of = (wanted: number): { rows: number[]; own: Float64Array } => {
    const rows: number[] = []
    for (let row = 0; row < target.length; row++) if (target[row] === wanted) rows.push(row)
    return { rows, own: midRanks(rows.map((row) => score[row])) }
  }
  const ones = of(1)
  const zeros = of(0)
  // The rank among all less the rank among its own counts the rows of the other class below it.
  return {
    positives: Float64Array.from(ones.rows, (row, i) => (all[row] - ones.own[i]) / zeros.rows.length),
    negatives: Float64Array.from(zeros.rows, (row, i) => 1 - (all[row] - zeros.own[i]) / ones.rows.length),
  }
}

/** Covariance of two areas; with the same placements twice, the variance of one. */
function covariance(a: Placements, b: Placements): number {
  return (
    sampleCovariance(a.positives, b.positives) / a.positives.length +
    sampleCovariance(a.negatives, b.negatives) / a.negatives.length
  )
}

function sampleCovariance(a: Float64Array, b: Float64Array): number {
  const meanOf = (list: Float64Array): number => list.reduce((sum, x) => sum + x, 0) / list.length
  const meanA = meanOf(a)
  const meanB = meanOf(b)
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] - meanA) * (b[i] - meanB)
  return sum / (a.length - 1)
}

/** All areas that the one seen does not contradict: |seen - area| <= z x deviation(area). */
function scoreInterval(value: number, parts: Placements, z: number): Interval {
  const far = (area: number): boolean =>
    Math.abs(value - area) >
    z * Math.sqrt(hanleyVariance(area, parts.positives.length, parts.negatives.length))
  return { value, low: boundary(0, value, far), high: boundary(1, value, far) }
}

/** Hanley and McNeil's variance of an area, from exponentially distributed scores. */
function hanleyVariance(area: number, positives: number, negatives: number): number {
  const bothPositive = area / (2 - area)
  const bothNegative = (2 * area * area) / (1 + area)
  const sum =
    area * (1 - area) +
    (positives - 1) * (bothPositive - area * area) +
    (negatives - 1) * (bothNegative - area * area)
  return Math.max(0, sum) / (positives * negatives)
}

/** Where `far` changes between an outer and an inner point, by halving to the precision of doubles. */
function boundary(outer: number, inner: number, far: (area: number) => boolean): number {
  if (!far(outer)) return outer
  for (let step = 0; step < 60; step++) {
    const middle = (outer + inner) / 2
    if (far(middle)) outer = middle
    else inner = middle
  }
  return inner
}

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z))
}
