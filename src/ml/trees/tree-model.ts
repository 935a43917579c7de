import type { Model } from '../model.js'
import type { TreeEnsemble } from './ensemble.js'

/** A fitted model that is a sum or a mean of trees: boosted, a forest, or imported. */
export interface TreeModel extends Model {
  readonly ensemble: TreeEnsemble
  /**
   * Turns scores into what `predict` gives, in place.
   * @param scores rows x outputs, row after row
   * @returns the same array
   */
  toPredictions(scores: Float64Array): Float64Array
}
