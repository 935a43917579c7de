import type { Frame } from '../frame.js'
import type { Contributions, ModelInput, SerialisedModel, Task } from '../model.js'
import type { InputImportance, TreeEnsemble } from '../trees/ensemble.js'
import type { TreeModel } from '../trees/tree-model.js'
import { TreeScorer } from '../trees/tree-scorer.js'
import { ensembleJson } from '../trees/ensemble-json.js'
import { linked, type LinkName } from './link.js'
import type { Objective } from './objective.js'

/** All that a boosted model is. */
export interface BoostedTrees {
  /** What was minimised; its link says how scores become predictions. */
  readonly objective: Pick<Objective, 'name' | 'task' | 'link'>
  readonly ensemble: TreeEnsemble
}

/** Gradient-boosted trees, fitted. */
export class BoostedModel implements TreeModel {
  readonly kind = 'boosting'
  readonly task: Task
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  readonly #trees: BoostedTrees
  readonly #scorer: TreeScorer

  constructor(trees: BoostedTrees) {
    this.#trees = trees
    this.#scorer = new TreeScorer(trees.ensemble)
    this.task = trees.objective.task
    this.outputs = trees.ensemble.outputs
    this.inputs = this.#scorer.inputs
  }

  /** Its trees and how values become codes: for scoring, explaining and writing it in other ways. */
  get ensemble(): TreeEnsemble {
    return this.#trees.ensemble
  }

  /** How scores become predictions. */
  get link(): LinkName {
    return this.#trees.objective.link
  }

  /** How many trees it sums. */
  get treeCount(): number {
    return this.ensemble.trees.length
  }

  predict(frame: Frame): Float64Array {
    return this.toPredictions(this.predictRaw(frame))
  }

  toPredictions(scores: Float64Array): Float64Array {
    return linked(this.link, scores, this.outputs)
  }

  /** Scores, which are predictions before the link: rows x outputs, row after row. */
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
      objective: this.#trees.objective.name,
      task: this.#trees.objective.task,
      link: this.#trees.objective.link,
      ...ensembleJson(this.ensemble),
    }
  }
}
