import type { CategoryColumn, NumericColumn } from '../frame.js'
import { requireLength, weightedMean } from '../metrics/numbers.js'

export interface TargetEncodingOptions {
  /** Above 0; default 1 each. */
  readonly weights?: ArrayLike<number>
  /**
   * A level's mean is drawn to the mean of all as if so many more rows of it had been average. At least 0; default
   * 10. `auto` takes for each level the variance within it over the variance of all, as scikit-learn does (empirical
   * Bayes, Micci-Barreca 2001): levels whose rows agree are believed at once, a level of one row too.
   */
  readonly pull?: number | 'auto'
}

/** Each level of a category as one number: the mean target of its rows, drawn to the mean of all where they are few. */
export interface TargetEncoding {
  /** Of all rows: what a missing value and a level never seen become. */
  readonly mean: number
  readonly ofLevel: ReadonlyMap<string, number>
}

/**
 * Learns the encoding (Micci-Barreca 2001). Never apply it to the rows it was learned from and train on the result:
 * each row's own target is in its number then, and a column of pure noise predicts well. Training rows take
 * `crossFittedEncoding`.
 * @param target any finite number a row
 * @throws ForetellError `LENGTHS_DIFFER`
 */
export function fitTargetEncoding(
  column: CategoryColumn,
  target: ArrayLike<number>,
  options: TargetEncodingOptions = {},
): TargetEncoding {
  const rows = Uint32Array.from(column.codes.keys())
  return learn(column, target, rows, options)
}

/**
 * The column as a model should read it. Levels are found by name.
 * @returns a number for every row: missing and unseen become the mean of all (NaN if it was learned from no rows)
 */
export function applyTargetEncoding(column: CategoryColumn, encoding: TargetEncoding): NumericColumn {
  const ofCode = column.levels.map((level) => encoding.ofLevel.get(level) ?? encoding.mean)
  return {
    kind: 'numeric',
    name: column.name,
    values: Float64Array.from(column.codes, (code) => (code < 0 ? encoding.mean : ofCode[code])),
  }
}

/**
 * The column as a model should be trained on it: each row takes the encoding learned from the other folds, so that
 * no target is in its own row (the cross fitting of scikit-learn's TargetEncoder).
 * @param fold of each row, from `stratifiedFolds`, or `groupedFolds` where a customer has many rows
 * @throws ForetellError `LENGTHS_DIFFER`
 */
export function crossFittedEncoding(
  column: CategoryColumn,
  target: ArrayLike<number>,
  fold: Uint32Array,
  options: TargetEncodingOptions = {},
): NumericColumn {
  requireLength('the folds', fold, column.codes.length)
  const rows = Uint32Array.from(column.codes.keys())
  const values = new Float64Array(rows.length)
  for (const own of new Set(fold)) {
    const encoding = learn(
      column,
      target,
      rows.filter((row) => fold[row] !== own),
      options,
    )
    const { values: encoded } = applyTargetEncoding(column, encoding)
    for (const row of rows) if (fold[row] === own) values[row] = encoded[row]
  }
  return { kind: 'numeric', name: column.name, values }
}

function learn(
  column: CategoryColumn,
  target: ArrayLike<number>,
  rows: Uint32Array,
  options: TargetEncodingOptions,
): TargetEncoding {
  const { weights, pull = 10 } = options
  requireLength('the targets', target, column.codes.length)
  if (weights !== undefined) requireLength('the weights', weights, column.codes.length)
  const weightOf = (row: number): number => (weights === undefined ? 1 : weights[row])
  const weightsOfRows = Float64Array.from(rows, weightOf)
  const mean = weightedMean(rows.length, weightsOfRows, (i) => target[rows[i]])
  const spread = weightedMean(rows.length, weightsOfRows, (i) => (target[rows[i]] - mean) ** 2)
  const sums = new Float64Array(column.levels.length)
  const totals = new Float64Array(column.levels.length)
  for (const row of rows) {
    const code = column.codes[row]
    if (code < 0) continue
    sums[code] += weightOf(row) * target[row]
    totals[code] += weightOf(row)
  }
  const within = new Float64Array(column.levels.length)
  for (const row of pull === 'auto' ? rows : []) {
    const code = column.codes[row]
    if (code >= 0) within[code] += weightOf(row) * (target[row] - sums[code] / totals[code]) ** 2
  }
  const ofLevel = new Map<string, number>()
  column.levels.forEach((level, code) => {
    if (totals[code] === 0) return
    const own = pull === 'auto' ? within[code] / totals[code] / spread : pull
    // Of a target that never varies the mean is all there is.
    ofLevel.set(level, Number.isNaN(own) ? mean : (sums[code] + own * mean) / (totals[code] + own))
  })
  return { mean, ofLevel }
}
