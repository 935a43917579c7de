import type { NumericColumn } from '../frame.js'
import { moments } from './moments.js'

/**
 * How a linear model reads a column of numbers: clamped to the range seen, on a logarithmic scale when its tails
 * are heavy, then with mean 0 and deviation 1; a missing value becomes the median, and its absence a column.
 */
export interface NumericEncoding {
  readonly kind: 'numeric'
  readonly name: string
  /** Undefined when the column never varied: there is nothing to learn from its values. */
  readonly scale?: NumericScale | undefined
  /** Whether values were missing in training, so that absence has a coefficient of its own. */
  readonly absence: boolean
}

export interface NumericScale {
  /** In place of a missing value. */
  readonly median: number
  /** Values (infinities too) are clamped to this range, so that a wild one cannot run away with the score. */
  readonly low: number
  readonly high: number
  /** sign(x) log(1 + |x|) instead of x. */
  readonly logarithmic: boolean
  /** Of the clamped, perhaps logarithmic values. */
  readonly mean: number
  readonly deviation: number
}

/** Share of the rows (by weight) that is clamped on either side. */
const WINSORIZED = 0.001
/** Kurtosis from which tails count as heavy: the normal distribution has 3, the exponential 9. */
const HEAVY = 6

/** @param weights above 0; default 1 each */
export function fitNumericEncoding(column: NumericColumn, weights?: Float64Array): NumericEncoding {
  const { name, values } = column
  const present = finiteRows(values)
  let absence = false
  for (const value of values) if (Number.isNaN(value)) absence = true
  const scale = fitScale(values, present, weights)
  // A column that is always missing says as little as one that never is.
  return { kind: 'numeric', name, scale, absence: absence && present.length > 0 }
}

/** Mean 0 and deviation 1 over the training rows. */
export function encodeNumber(value: number, scale: NumericScale): number {
  const known = Number.isNaN(value) ? scale.median : value
  const clamped = Math.min(scale.high, Math.max(scale.low, known))
  return ((scale.logarithmic ? signedLogarithm(clamped) : clamped) - scale.mean) / scale.deviation
}

function fitScale(
  values: Float64Array,
  present: Uint32Array,
  weights: Float64Array | undefined,
): NumericScale | undefined {
  if (present.length === 0) return undefined
  present.sort((a, b) => values[a] - values[b])
  const smallest = values[present[0]]
  const largest = values[present[present.length - 1]]
  if (smallest === largest) return undefined
  const quantile = weightedQuantiles(values, present, weights)
  let [low, high] = [quantile(WINSORIZED), quantile(1 - WINSORIZED)]
  // A flag that is set for a handful of rows would be clamped away.
  if (low === high) [low, high] = [smallest, largest]
  const clamped = Float64Array.from(present, (row) => Math.min(high, Math.max(low, values[row])))
  const counts = weights === undefined ? undefined : Float64Array.from(present, (row) => weights[row])
  const plain = moments(clamped, counts)
  const logarithms = clamped.map(signedLogarithm)
  const logged = moments(logarithms, counts)
  const logarithmic = plain.kurtosis > HEAVY && logged.kurtosis < 0.9 * plain.kurtosis
  const { mean, deviation } = logarithmic ? logged : plain
  if (!(deviation > 0)) return undefined
  return { median: quantile(0.5), low, high, logarithmic, mean, deviation }
}

function finiteRows(values: Float64Array): Uint32Array {
  const rows: number[] = []
  for (let row = 0; row < values.length; row++) if (Number.isFinite(values[row])) rows.push(row)
  return Uint32Array.from(rows)
}

/** The smallest value with at least the given share of the weight at or below it: a row of weight 2 is two rows. */
function weightedQuantiles(
  values: Float64Array,
  sorted: Uint32Array,
  weights: Float64Array | undefined,
): (share: number) => number {
  const upTo = new Float64Array(sorted.length)
  let total = 0
  for (let i = 0; i < sorted.length; i++) {
    total += weights === undefined ? 1 : weights[sorted[i]]
    upTo[i] = total
  }
  return (share) => {
    const index = upTo.findIndex((weight) => weight >= share * total)
    return values[sorted[index === -1 ? sorted.length - 1 : index]]
  }
}

function signedLogarithm(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value))
}
