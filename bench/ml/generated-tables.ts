import { Random } from '../../src/shared/random.js'
import type { Table, TableColumn, TablePart } from './table.js'

/**
 * 28 numbers a row in the manner of HIGGS: normal, skewed, correlated, rounded and two-valued ones, and an outcome that
 * depends on waves, products, steps and squares of 20 of them. About .83 is the best area under the curve.
 */
export function numericTable(rows: number, testRows: number): Table {
  const random = new Random(7)
  const total = rows + testRows
  const x = Array.from({ length: 28 }, () => Float64Array.from({ length: total }, () => random.normal()))
  for (let row = 0; row < total; row++) {
    x[5][row] = Math.exp(0.5 * x[5][row])
    x[9][row] = Math.abs(x[9][row]) + 0.3 * x[5][row]
    x[13][row] = 0.6 * x[0][row] + 0.8 * x[13][row]
    x[20][row] = Math.round(2 * x[20][row]) / 2
    x[21][row] = Number(x[21][row] > 0.3)
    x[27][row] = x[1][row] * x[2][row] + 0.2 * x[27][row]
  }
  const score = Float64Array.from(
    { length: total },
    (_, row) =>
      0.9 * Math.sin(1.5 * x[0][row]) +
      0.7 * x[1][row] * x[2][row] +
      (x[3][row] > 0.5 ? 0.6 * x[4][row] : 0) -
      0.5 * x[5][row] * x[21][row] +
      0.4 * Math.abs(x[6][row] - x[7][row]) +
      0.3 * x[8][row] ** 2 -
      (x[12][row] > 0 ? 0.3 * x[10][row] * x[11][row] : 0) +
      0.25 * x[13][row] +
      0.2 * x[14][row] -
      0.4 * Math.tanh(x[15][row] * x[16][row]) +
      0.15 * x[20][row],
  )
  const target = outcomes(score, 1.05, random)
  return parts(
    x.map((values, i) => ({ name: `x${i}`, values })),
    target,
    rows,
  )
}

/** Levels of the ten category columns. */
const cardinalities = [3, 4, 8, 12, 20, 30, 50, 80, 120, 200]

/**
 * 40 columns a row, the first ten of them categories of 3 to 200 levels and 30 numbers; 5 % of the values are missing,
 * after the outcome was drawn. Each level has an effect of its own, and five numbers have curved ones.
 */
export function mixedTable(rows: number, testRows: number): Table {
  const random = new Random(8)
  const total = rows + testRows
  const effects = cardinalities.map((levels) => Array.from({ length: levels }, () => 0.6 * random.normal()))
  const codes = cardinalities.map((levels) =>
    // The smaller of two draws: some levels are frequent and some rare.
    Float64Array.from({ length: total }, () => Math.min(random.below(levels), random.below(levels))),
  )
  const x = Array.from({ length: 30 }, () => Float64Array.from({ length: total }, () => random.normal()))
  const score = Float64Array.from({ length: total }, (_, row) => {
    let sum = x[0][row] * x[1][row] + Math.sin(2 * x[2][row]) + 0.5 * x[3][row] ** 2 - 0.4 * x[4][row]
    effects.forEach((effect, column) => (sum += effect[codes[column][row]]))
    return sum
  })
  const target = outcomes(score, 1, random)
  for (const values of [...codes, ...x]) {
    for (let row = 0; row < total; row++) if (random.uniform() < 0.05) values[row] = NaN
  }
  const columns: TableColumn[] = [
    ...codes.map((values, i) => ({ name: `c${i}`, values, levels: cardinalities[i] })),
    ...x.map((values, i) => ({ name: `x${i}`, values })),
  ]
  return parts(columns, target, rows)
}

/** Draws outcomes with log odds of `steepness` times the score less its median, so that about half of them are 1. */
function outcomes(score: Float64Array, steepness: number, random: Random): Float64Array {
  const median = score.toSorted()[score.length >>> 1]
  return score.map((value) => Number(random.uniform() < 1 / (1 + Math.exp(-steepness * (value - median)))))
}

function parts(columns: readonly TableColumn[], target: Float64Array, rows: number): Table {
  const part = (begin: number, end?: number): TablePart => ({
    columns: columns.map((column) => ({ ...column, values: column.values.subarray(begin, end) })),
    target: target.subarray(begin, end),
  })
  return { train: part(0, rows), test: part(rows) }
}
