import type { Frame } from '../frame.js'
import type { Contributions, ModelInput, SerialisedModel, Task } from '../model.js'
import type { InputImportance, TreeEnsemble } from './ensemble.js'
import type { TreeModel } from './tree-model.js'
import { TreeScorer } from './tree-scorer.js'

/** What all models of trees do alike, wherever their trees come from and whatever their scores mean. */
export abstract class EnsembleModel implements TreeModel {
  abstract readonly kind: string
  abstract readonly task: Task
  /** Its trees and how values become codes: for scoring, explaining and writing it in other ways. */
  readonly ensemble: TreeEnsemble
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  readonly #scorer: TreeScorer

  constructor(ensemble: TreeEnsemble) {
    this.ensemble = ensemble
    this.#scorer = new TreeScorer(ensemble)
    this.outputs = ensemble.outputs
    this.inputs = this.#scorer.inputs
  }

  predict(frame: Frame): Float64Array {
    return this.toPredictions(this.predictRaw(frame))
  }

  abstract toPredictions(scores: Float64Array): Float64Array

  /** Scores, which are what `toPredictions` takes: rows x outputs, row after row. */
  predictRaw(frame: Frame): Float64Array {
    return this.#scorer.scores(frame)
  }

  /** Exact path-dependent TreeSHAP (`explain/tree-shap.ts`), in the units of `predictRaw`. */
  contributions(frame: Frame, output = 0): Contributions {
    return this.#scorer.contributions(frame, output)
  }

  /** By input, in order: total gain and number of splits. Columns with many distinct values are favoured. */
  importance(): InputImportance[] {
    return this.#scorer.importance()
  }

  abstract toJSON(): SerialisedModel
}
