import type { Frame } from '../frame.js'
import type { Contributions, Model, ModelInput, SerialisedModel, Task } from '../model.js'
import { type InputImportance, type TreeEnsemble, TreeScorer } from '../trees/ensemble.js'
import { ensembleJson } from '../trees/ensemble-json.js'
import { type Objective, objectiveNamed } from './objective.js'
import type { BoostingParameters } from './parameters.js'

/** All that a boosted model is. */
export interface BoostedTrees {
  readonly objective: BoostingParameters['objective']
  readonly ensemble: TreeEnsemble
}

/** Gradient-boosted trees, fitted. */
export class BoostedModel implements Model {
  readonly kind = 'boosting'
  readonly task: Task
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  readonly #trees: BoostedTrees
  readonly #objective: Objective
  readonly #scorer: TreeScorer

  constructor(trees: BoostedTrees) {
    this.#trees = trees
    this.#objective = objectiveNamed(trees.objective)
    this.#scorer = new TreeScorer(trees.ensemble)
    this.task = this.#objective.task
    this.outputs = trees.ensemble.outputs
    this.inputs = this.#scorer.inputs
  }

  /** Its trees and how values become codes: for scoring, explaining and writing it in other ways. */
  get ensemble(): TreeEnsemble {
    return this.#trees.ensemble
  }

  /** How many trees it sums. */
  get treeCount(): number {
    return this.ensemble.trees.length
  }

  predict(frame: Frame): Float64Array {
    return this.predictRaw(frame).map((score) => this.#objective.link(score))
  }

  /** Predictions before the link: log odds for classification, the value for regression. */
  predictRaw(frame: Frame): Float64Array {
    return this.#scorer.scores(frame)
  }

  /** Exact path-dependent TreeSHAP (`explain/tree-shap.ts`), in the units of `predictRaw`. */
  contributions(frame: Frame, output = 0): Contributions {
    return this.#scorer.contributions(frame, output)
  }

  /** By input, in order: total gain and number of splits. */
  importance(): InputImportance[] {
    return this.#scorer.importance()
  }

  toJSON(): SerialisedModel {
    return {
      format: 'foretell-model',
      version: 1,
      kind: this.kind,
      objective: this.#trees.objective,
      ...ensembleJson(this.ensemble),
    }
  }
}
