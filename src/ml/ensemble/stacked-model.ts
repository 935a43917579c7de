import { storeBackground } from '../explain/background.js'
import { permutationShap } from '../explain/permutation-shap.js'
import { columnsOf } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions, Model, ModelInput, SerialisedModel, Task } from '../model.js'
import { metaFrame } from './meta-frame.js'
import { rawOf } from './raw-scale.js'

export interface StackedParts {
  readonly inputs: readonly ModelInput[]
  readonly members: readonly { readonly name: string; readonly model: Model }[]
  /** Predicts from what the members say. */
  readonly meta: Model
  readonly background: Frame
}

/** A model that has learned from what other models said. */
export class StackedModel implements Model {
  readonly kind = 'stacked'
  readonly task: Task
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  readonly members: StackedParts['members']
  /** Its inputs are the members, by name. */
  readonly meta: Model
  readonly #background: Frame

  constructor(parts: StackedParts) {
    this.task = parts.meta.task
    this.outputs = parts.meta.outputs
    this.inputs = parts.inputs
    this.members = parts.members
    this.meta = parts.meta
    this.#background = parts.background
  }

  predict(frame: Frame): Float64Array {
    columnsOf(this.inputs, frame)
    return this.meta.predict(this.memberFrame(frame))
  }

  /** What the members say of each row before the link: the input of `meta`. */
  memberFrame(frame: Frame): Frame {
    const raw = this.members.map(({ model }) => rawOf(this.task, model.predict(frame)))
    const names = this.members.map(({ name }) => name)
    return metaFrame(names, raw, this.members[0].model.outputs)
  }

  /** Shapley values of the whole against up to 64 training rows that the model keeps (see `permutationShap`). */
  contributions(frame: Frame, output = 0): Contributions {
    columnsOf(this.inputs, frame)
    const rawAt = (rows: Frame): Float64Array =>
      rawOf(this.task, this.meta.predict(this.memberFrame(rows))).filter(
        (_, at) => at % this.outputs === output,
      )
    return permutationShap(rawAt, frame, this.#background)
  }

  toJSON(): SerialisedModel {
    return {
      format: 'foretell-model',
      version: 1,
      kind: this.kind,
      inputs: this.inputs,
      members: this.members.map(({ name, model }) => ({ name, model: model.toJSON() })),
      meta: this.meta.toJSON(),
      background: storeBackground(this.#background),
    }
  }
}
