import { ForetellError } from '../../shared/errors.js'
import { Pace } from '../boosting/pace.js'
import { checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import type { FitOptions } from '../model.js'
import { columnMeans, designOf, type Encoding, fitEncoding } from './design.js'
import type { LinearParts } from './linear-model.js'
import { minimise } from './minimise.js'
import { type Loss, penalisedLoss } from './objective.js'

export interface LinearTask {
  /** Named in errors: "the logistic regression". */
  readonly title: string
  readonly loss: Loss
  /** Strength of the penalty on squared coefficients, above 0. */
  readonly l2: number
  /** The intercept before anything is learned. */
  readonly start: number
  /** False when there is nothing to learn and the start is the answer. */
  readonly learnable: boolean
}

/** One a row. */
export interface LinearRows {
  readonly target: Float64Array
  readonly weights: Float64Array
}

/** @throws ForetellError `DATASET_INVALID` */
export function checkRows(data: Dataset): LinearRows {
  checkDataset(data)
  return { target: data.target, weights: data.weights ?? new Float64Array(data.frame.rows).fill(1) }
}

/** @throws ForetellError `PARAMETER_INVALID` */
export function requirePenalty(l2: number): void {
  // Without a penalty, classes that can be parted have no finite solution.
  if (l2 > 0 && l2 < Infinity) return
  throw new ForetellError('PARAMETER_INVALID', {
    values: { name: 'l2', expected: 'a number above 0', got: l2 },
  })
}

/** Steps that the search takes more or less; only the shown progress rests on it. */
const USUAL_ITERATIONS = 20

/**
 * Prepares the columns, finds the coefficients and keeps what prediction needs.
 * @throws ForetellError `CANCELLED`
 */
export async function fitLinear(
  data: Dataset,
  rows: LinearRows,
  task: LinearTask,
  options: FitOptions,
): Promise<Omit<LinearParts, 'kind'>> {
  const pace = new Pace(task.title, options)
  pace.check()
  const encodings = await encodeColumns(data, pace)
  const design = designOf(data.frame, encodings)
  const objective = penalisedLoss(design, rows.target, rows.weights, task.loss, task.l2)
  const start = new Float64Array(design.width + 1)
  start[design.width] = task.start
  const sweep = 2 * design.rows * design.terms.length
  const { point, iterations, converged } = task.learnable
    ? await minimise(objective, start, (done) => pace.spend(sweep, done / (done + USUAL_ITERATIONS)))
    : { point: start, iterations: 0, converged: true }
  pace.finish()
  return {
    encodings,
    coefficients: Array.from(point.subarray(0, design.width)),
    intercept: point[design.width],
    centres: Array.from(columnMeans(design, rows.weights)),
    fit: { iterations, converged },
  }
}

/** Learns how to read each column. */
export async function encodeColumns(data: Dataset, pace: Pace): Promise<Encoding[]> {
  const encodings: Encoding[] = []
  for (const column of data.frame.columns) {
    encodings.push(fitEncoding(column, data.weights))
    // Sorting a column costs about as much as this many sweeps over it.
    await pace.spend(10 * data.frame.rows, 0)
  }
  return encodings
}
