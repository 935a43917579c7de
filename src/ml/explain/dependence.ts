import type { Frame } from '../frame.js'
import { frameRows } from '../split/rows.js'
import {
  anyMissing,
  type Axis,
  axisOf,
  columnNamed,
  constantColumn,
  evenlySpacedRows,
  pointCount,
  withColumn,
} from './grid.js'
import { predictionOf, type Predictor } from './predictor.js'

/** What a model predicts on average when one column is set to a value, all others being as they are. */
export type Dependence = NumericDependence | CategoryDependence

export interface NumericDependence {
  readonly kind: 'numeric'
  readonly name: string
  /** Ascending by value. */
  readonly points: readonly { readonly value: number; readonly prediction: number }[]
  /** With the value missing; only where the frame misses some. */
  readonly missing?: number
}

export interface CategoryDependence {
  readonly kind: 'category'
  readonly name: string
  /** The most frequent level first. */
  readonly points: readonly { readonly level: string; readonly prediction: number }[]
  readonly missing?: number
}

export interface DependenceOptions {
  /** Most points; at least 2. Default 20. */
  readonly points?: number
  /** The points of a numeric column, in place of those chosen from the frame. */
  readonly values?: readonly number[]
  /** Most rows averaged over, evenly spaced in the frame. Default 1000. */
  readonly rows?: number
  /** Which class of a multiclass model. Default the first. */
  readonly output?: number
}

/** The predictions of single rows when one column is set to a value: one curve a row. */
export interface IndividualDependence {
  /** The points of every curve. */
  readonly axis: Axis
  /** Which rows of the frame the curves are of. */
  readonly rows: Uint32Array
  /** rows x points, row after row. */
  readonly curves: Float64Array
  /** With the value missing, one a row; only where the frame misses some. */
  readonly missing?: Float64Array
}

export interface IndividualOptions extends DependenceOptions {
  /** Measures each curve from its own first point, so that curves of different shape stand out. */
  readonly centred?: boolean
}

/**
 * Individual conditional expectation (Goldstein, Kapelner, Bleich and Pitkin, "Peeking inside the black box",
 * 2015): where curves are not parallel, the column interacts with others, which their mean hides.
 * @returns `model.predict` (probabilities for classification) or what the function gives; centred: differences
 * @throws ForetellError `COLUMN_MISSING` when the frame has no such column, or lacks another input
 */
export function individualDependence(
  predictor: Predictor,
  frame: Frame,
  name: string,
  { points = 20, values, rows = 1000, output, centred = false }: IndividualOptions = {},
): IndividualDependence {
  const column = columnNamed(frame, name)
  const chosen = values !== undefined && column.kind === 'numeric'
  const axis: Axis = chosen ? { kind: 'numeric', name, values: [...values] } : axisOf(column, points)
  const kept = evenlySpacedRows(frame.rows, rows)
  const sample = frameRows(frame, kept)
  const predict = predictionOf(predictor, output)
  const predictAt = (point: number | undefined): Float64Array =>
    predict(withColumn(sample, constantColumn(column, axis, point, sample.rows)))

  const width = pointCount(axis)
  const curves = new Float64Array(sample.rows * width)
  const start = centred && width > 0 ? predictAt(0).slice() : new Float64Array(sample.rows)
  for (let point = 0; point < width; point++) {
    predictAt(point).forEach((value, row) => (curves[row * width + point] = value - start[row]))
  }
  return {
    axis,
    rows: kept,
    curves,
    ...(anyMissing(column) ? { missing: predictAt(undefined).map((value, row) => value - start[row]) } : {}),
  }
}

/**
 * Partial dependence (Friedman, "Greedy function approximation", 2001, section 8.2): the mean of the curves of
 * `individualDependence`. It answers for columns that vary independently; where they do not, some of the averaged
 * rows cannot exist, and `accumulatedEffects` is the better question.
 * @returns means of `model.predict`: probabilities for classification; NaN for a frame without rows
 * @throws ForetellError `COLUMN_MISSING` when the frame has no such column, or lacks another input
 */
export function partialDependence(
  predictor: Predictor,
  frame: Frame,
  name: string,
  options: DependenceOptions = {},
): Dependence {
  const { axis, rows, curves, missing } = individualDependence(predictor, frame, name, options)
  const width = pointCount(axis)
  const sums = new Float64Array(width)
  for (let i = 0; i < curves.length; i++) sums[i % width] += curves[i]
  const absent =
    missing === undefined ? {} : { missing: missing.reduce((sum, value) => sum + value, 0) / rows.length }
  const predictionAt = (point: number): number => sums[point] / rows.length
  return axis.kind === 'numeric'
    ? {
        kind: 'numeric',
        name,
        points: axis.values.map((value, point) => ({ value, prediction: predictionAt(point) })),
        ...absent,
      }
    : {
        kind: 'category',
        name,
        points: axis.levels.map((level, point) => ({ level, prediction: predictionAt(point) })),
        ...absent,
      }
}
