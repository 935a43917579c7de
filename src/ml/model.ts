import type { Dataset, Frame } from './frame.js'

/**
 * What a target is. `classification`: 0 or 1. `multiclass`: the index of a class. `regression`: a number.
 * `survival`: the time until something happens, of which some are only known to be longer (`Dataset.upper`).
 */
export type Task = 'classification' | 'multiclass' | 'regression' | 'survival'

/** A fitted model. It cannot be changed, and it holds all it needs to predict. */
export interface Model {
  /** `boosting`, `logistic`, ...: the key by which `load` finds the reader. */
  readonly kind: string
  readonly task: Task
  /** Numbers predicted for each row: as many as there are classes for `multiclass`, otherwise 1. */
  readonly outputs: number
  /** Names and kinds of the columns it was fitted on, in order. */
  readonly inputs: readonly ModelInput[]
  /**
   * Classification: probability of 1 in (0, 1). Multiclass: the probability of each class, rows x outputs, row
   * after row. Regression: the value. Survival: the time.
   * Columns are found by name; a category level never seen is handled as unseen, not as an error.
   * @throws ForetellError `COLUMN_MISSING` when the frame lacks an input
   */
  predict(frame: Frame): Float64Array
  /**
   * What each input added to the prediction of each row, before the link (log odds for classification, the
   * score that softmax takes for a class, the logarithm of a survival time; for a forest, which has no link, the
   * probability itself):
   * `baseline + sum(row) = raw prediction`, to 1e-6.
   * @param output which class of a multiclass model; default the first
   */
  contributions(frame: Frame, output?: number): Contributions
  /** Plain data for JSON; `load(model.toJSON())` predicts the same to the last bit. */
  toJSON(): SerialisedModel
}

export interface ModelInput {
  readonly name: string
  readonly kind: 'numeric' | 'category'
}

export interface Contributions {
  readonly baseline: number
  /** rows x inputs, row after row. */
  readonly values: Float64Array
}

/** Versioned plain data. Never executed. */
export interface SerialisedModel {
  readonly format: 'foretell-model'
  readonly version: 1
  readonly kind: string
  readonly [part: string]: unknown
}

export interface FitOptions {
  /** Watches for overfitting where the learner can stop early. */
  readonly validation?: Dataset
  readonly seed?: number
  /**
   * Threads to learn with, where the learner can use several. Default: one for each core, or one alone where there is
   * little to do. What is learned does not depend on it.
   */
  readonly threads?: number
  readonly signal?: AbortSignal
  /** Called now and then with the share of the work done, in [0, 1]. */
  readonly onProgress?: (share: number) => void
}

/** Something that learns. `fit` returns a model and keeps nothing. */
export interface Learner {
  readonly kind: string
  fit(data: Dataset, options?: FitOptions): Promise<Model>
}
