import type { SerialisedModel } from '../model.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import { ensembleJson } from '../trees/ensemble-json.js'
import { EnsembleModel } from '../trees/ensemble-model.js'
import type { OutOfBag } from './out-of-bag.js'
import type { ForestParameters } from './parameters.js'

/** All that a fitted forest is. */
export interface Forest {
  readonly kind: 'random-forest' | 'extra-trees'
  readonly task: ForestParameters['task']
  /** The mean of its trees is the probability of 1, of each class, or the number. */
  readonly ensemble: TreeEnsemble
}

/** Probabilities stay this far inside (0, 1), so that their log odds and log loss are finite. */
const PROBABILITY_MARGIN = 1e-15

/**
 * A random forest or extra trees, fitted. Its scores are means of its trees, predictions before they are kept inside
 * (0, 1), so contributions are of the probability itself; gains are sums of squares taken off, which is Gini impurity
 * for classes.
 */
export class ForestModel extends EnsembleModel {
  readonly kind: Forest['kind']
  readonly task: Forest['task']
  /**
   * What the forest is worth on rows it has not seen. Undefined where every tree sees every row, and in a model that
   * was loaded: it speaks of the training rows, which are not stored.
   */
  readonly outOfBag: OutOfBag | undefined

  constructor({ kind, task, ensemble }: Forest, outOfBag?: OutOfBag) {
    super(ensemble)
    this.kind = kind
    this.task = task
    this.outOfBag = outOfBag
  }

  /** How many trees it averages: for each class as many. */
  get treeCount(): number {
    return this.ensemble.trees.length / this.outputs
  }

  toPredictions(means: Float64Array): Float64Array {
    if (this.task === 'regression') return means
    for (let i = 0; i < means.length; i++) {
      means[i] = Math.min(1 - PROBABILITY_MARGIN, Math.max(PROBABILITY_MARGIN, means[i]))
    }
    return means
  }

  toJSON(): SerialisedModel {
    return {
      format: 'foretell-model',
      version: 1,
      kind: this.kind,
      task: this.task,
      ...ensembleJson(this.ensemble),
    }
  }
}
