import type { CategoryColumn } from '../frame.js'
import type { CategoryCoding, NumericCoding } from '../trees/coding.js'

/** How values become bins. Names are LightGBM's. */
export interface BinningLimits {
  /** Bins of a column at most, the one for missing values included; 255 at most. */
  readonly maxBin: number
  /** Rows a bin, or a category level of its own, holds at least. */
  readonly minDataInBin: number
  /** Rows sampled to find the bins of numbers. */
  readonly binConstructSampleCnt: number
}

/** Values this close to zero share its bin (`kZeroThreshold` in LightGBM). */
const ZERO_WIDTH = 1e-35

/**
 * Finds the bins of numbers, as LightGBM does (`src/io/bin.cpp`): bins of about equal counts, exact where distinct
 * values are few, with zero apart. A column of one value has no thresholds.
 *
 * @param known a sample of the values that are not missing, ascending
 * @param someMissing whether the sample had missing ones: they take a bin of their own, out of `maxBin`
 */
export function numericBins(
  name: string,
  known: Float64Array,
  someMissing: boolean,
  limits: BinningLimits,
): NumericCoding {
  const bins = limits.maxBin - (someMissing ? 1 : 0)
  const thresholds = zeroApart(countDistinct(known), Math.max(1, bins), limits.minDataInBin)
  return { kind: 'numeric', name, thresholds: Float64Array.from(thresholds) }
}

/**
 * The most frequent levels get a code of their own: at most `maxBin` less one for the rest and one for
 * missing, and none with fewer than `minDataInBin` rows unless it is among the first two.
 */
export function categoryBins(column: CategoryColumn, limits: BinningLimits): CategoryCoding {
  const counts = new Float64Array(column.levels.length)
  for (const code of column.codes) if (code >= 0) counts[code]++
  const byCount = column.levels
    .map((level, code) => ({ level, count: counts[code] }))
    .filter(({ count }) => count > 0)
    // Equal counts keep the order of names, so that the order of levels in the frame changes nothing.
    .sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1))
  const levels = byCount
    .filter(({ count }, rank) => rank < 2 || count >= limits.minDataInBin)
    .slice(0, Math.max(1, limits.maxBin - 2))
    .map(({ level }) => level)
  return { kind: 'category', name: column.name, levels }
}

/** Distinct values, ascending, and how often each occurs. */
interface Distinct {
  readonly values: Float64Array
  readonly counts: Float64Array
}

function countDistinct(sorted: Float64Array): Distinct {
  const values = new Float64Array(sorted.length)
  const counts = new Float64Array(sorted.length)
  let size = 0
  for (let i = 0; i < sorted.length; i++) {
    // -0 and 0 are one value.
    if (i === 0 || sorted[i] !== sorted[i - 1]) values[size++] = sorted[i]
    counts[size - 1]++
  }
  return part({ values, counts }, 0, size)
}

function part({ values, counts }: Distinct, begin: number, end: number): Distinct {
  return { values: values.subarray(begin, end), counts: counts.subarray(begin, end) }
}

function total(counts: Float64Array): number {
  let sum = 0
  for (let i = 0; i < counts.length; i++) sum += counts[i]
  return sum
}

/**
 * Thresholds that keep zero in a bin of its own and share the other bins between the negative and the positive
 * values by their counts: "never" and "sometimes" are different things in a column of counts or amounts.
 */
function zeroApart(distinct: Distinct, maxBin: number, minDataInBin: number): number[] {
  const size = distinct.values.length
  const firstZero = firstIndex(distinct.values, (value) => value > -ZERO_WIDTH)
  const firstPositive = firstIndex(distinct.values, (value) => value > ZERO_WIDTH)
  const negative = part(distinct, 0, firstZero)
  const positive = part(distinct, firstPositive, size)
  const nonZero = total(negative.counts) + total(positive.counts)

  const thresholds: number[] = []
  if (firstZero > 0 && maxBin > 1) {
    const share = Math.floor((total(negative.counts) / nonZero) * (maxBin - 1))
    thresholds.push(...equalCounts(negative, Math.max(1, share), minDataInBin))
    if (firstZero < size) thresholds.push(-ZERO_WIDTH)
  }
  const negativeBins = firstZero > 0 ? thresholds.length + (firstZero < size ? 0 : 1) : 0
  const positiveBins = maxBin - 1 - negativeBins
  if (firstPositive < size && positiveBins > 0) {
    if (firstPositive > 0) thresholds.push(ZERO_WIDTH)
    thresholds.push(...equalCounts(positive, positiveBins, minDataInBin))
  }
  return [...new Set(thresholds)].sort((a, b) => a - b)
}

/**
 * Thresholds between bins of about equal counts (`GreedyFindBin` in LightGBM). A value with more rows than an
 * average bin has a bin of its own.
 */
function equalCounts({ values, counts }: Distinct, maxBin: number, minDataInBin: number): number[] {
  const thresholds: number[] = []
  if (values.length <= maxBin) {
    let inBin = 0
    for (let i = 0; i < values.length - 1; i++) {
      inBin += counts[i]
      if (inBin >= minDataInBin) {
        thresholds.push(between(values[i], values[i + 1]))
        inBin = 0
      }
    }
    return thresholds
  }

  const rows = total(counts)
  const bins = Math.max(1, Math.min(maxBin, Math.floor(rows / minDataInBin)))
  const isBig = counts.map((count) => (count >= rows / bins ? 1 : 0))
  let restBins = bins - total(isBig)
  let restRows = rows
  for (let i = 0; i < counts.length; i++) restRows -= isBig[i] * counts[i]
  let meanSize = restRows / restBins
  let inBin = 0
  for (let i = 0; i < values.length - 1 && thresholds.length < bins - 1; i++) {
    if (isBig[i] === 0) restRows -= counts[i]
    inBin += counts[i]
    const full = inBin >= meanSize || (isBig[i + 1] === 1 && inBin >= Math.max(1, meanSize / 2))
    if (isBig[i] === 0 && !full) continue
    thresholds.push(between(values[i], values[i + 1]))
    inBin = 0
    if (isBig[i] === 0) {
      restBins--
      meanSize = restRows / restBins
    }
  }
  return thresholds
}

/** A finite threshold t with `low <= t < high`: halfway where numbers allow it. */
function between(low: number, high: number): number {
  if (low === -Infinity) return high === Infinity ? 0 : -Number.MAX_VALUE
  const middle = low / 2 + high / 2
  return middle < high ? middle : low
}

/** Where ascending values begin to pass a test that holds from some value on, by bisection. */
function firstIndex(values: Float64Array, test: (value: number) => boolean): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (test(values[middle])) high = middle
    else low = middle + 1
  }
  return low
}
