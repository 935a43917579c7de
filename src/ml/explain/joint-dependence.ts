import type { Frame } from '../frame.js'
import { frameRows } from '../split/rows.js'
import type { DependenceOptions } from './dependence.js'
import {
  type Axis,
  axisOf,
  columnNamed,
  constantColumn,
  evenlySpacedRows,
  pointCount,
  withColumn,
} from './grid.js'
import { predictionOf, type Predictor } from './predictor.js'

/** What is predicted on average when two columns are set to values, all others being as they are. */
export interface JointDependence {
  readonly first: Axis
  readonly second: Axis
  /** first points x second points, all of the second for the first point of the first, and so on. */
  readonly predictions: Float64Array
}

export interface JointOptions extends Omit<DependenceOptions, 'values'> {
  /** The points of numeric columns, in place of those chosen from the frame. */
  readonly values?: readonly [readonly number[] | undefined, readonly number[] | undefined]
}

/**
 * Partial dependence on two columns (Friedman 2001). It costs `points^2 x rows` predictions.
 * @param names of two different columns, numeric or categories
 * @param options by default 10 points a column and 500 rows
 * @throws ForetellError `COLUMN_MISSING`
 */
export function jointDependence(
  predictor: Predictor,
  frame: Frame,
  names: readonly [string, string],
  { points = 10, rows = 500, output, values }: JointOptions = {},
): JointDependence {
  const columns = [columnNamed(frame, names[0]), columnNamed(frame, names[1])] as const
  const [first, second] = columns.map((column, which): Axis => {
    const chosen = values?.[which]
    return chosen !== undefined && column.kind === 'numeric'
      ? { kind: 'numeric', name: column.name, values: chosen }
      : axisOf(column, points)
  })
  const sample = frameRows(frame, evenlySpacedRows(frame.rows, rows))
  const predict = predictionOf(predictor, output)
  const predictions = new Float64Array(pointCount(first) * pointCount(second))
  for (let one = 0; one < pointCount(first); one++) {
    const half = withColumn(sample, constantColumn(columns[0], first, one, sample.rows))
    for (let other = 0; other < pointCount(second); other++) {
      const predicted = predict(withColumn(half, constantColumn(columns[1], second, other, sample.rows)))
      const sum = predicted.reduce((total, value) => total + value, 0)
      predictions[one * pointCount(second) + other] = sum / sample.rows
    }
  }
  return { first, second, predictions }
}
