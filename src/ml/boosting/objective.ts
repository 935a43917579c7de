import type { Dataset } from '../frame.js'
import type { Derivatives } from '../growing/growth-rows.js'
import type { DerivedLoss } from '../growing/kernel-plan.js'
import type { Task } from '../model.js'
import type { LinkName } from './link.js'

/** What is learned from, without its columns. `scores` and derivatives are by output, then by row. */
export type Outcomes = Pick<Dataset, 'target' | 'weights' | 'upper'>

/**
 * What boosting minimises. Raw predictions ("scores") are log odds, logarithms or values, whatever the loss takes; a
 * model of several classes has a score for each. Own objectives are objects of this kind.
 */
export interface Objective {
  /** Stored with the model. */
  readonly name: string
  readonly task: Task
  /** From scores to predictions. */
  readonly link: LinkName
  /** Scores of a row. @throws ForetellError `DATASET_INVALID` when the target is not what this loss is of */
  outputs(data: Outcomes): number
  /** The best constant score of each output. */
  initialScores(data: Outcomes): number[]
  /** Writes the derivatives of the loss by the scores of each row, times the row's weight. Second ones: 0 and above. */
  derive(scores: readonly Float64Array[], data: Outcomes, into: readonly Derivatives[]): void
  /** Weighted mean loss of the rows: what early stopping watches unless a metric is named. */
  loss(scores: readonly Float64Array[], data: Outcomes): number
  /** What a leaf of these rows (ascending) shall add, where it is not what the derivatives say: a percentile. */
  readonly renew?: (rows: Int32Array, scores: Float64Array, data: Outcomes) => number
  /** The kernel that derives it, with the same result to the last bit. */
  readonly kernel?: DerivedLoss
}

/** Mean of something of each row, by their weights. */
export function weightedMean(
  rows: number,
  weights: Float64Array | undefined,
  value: (row: number) => number,
): number {
  let sum = 0
  let total = 0
  for (let row = 0; row < rows; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    sum += value(row) * weight
    total += weight
  }
  return sum / total
}
