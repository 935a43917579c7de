import { ForetellError } from '../../shared/errors.js'
import { checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import type { FitOptions } from '../model.js'
import { columnMeans, designOf, type Encoding, fitEncoding } from './design.js'
import type { LinearParts } from './linear-model.js'
import { minimise } from './minimise.js'
import { type Loss, penalisedLoss } from './objective.js'

export interface LinearTask {
  /** Named in errors: "logistic regression". */
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

/** Prepares the columns, finds the coefficients and keeps what prediction needs. */
export async function fitLinear(
  data: Dataset,
  rows: LinearRows,
  task: LinearTask,
  options: FitOptions,
): Promise<Omit<LinearParts, 'kind'>> {
  const pulse = pulseOf(task.title, data.frame.rows, options)
  const encodings: Encoding[] = []
  for (const column of data.frame.columns) {
    encodings.push(fitEncoding(column, data.weights))
    await pulse(1)
  }
  const design = designOf(data.frame, encodings)
  const objective = penalisedLoss(design, rows.target, rows.weights, task.loss, task.l2)
  const start = new Float64Array(design.width + 1)
  start[design.width] = task.start
  const { point, iterations, converged } = task.learnable
    ? await minimise(objective, start, () => pulse(design.width))
    : { point: start, iterations: 0, converged: true }
  options.onProgress?.(1)
  return {
    encodings,
    coefficients: Array.from(point.subarray(0, design.width)),
    intercept: point[design.width],
    centres: Array.from(columnMeans(design, rows.weights)),
    fit: { iterations, converged },
  }
}

/** Multiplications between two breaths: some tens of milliseconds. */
const BREATH = 2e7

/**
 * Called with the number of columns just worked through: looks at the signal, and now and then lets other work of
 * the process (a cancel request, a progress line) have its turn.
 * @throws ForetellError `CANCELLED`
 */
function pulseOf(title: string, rows: number, options: FitOptions): (columns: number) => Promise<void> {
  let work = 0
  return async (columns) => {
    work += rows * columns
    if (work > BREATH) {
      work = 0
      await new Promise((resolve) => setTimeout(resolve))
    }
    if (options.signal?.aborted === true)
      throw new ForetellError('CANCELLED', { values: { what: `fitting ${title}` } })
  }
}
