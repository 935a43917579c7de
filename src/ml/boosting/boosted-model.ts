import type { SerialisedModel, Task } from '../model.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import { ensembleJson } from '../trees/ensemble-json.js'
import { EnsembleModel } from '../trees/ensemble-model.js'
import { linked, type LinkName } from './link.js'
import type { Objective } from './objective.js'

/** All that a boosted model is. */
export interface BoostedTrees {
  /** What was minimised; its link says how scores become predictions. */
  readonly objective: Pick<Objective, 'name' | 'task' | 'link'>
  readonly ensemble: TreeEnsemble
}

/** Gradient-boosted trees, fitted. */
export class BoostedModel extends EnsembleModel {
  readonly kind = 'boosting'
  readonly task: Task
  readonly #objective: BoostedTrees['objective']

  constructor({ objective, ensemble }: BoostedTrees) {
    super(ensemble)
    this.#objective = objective
    this.task = objective.task
  }

  /** How scores become predictions. */
  get link(): LinkName {
    return this.#objective.link
  }

  /** How many trees it sums. */
  get treeCount(): number {
    return this.ensemble.trees.length
  }

  toPredictions(scores: Float64Array): Float64Array {
    return linked(this.link, scores, this.outputs)
  }

  toJSON(): SerialisedModel {
    return {
      format: 'foretell-model',
      version: 1,
      kind: this.kind,
      objective: this.#objective.name,
      task: this.#objective.task,
      link: this.#objective.link,
      ...ensembleJson(this.ensemble),
    }
  }
}
