import type { Coding } from '../trees/coding.js'
import type { Engine } from './engine.js'
import type { DerivedLoss } from './kernel-plan.js'

/**
 * The rows of one fit, made ready to grow trees on: their codes, their scores, and the derivatives of the loss at
 * these. Whoever opens it closes it.
 */
export interface GrowthRows {
  readonly rows: number
  readonly validationRows: number
  readonly codings: readonly Coding[]
  /** Columns with more than one code among the rows: the others are never split. */
  readonly splittable: readonly number[]
  readonly engine: Engine
  /** Scores of an output, those of the validation rows behind those that are learned from. To be written to. */
  scores(output: number): Float64Array
  /** What `Engine.start` reads. To be written to. */
  derivatives(output: number): Derivatives
  /** Derives a loss at the scores of the only output, where that is quicker than by `derivatives`. */
  readonly derive?: ((loss: DerivedLoss) => void) | undefined
  close(): void
}

/** First and second derivative of the loss by the score of each row; the second is not negative. */
export interface Derivatives {
  readonly gradients: Float32Array
  readonly hessians: Float32Array
}
