import type { SerialisedModel, Task } from '../model.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import { ensembleJson } from '../trees/ensemble-json.js'
import { EnsembleModel } from '../trees/ensemble-model.js'
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
export class ImportedModel extends EnsembleModel {
  readonly kind = 'imported'
  readonly program: ForeignProgram
  readonly objective: string
  readonly task: Task
  readonly link: Link

  constructor({ program, objective, task, link, ensemble }: ImportedTrees) {
    super(ensemble)
    this.program = program
    this.objective = objective
    this.task = task
    this.link = link
  }

  toPredictions(scores: Float64Array): Float64Array {
    return applyLink(this.link, scores, this.outputs, this.ensemble.single)
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
