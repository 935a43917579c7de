import type { Column, Frame } from '../ml/frame.js'

/** The mean outcome by value of one feature, learned from some rows and asked of others. */
export interface SingleFeatureModel {
  readonly feature: string
  /** @returns the smoothed mean outcome of the value's bin; of all rows for a level that was never seen */
  predict(column: Column): Float64Array
}

/** So many bins of equal rows a numeric feature is cut into, beside one for missing. */
const bins = 32
/** A bin's mean is drawn to the mean of all as if so many rows more were in it: small bins say little. */
const pull = 10

/**
 * Learns the mean outcome of each quantile bin or level. It is how one feature alone would predict: a bound on
 * what "one column explains it" can mean, and blind to no monotone or curved relation.
 * @param target 0 or 1, or an amount
 */
export function fitSingleFeature(column: Column, target: Float64Array): SingleFeatureModel {
  const overall = target.reduce((sum, value) => sum + value, 0) / target.length
  const { feature, binOf, count } = binning(column)
  const sums = new Float64Array(count)
  const rows = new Float64Array(count)
  const assigned = binOf(column)
  for (let i = 0; i < target.length; i++) {
    sums[assigned[i]] += target[i]
    rows[assigned[i]]++
  }
  const means = sums.map((sum, bin) => (sum + pull * overall) / (rows[bin] + pull))
  return {
    feature,
    predict: (asked) => Float64Array.from(binOf(asked), (bin) => (bin < count ? means[bin] : overall)),
  }
}

interface Binning {
  readonly feature: string
  readonly count: number
  /** A bin beyond `count` stands for what was not there when the bins were made. */
  readonly binOf: (column: Column) => Int32Array
}

function binning(column: Column): Binning {
  if (column.kind === 'category') {
    const known = new Map(column.levels.map((level, code) => [level, code]))
    const missing = column.levels.length
    return {
      feature: column.name,
      count: missing + 1,
      binOf: (asked) => {
        if (asked.kind !== 'category') return new Int32Array(rowsOf(asked)).fill(missing + 1)
        const own = asked.levels.map((level) => known.get(level) ?? missing + 1)
        return asked.codes.map((code) => (code < 0 ? missing : own[code]))
      },
    }
  }
  const edges = quantileEdges(column.values, bins)
  const missing = edges.length + 1
  return {
    feature: column.name,
    count: missing + 1,
    binOf: (asked) => {
      if (asked.kind !== 'numeric') return new Int32Array(rowsOf(asked)).fill(missing + 1)
      return Int32Array.from(asked.values, (value) =>
        Number.isNaN(value) ? missing : binIndex(edges, value),
      )
    },
  }
}

/**
 * Rising cuts that divide the values into `count` bins of nearly equal rows; fewer where values repeat.
 * A value at or below `edges[i]` and above `edges[i - 1]` is in bin i. NaN is left out.
 */
export function quantileEdges(values: Float64Array, count: number): Float64Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const edges: number[] = []
  for (let cut = 1; cut < count; cut++) {
    const edge = sorted[Math.floor((cut * sorted.length) / count)]
    if (edge !== undefined && edge > (edges.at(-1) ?? -Infinity) && edge < sorted[sorted.length - 1]) {
      edges.push(edge)
    }
  }
  return Float64Array.from(edges)
}

/** The number of edges below the value: 0 to `edges.length`. */
export function binIndex(edges: Float64Array, value: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (edges[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** The column of a name; undefined when the frame has none. */
export function columnNamed(frame: Frame, name: string): Column | undefined {
  return frame.columns.find((column) => column.name === name)
}

function rowsOf(column: Column): number {
  return column.kind === 'numeric' ? column.values.length : column.codes.length
}
