import { storeBackground } from '../explain/background.js'
import { permutationShap } from '../explain/permutation-shap.js'
import type { Frame } from '../frame.js'
import { probabilityOf } from '../metrics/log-loss.js'
import { softmax } from '../metrics/softmax.js'
import type { Contributions, Model, ModelInput, SerialisedModel } from '../model.js'
import type { Parameters } from './network.js'
import { type NetworkEncoding, networkInput } from './network-input.js'
import { outputsOf, type TrainingCourse } from './training.js'

export type NeuralTask = 'classification' | 'multiclass' | 'regression'

/** All that a fitted network is. */
export interface NeuralParts {
  readonly task: NeuralTask
  readonly encodings: readonly NetworkEncoding[]
  readonly parameters: Parameters
  /** Of a regression: a prediction is origin + unit x output; 0 and 1 otherwise. */
  readonly origin: number
  readonly unit: number
  readonly course: TrainingCourse
  /** A few training rows, by which it is explained. */
  readonly background: Frame
}

/** A fitted multilayer perceptron. */
export class NeuralModel implements Model {
  readonly kind = 'neural'
  readonly task: NeuralTask
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  readonly #parts: NeuralParts

  constructor(parts: NeuralParts) {
    this.task = parts.task
    this.outputs = parts.parameters.shape.outputs
    this.inputs = parts.encodings.map(({ name, kind }) => ({ name, kind }))
    this.#parts = parts
  }

  /** Passes over the training rows that its parameters have seen. */
  get epochs(): number {
    return this.#parts.course.epochs
  }

  predict(frame: Frame): Float64Array {
    const raw = this.#raw(frame)
    if (this.task === 'classification') return raw.map(probabilityOf)
    return this.task === 'multiclass' ? softmax(raw, this.outputs) : raw
  }

  /**
   * Shapley values against up to 64 training rows that the model keeps: exact up to 8 inputs, sampled above, and
   * additive always (see `permutationShap`). It asks the network about thousands of mixed rows for each row.
   */
  contributions(frame: Frame, output = 0): Contributions {
    const { outputs } = this
    const rawOf = (rows: Frame): Float64Array => this.#raw(rows).filter((_, at) => at % outputs === output)
    return permutationShap(rawOf, frame, this.#parts.background)
  }

  /** Before the link, rows x outputs. */
  #raw(frame: Frame): Float64Array {
    const { encodings, parameters, origin, unit } = this.#parts
    const said = outputsOf(parameters, networkInput(frame, encodings))
    for (let at = 0; at < said.length; at++) said[at] = origin + unit * said[at]
    return said
  }

  toJSON(): SerialisedModel {
    const { task, encodings, parameters, origin, unit, course, background } = this.#parts
    return {
      format: 'foretell-model',
      version: 1,
      kind: this.kind,
      task,
      encodings,
      hidden: parameters.shape.hidden,
      outputs: this.outputs,
      parameters: Array.from(parameters.values),
      origin,
      unit,
      course,
      background: storeBackground(background),
    }
  }
}
