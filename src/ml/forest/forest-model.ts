import type { Frame } from '../frame.js'
import type { Contributions, ModelInput, SerialisedModel } from '../model.js'
import type { InputImportance, TreeEnsemble } from '../trees/ensemble.js'
import { ensembleJson } from '../trees/ensemble-json.js'
import type { TreeModel } from '../trees/tree-model.js'
import { TreeScorer } from '../trees/tree-scorer.js'
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

/** A random forest or extra trees, fitted. */
export class ForestModel implements TreeModel {
  readonly kind: Forest['kind']
  readonly task: Forest['task']
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  /**
   * What the forest is worth on rows it has not seen. Undefined where every tree sees every row, and in a model that
   * was loaded: it speaks of the training rows, which are not stored.
   */
  readonly outOfBag: OutOfBag | undefined
  readonly #ensemble: TreeEnsemble
  readonly #scorer: TreeScorer

  constructor({ kind, task, ensemble }: Forest, outOfBag?: OutOfBag) {
    this.kind = kind
    this.task = task
    this.outOfBag = outOfBag
    this.#ensemble = ensemble
    this.#scorer = new TreeScorer(ensemble)
    this.outputs = ensemble.outputs
    this.inputs = this.#scorer.inputs
  }

  /** Its trees and how values become codes: for scoring, explaining and writing it in other ways. */
  get ensemble(): TreeEnsemble {
    return this.#ensemble
  }

  /** How many trees it averages: for each class as many. */
  get treeCount(): number {
    return this.#ensemble.trees.length / this.outputs
  }

  predict(frame: Frame): Float64Array {
    return this.toPredictions(this.predictRaw(frame))
  }

  toPredictions(means: Float64Array): Float64Array {
    if (this.task === 'regression') return means
    for (let i = 0; i < means.length; i++) {
      means[i] = Math.min(1 - PROBABILITY_MARGIN, Math.max(PROBABILITY_MARGIN, means[i]))
    }
    return means
  }

  /** Means of the trees, rows x outputs: predictions before they are kept inside (0, 1). */
  predictRaw(frame: Frame): Float64Array {
    return this.#scorer.scores(frame)
  }

  /** Exact path-dependent TreeSHAP (`explain/tree-shap.ts`), in the units of `predictRaw`: of the probability itself. */
  contributions(frame: Frame, output = 0): Contributions {
    return this.#scorer.contributions(frame, output)
  }

  /**
   * By input, in order: total gain and number of splits. Gains are sums of squares taken off, which is Gini impurity
   * for classes; columns with many distinct values are favoured.
   */
  importance(): InputImportance[] {
    return this.#scorer.importance()
  }

  toJSON(): SerialisedModel {
    return {
      format: 'foretell-model',
      version: 1,
      kind: this.kind,
      task: this.task,
      ...ensembleJson(this.#ensemble),
    }
  }
}
