import { ForetellError } from '../../shared/errors.js'
import type { Frame, NumericColumn } from '../frame.js'
import { frameRows } from '../split/rows.js'
import { columnNamed, evenlySpacedRows, withColumn } from './grid.js'
import { intervalsOf, quantileEdges } from './intervals.js'
import { predictionOf, type Predictor } from './predictor.js'

/** What two columns do together, beyond what each does alone. */
export interface AccumulatedPairEffects {
  readonly names: readonly [string, string]
  /** Ascending ends of the intervals of each column. */
  readonly edges: readonly [readonly number[], readonly number[]]
  /** edges x edges, all of the second for the first edge of the first, and so on; the mean over the rows is 0. */
  readonly effects: Float64Array
  /** intervals x intervals: rows of each cell. Where it is 0 the effect was taken from the nearest cell with rows. */
  readonly rows: Float64Array
}

export interface AccumulatedPairOptions {
  /** Most intervals of each column; at least 1. Default 10. */
  readonly points?: number
  /** Ascending ends of the intervals of each, in place of their quantiles; rows beyond are left out. */
  readonly edges?: readonly [readonly number[], readonly number[]]
  /** Most rows used, evenly spaced in the frame. Default 10,000. */
  readonly rows?: number
  readonly output?: number
}

/**
 * Accumulated local effects of second order (Apley and Zhu 2020, section 3.2; ALEPlot): the pure interaction of two
 * numeric columns. All zeros mean that what one does is independent of the other.
 * @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND` for a category
 */
export function accumulatedPairEffects(
  predictor: Predictor,
  frame: Frame,
  names: readonly [string, string],
  { points = 10, edges, rows = 10_000, output }: AccumulatedPairOptions = {},
): AccumulatedPairEffects {
  const sample = frameRows(frame, evenlySpacedRows(frame.rows, rows))
  const columns = [numericColumn(sample, names[0]), numericColumn(sample, names[1])] as const
  const first = edges?.[0] ?? quantileEdges(columns[0].values, points)
  const second = edges?.[1] ?? quantileEdges(columns[1].values, points)
  const cells = cellsOf(columns, first, second)
  const changes = changesOf(predictionOf(predictor, output), sample, columns, first, second, cells)
  const size = { first: Math.max(0, first.length - 1), second: Math.max(0, second.length - 1) }
  const counts = new Float64Array(size.first * size.second)
  const means = new Float64Array(counts.length)
  cells.rows.forEach((_, i) => {
    const cell = cells.first[i] * size.second + cells.second[i]
    counts[cell]++
    means[cell] += changes[i]
  })
  counts.forEach((count, cell) => (means[cell] /= count))
  if (cells.rows.length === 0) {
    return {
      names,
      edges: [first, second],
      effects: new Float64Array(first.length * second.length),
      rows: counts,
    }
  }
  fillFromNearest(means, counts, first, second)
  return {
    names,
    edges: [first, second],
    effects: centredEffects(means, counts, size.first, size.second),
    rows: counts,
  }
}

function numericColumn(frame: Frame, name: string): NumericColumn {
  const column = columnNamed(frame, name)
  if (column.kind === 'numeric') return column
  throw new ForetellError('COLUMN_KIND', { values: { column: name, expected: 'numeric', got: column.kind } })
}

/** The rows inside both ranges and the interval of each on both columns. */
interface Cells {
  readonly rows: Uint32Array
  readonly first: Int32Array
  readonly second: Int32Array
}

function cellsOf(
  [one, other]: readonly [NumericColumn, NumericColumn],
  first: readonly number[],
  second: readonly number[],
): Cells {
  const inFirst = intervalsOf(one.values, first)
  const within = Float64Array.from(inFirst.rows, (row) => other.values[row])
  const inSecond = intervalsOf(within, second)
  return {
    rows: Uint32Array.from(inSecond.rows, (i) => inFirst.rows[i]),
    first: Int32Array.from(inSecond.rows, (i) => inFirst.interval[i]),
    second: inSecond.interval,
  }
}

/** How much more moving along the second column does at the upper end of the first than at its lower, one a row. */
function changesOf(
  predict: (frame: Frame) => Float64Array,
  frame: Frame,
  [one, other]: readonly [NumericColumn, NumericColumn],
  first: readonly number[],
  second: readonly number[],
  cells: Cells,
): Float64Array {
  if (cells.rows.length === 0) return new Float64Array(0)
  const inside = frameRows(frame, cells.rows)
  const corner = (a: 0 | 1, b: 0 | 1): Float64Array => {
    const moved = withColumn(inside, {
      ...one,
      values: Float64Array.from(cells.first, (at) => first[at + a]),
    })
    const both = { ...other, values: Float64Array.from(cells.second, (at) => second[at + b]) }
    return predict(withColumn(moved, both)).slice()
  }
  const [low, right, up, both] = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)]
  return both.map((value, i) => value - right[i] - (up[i] - low[i]))
}

/** Gives cells without rows what the nearest with rows has, by midpoints as shares of each range. */
function fillFromNearest(
  means: Float64Array,
  counts: Float64Array,
  first: readonly number[],
  second: readonly number[],
): void {
  const x = midpoints(first)
  const y = midpoints(second)
  const filled = [...counts.keys()].filter((cell) => counts[cell] > 0)
  counts.forEach((count, cell) => {
    if (count > 0) return
    const distance = (to: number): number =>
      (x[Math.floor(cell / y.length)] - x[Math.floor(to / y.length)]) ** 2 +
      (y[cell % y.length] - y[to % y.length]) ** 2
    const nearest = filled.reduce((best, to) => (distance(to) < distance(best) ? to : best))
    means[cell] = means[nearest]
  })
}

function midpoints(edges: readonly number[]): number[] {
  const range = edges[edges.length - 1] - edges[0]
  return edges.slice(1).map((edge, i) => (edge / 2 + edges[i] / 2) / range)
}

/** Sums up in both directions and takes out what each column does alone, and the mean. */
function centredEffects(means: Float64Array, counts: Float64Array, m: number, n: number): Float64Array {
  const width = n + 1
  const sums = new Float64Array((m + 1) * width)
  for (let i = 1; i <= m; i++) {
    for (let j = 1; j <= n; j++) {
      sums[i * width + j] =
        means[(i - 1) * n + j - 1] +
        sums[(i - 1) * width + j] +
        sums[i * width + j - 1] -
        sums[(i - 1) * width + j - 1]
    }
  }
  const at = (i: number, j: number): number => sums[i * width + j]
  const count = (i: number, j: number): number => counts[(i - 1) * n + j - 1]
  const ofFirst = mainEffect(
    m,
    n,
    count,
    (i, j) => (at(i, j) - at(i - 1, j) + at(i, j - 1) - at(i - 1, j - 1)) / 2,
  )
  const ofSecond = mainEffect(
    n,
    m,
    (j, i) => count(i, j),
    (j, i) => (at(i, j) - at(i, j - 1) + at(i - 1, j) - at(i - 1, j - 1)) / 2,
  )
  const pure = sums.map((sum, k) => sum - ofFirst[Math.floor(k / width)] - ofSecond[k % width])
  let mean = 0
  let total = 0
  for (let i = 1; i <= m; i++) {
    for (let j = 1; j <= n; j++) {
      const corners = [
        pure[(i - 1) * width + j - 1],
        pure[(i - 1) * width + j],
        pure[i * width + j - 1],
        pure[i * width + j],
      ]
      mean += (count(i, j) * (corners[0] + corners[1] + corners[2] + corners[3])) / 4
      total += count(i, j)
    }
  }
  return pure.map((value) => value - mean / total)
}

/** Running sum of the mean change along one direction, over the rows of the other. */
function mainEffect(
  along: number,
  across: number,
  count: (i: number, j: number) => number,
  change: (i: number, j: number) => number,
): Float64Array {
  const effect = new Float64Array(along + 1)
  for (let i = 1; i <= along; i++) {
    let sum = 0
    let rows = 0
    for (let j = 1; j <= across; j++) {
      sum += count(i, j) * change(i, j)
      rows += count(i, j)
    }
    effect[i] = effect[i - 1] + (rows > 0 ? sum / rows : 0)
  }
  return effect
}
