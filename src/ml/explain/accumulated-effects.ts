import type { CategoryColumn, Frame, NumericColumn } from '../frame.js'
import { frameRows } from '../split/rows.js'
import { columnNamed, evenlySpacedRows, frequentCodes, withColumn } from './grid.js'
import { intervalsOf, quantileEdges } from './intervals.js'
import { orderBySimilarity } from './level-similarity.js'
import { predictionOf, type Predictor } from './predictor.js'

/** What a column does to predictions, among rows that have its values; 0 is the mean over the rows. */
export type AccumulatedEffects = NumericEffects | CategoryEffects

export interface NumericEffects {
  readonly kind: 'numeric'
  readonly name: string
  /** Ascending; `rows` is how many lie above the value before, up to this one (0 for the first). */
  readonly points: readonly { readonly value: number; readonly effect: number; readonly rows: number }[]
}

export interface CategoryEffects {
  readonly kind: 'category'
  readonly name: string
  /** Similar levels stand next to each other. */
  readonly points: readonly { readonly level: string; readonly effect: number; readonly rows: number }[]
}

export interface AccumulatedOptions {
  /** Most intervals of a numeric column, or levels of a category; at least 1. Default 20. */
  readonly points?: number
  /** Ascending ends of the intervals of a numeric column, in place of its quantiles; rows beyond are left out. */
  readonly edges?: readonly number[]
  /** Most rows used, evenly spaced in the frame. Default 10,000. */
  readonly rows?: number
  /** Which class of a multiclass model. Default the first. */
  readonly output?: number
}

/**
 * Accumulated local effects (Apley and Zhu, "Visualizing the effects of predictor variables in black box
 * supervised learning models", 2020): within each small interval, what moving its own rows from one end to the
 * other does; summed up from the left. Unlike partial dependence it makes no rows that cannot exist when columns
 * are correlated. Levels of a category are first ordered by how similar their rows are in the other columns, and
 * rows are moved to the level next to theirs.
 *
 * Rows that miss the value are left out, as are all but the `points` most frequent levels.
 * @returns no points for a column that is always missing, one with effect 0 for a constant
 * @throws ForetellError `COLUMN_MISSING` when the frame has no such column, or lacks another input
 */
export function accumulatedEffects(
  predictor: Predictor,
  frame: Frame,
  name: string,
  { points = 20, edges, rows = 10_000, output }: AccumulatedOptions = {},
): AccumulatedEffects {
  const sample = frameRows(frame, evenlySpacedRows(frame.rows, rows))
  const predict = predictionOf(predictor, output)
  const column = columnNamed(sample, name)
  return column.kind === 'numeric'
    ? numericEffects(predict, sample, column, edges ?? quantileEdges(column.values, points))
    : categoryEffects(predict, sample, column, points)
}

function numericEffects(
  predict: (frame: Frame) => Float64Array,
  frame: Frame,
  column: NumericColumn,
  edges: readonly number[],
): NumericEffects {
  const { rows, interval } = intervalsOf(column.values, edges)
  const inside = frameRows(frame, rows)
  const moved = (to: 0 | 1): Float64Array =>
    predict(
      withColumn(inside, { ...column, values: Float64Array.from(interval, (at) => edges[at + to]) }),
    ).slice()
  const [low, high] = rows.length === 0 ? [new Float64Array(0), new Float64Array(0)] : [moved(0), moved(1)]
  const counts = new Float64Array(edges.length)
  const changes = new Float64Array(edges.length)
  interval.forEach((at, row) => {
    counts[at + 1]++
    changes[at + 1] += high[row] - low[row]
  })
  const effects = accumulate(changes, counts)
  // A row stands somewhere in its interval: halfway between the effects at its ends.
  let mean = 0
  for (let i = 1; i < edges.length; i++) mean += (counts[i] * (effects[i - 1] + effects[i])) / 2
  mean /= Math.max(1, rows.length)
  return {
    kind: 'numeric',
    name: column.name,
    points: edges.map((value, i) => ({ value, effect: effects[i] - mean, rows: counts[i] })),
  }
}

function categoryEffects(
  predict: (frame: Frame) => Float64Array,
  frame: Frame,
  column: CategoryColumn,
  most: number,
): CategoryEffects {
  const codes = frequentCodes(column.codes, column.levels.length, most)
  const order = orderBySimilarity(frame, column, codes)
  const place = new Int32Array(column.levels.length).fill(-1)
  order.forEach((code, i) => (place[code] = i))
  const rows = Uint32Array.from(column.codes.keys()).filter((row) => {
    const code = column.codes[row]
    return code >= 0 && place[code] >= 0
  })
  const inside = frameRows(frame, rows)
  const places = Int32Array.from(rows, (row) => place[column.codes[row]])
  const counts = new Float64Array(order.length)
  for (const at of places) counts[at]++

  const predictMoved = (by: -1 | 0 | 1): Float64Array =>
    predict(withColumn(inside, { ...column, codes: places.map((at) => order[at + by] ?? order[at]) })).slice()
  const changes = new Float64Array(order.length)
  const moves = new Float64Array(order.length)
  if (rows.length > 0) {
    const [back, own, forth] = [predictMoved(-1), predictMoved(0), predictMoved(1)]
    places.forEach((at, row) => {
      changes[at] += own[row] - back[row]
      moves[at] += at > 0 ? 1 : 0
      if (at + 1 === order.length) return
      changes[at + 1] += forth[row] - own[row]
      moves[at + 1]++
    })
  }
  const effects = accumulate(changes, moves)
  const mean = effects.reduce((sum, effect, i) => sum + effect * counts[i], 0) / Math.max(1, rows.length)
  return {
    kind: 'category',
    name: column.name,
    points: order.map((code, i) => ({
      level: column.levels[code],
      effect: effects[i] - mean,
      rows: counts[i],
    })),
  }
}

/** Running sum of mean changes; where no row moved nothing is known to change. */
function accumulate(changes: Float64Array, moves: Float64Array): Float64Array {
  let sum = 0
  return changes.map((change, i) => (sum += moves[i] > 0 ? change / moves[i] : 0))
}
