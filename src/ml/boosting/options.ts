import type { FitOptions } from '../model.js'
import type { BoostedModel } from './boosted-model.js'

/** What a fit of boosting takes beside its data. */
export interface BoostingOptions extends FitOptions {
  /**
   * A model whose predictions the new trees correct; what is returned has its trees and the new ones. It must have the
   * same columns, kind of target and classes. Bins are found anew.
   */
  readonly continueFrom?: BoostedModel
  /**
   * Scores that the training rows have before any tree, rows x outputs, row after row (`init_score` of LightGBM). They
   * are no part of the model: whoever predicts adds them to its scores.
   */
  readonly initialScores?: Float64Array
  /** The same of the validation rows. */
  readonly validationScores?: Float64Array
  /** Called after each round. @returns false to stop here */
  readonly onRound?: (round: BoostingRound) => boolean | undefined
}

export interface BoostingRound {
  /** From 1 on. */
  readonly round: number
  /** The metric on the validation rows, by default the loss; NaN without any. */
  readonly validation: number
  /** The loss on the training rows; it is calculated when it is asked for. */
  readonly loss: () => number
}
