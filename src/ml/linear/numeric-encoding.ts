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
/** Values beyond are clamped whatever their share, so that differences and squares stay finite. */
const LARGEST = 1e150
/** Kurtosis from which tails count as heavy: the normal distribution has 3, the exponential 9. */
const HEAVY = 6

/** @param weights above 0; default 1 each */
export function fitNumericEncoding(column: NumericColumn, weights?: Float64Array): NumericEncoding {
  const { name, values } = column
  const known = sortedFinite(values, weights)
  const anyMissing = values.some((value) => Number.isNaN(value))
  return {
    kind: 'numeric',
    name,
    scale: fitScale(known),
    // A column that is always missing says as little as one that never is.
    absence: anyMissing && known.values.length > 0,
  }
}

/** Mean 0 and deviation 1 over the training rows. */
export function encodeNumber(value: number, scale: NumericScale): number {
  const known = Number.isNaN(value) ? scale.median : value
  const clamped = Math.min(scale.high, Math.max(scale.low, known))
  return ((scale.logarithmic ? signedLogarithm(clamped) : clamped) - scale.mean) / scale.deviation
}

/** Finite values in ascending order, each with its weight. */
interface SortedValues {
  readonly values: Float64Array
  readonly weights: Float64Array | undefined
}

function sortedFinite(values: Float64Array, weights: Float64Array | undefined): SortedValues {
  // Sorting numbers is several times faster than sorting rows by them.
  if (weights === undefined) return { values: values.filter(Number.isFinite).sort(), weights }
  const rows = Uint32Array.from(values.keys()).filter((row) => Number.isFinite(values[row]))
  rows.sort((a, b) => values[a] - values[b])
  return {
    values: Float64Array.from(rows, (row) => values[row]),
    weights: Float64Array.from(rows, (row) => weights[row]),
  }
}

function fitScale(known: SortedValues): NumericScale | undefined {
  const { values, weights } = known
  if (values.length === 0 || values[0] === values[values.length - 1]) return undefined
  const [low, high] = clampingRange(known)
  const clamped = values.map((value) => Math.min(high, Math.max(low, value)))
  const plain = moments(clamped, weights)
  const logged = plain.kurtosis > HEAVY ? moments(clamped.map(signedLogarithm), weights) : plain
  const logarithmic = logged.kurtosis < 0.9 * plain.kurtosis
  const { mean, deviation } = logarithmic ? logged : plain
  if (!(deviation > 0)) return undefined
  return { median: quantile(known, 0.5), low, high, logarithmic, mean, deviation }
}

function clampingRange(known: SortedValues): [number, number] {
  const low = quantile(known, WINSORIZED)
  const high = quantile(known, 1 - WINSORIZED)
  // A flag that is set for a handful of rows would be clamped away.
  const range = low < high ? [low, high] : [known.values[0], known.values[known.values.length - 1]]
  return [Math.max(-LARGEST, range[0]), Math.min(LARGEST, range[1])]
}

/** The smallest value with at least the given share of the weight at or below it: a row of weight 2 is two rows. */
function quantile({ values, weights }: SortedValues, share: number): number {
  if (weights === undefined) return values[Math.max(0, Math.ceil(share * values.length) - 1)]
  const wanted = share * weights.reduce((sum, weight) => sum + weight, 0)
  let below = 0
  const index = weights.findIndex((weight) => (below += weight) >= wanted)
  return values[index === -1 ? values.length - 1 : index]
}

function signedLogarithm(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value))
}
