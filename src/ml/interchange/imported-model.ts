import type { Frame } from '../frame.js'
import type { Contributions, ModelInput, SerialisedModel, Task } from '../model.js'
import type { InputImportance, TreeEnsemble } from '../trees/ensemble.js'
import type { TreeModel } from '../trees/tree-model.js'
import { TreeScorer } from '../trees/tree-scorer.js'
import { ensembleJson } from '../trees/ensemble-json.js'
import { applyLink, type Link } from '../trees/link.js'

/** All that an imported model is. */
export interface ImportedTrees {
  readonly program: ForeignProgram
  /** The program's own name of what it was trained for: `binary`, `reg:gamma`. */
  readonly objective: string
  readonly task: Task
  readonly link: Link
  readonly ensemble: TreeEnsemble
}

export const foreignPrograms = ['LightGBM', 'XGBoost'] as const
export type ForeignProgram = (typeof foreignPrograms)[number]

/**
 * A model that another program trained, predicting as that program does: also a probability of exactly 0 or 1
 * where it says so.
 */
export class ImportedModel implements TreeModel {
  readonly kind = 'imported'
  readonly program: ForeignProgram
  readonly objective: string
  readonly task: Task
  readonly link: Link
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  /** Its trees and how values become codes. */
  readonly ensemble: TreeEnsemble
  readonly #scorer: TreeScorer

  constructor({ program, objective, task, link, ensemble }: ImportedTrees) {
    this.program = program
    this.objective = objective
    this.task = task
    this.link = link
    this.ensemble = ensemble
    this.outputs = ensemble.outputs
    this.#scorer = new TreeScorer(ensemble)
    this.inputs = this.#scorer.inputs
  }

  predict(frame: Frame): Float64Array {
    return this.toPredictions(this.predictRaw(frame))
  }

  toPredictions(scores: Float64Array): Float64Array {
    return applyLink(this.link, scores, this.outputs, this.ensemble.single)
  }

  /** Scores before the link, rows x outputs. */
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
    const { kind, program, objective, task, link } = this
    return {
      format: 'foretell-model',
      version: 1,
      kind,
      program,
      objective,
      task,
      link,
      ...ensembleJson(this.ensemble),
    }
  }
}
