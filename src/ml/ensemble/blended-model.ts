import { storeBackground } from '../explain/background.js'
import { permutationShap } from '../explain/permutation-shap.js'
import { columnsOf } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions, Model, ModelInput, SerialisedModel, Task } from '../model.js'
import { frameRows } from '../split/rows.js'
import { predictionOf, rawOf } from './raw-scale.js'

/** A model of an ensemble. */
export interface Member {
  readonly name: string
  /** In (0, 1]; all add up to 1. */
  readonly weight: number
  readonly model: Model
}

export interface BlendedParts {
  readonly task: Task
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  readonly members: readonly Member[]
  readonly background: Frame
}

/** The weighted mean of several models, taken before the link. */
export class BlendedModel implements Model {
  readonly kind = 'blended'
  readonly task: Task
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  /** The models that have a weight, in the order in which the learners were given. */
  readonly members: readonly Member[]
  readonly #background: Frame
  #summable: boolean | undefined

  constructor(parts: BlendedParts) {
    this.task = parts.task
    this.outputs = parts.outputs
    this.inputs = parts.inputs
    this.members = parts.members
    this.#background = parts.background
  }

  predict(frame: Frame): Float64Array {
    columnsOf(this.inputs, frame)
    return predictionOf(this.task, this.#raw(frame), this.outputs)
  }

  /**
   * The weighted sum of the members' contributions, for Shapley values of a sum are sums of Shapley values; each
   * member is measured from its own baseline. Where a member explains something else than the scale on which
   * members are averaged (probabilities, the logarithm of a count), Shapley values of the whole against up to 64
   * training rows (see `permutationShap`).
   */
  contributions(frame: Frame, output = 0): Contributions {
    columnsOf(this.inputs, frame)
    const few = frameRows(
      this.#background,
      new Uint32Array(Math.min(4, this.#background.rows)).map((_, row) => row),
    )
    this.#summable ??= this.members.every(({ model }) => explainsRaw(model, few))
    if (this.#summable) return this.#summedContributions(frame, output)
    const rawAt = (rows: Frame): Float64Array =>
      this.#raw(rows).filter((_, at) => at % this.outputs === output)
    return permutationShap(rawAt, frame, this.#background)
  }

  toJSON(): SerialisedModel {
    return {
      format: 'foretell-model',
      version: 1,
      kind: this.kind,
      task: this.task,
      outputs: this.outputs,
      inputs: this.inputs,
      members: this.members.map(({ name, weight, model }) => ({ name, weight, model: model.toJSON() })),
      background: storeBackground(this.#background),
    }
  }

  #raw(frame: Frame): Float64Array {
    const sum = new Float64Array(frame.rows * this.outputs)
    for (const { weight, model } of this.members) {
      rawOf(this.task, model.predict(frame)).forEach((value, at) => (sum[at] += weight * value))
    }
    return sum
  }

  #summedContributions(frame: Frame, output: number): Contributions {
    const width = this.inputs.length
    const places = new Map(this.inputs.map(({ name }, place) => [name, place]))
    const values = new Float64Array(frame.rows * width)
    let baseline = 0
    for (const { weight, model } of this.members) {
      const own = model.contributions(frame, output)
      baseline += weight * own.baseline
      model.inputs.forEach(({ name }, input) => {
        const place = places.get(name) ?? 0
        for (let row = 0; row < frame.rows; row++) {
          values[row * width + place] += weight * own.values[row * model.inputs.length + input]
        }
      })
    }
    return { baseline, values }
  }
}

/** Whether the contributions of a model add up to its raw prediction, of classes up to what is the same for all. */
function explainsRaw(model: Model, frame: Frame): boolean {
  const raw = rawOf(model.task, model.predict(frame))
  const { outputs } = model
  const sums = Array.from({ length: Math.min(2, outputs) }, (_, output) => rowSums(model, frame, output))
  return sums[0].every((sum, row) => {
    const [explained, wanted] =
      outputs === 1 ? [sum, raw[row]] : [sums[1][row] - sum, raw[row * outputs + 1] - raw[row * outputs]]
    // Near a probability of 0 or 1 too few digits are left to compare.
    const extreme = model.task !== 'regression' && Math.abs(wanted) > 15
    return extreme || Math.abs(explained - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted))
  })
}

function rowSums(model: Model, frame: Frame, output: number): Float64Array {
  const { baseline, values } = model.contributions(frame, output)
  const width = model.inputs.length
  return new Float64Array(frame.rows).map((_, row) =>
    values.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value, baseline),
  )
}
