import { storeBackground } from '../explain/background.js'
import { permutationShap } from '../explain/permutation-shap.js'
import type { Frame } from '../frame.js'
import { logOdds } from '../metrics/log-loss.js'
import type { Contributions, Model, ModelInput, SerialisedModel } from '../model.js'
import { type PointEncoding, type Points, pointsOf } from './points.js'
import { searchNearest } from './search.js'

export type NeighboursTask = 'classification' | 'multiclass' | 'regression'

/** All that a model of nearest neighbours is: the rows it has seen. */
export interface NeighboursParts {
  readonly task: NeighboursTask
  readonly neighbours: number
  readonly encodings: readonly PointEncoding[]
  readonly points: Points
  /** One for each point: 0 or 1, the class, or the amount. */
  readonly target: Float64Array
  readonly weights: Float64Array
  /** Rate of 1, or of each class, above 0; of a regression empty. */
  readonly rates: readonly number[]
  readonly background: Frame
}

/** Predicts what the most similar rows did. */
export class NeighboursModel implements Model {
  readonly kind = 'neighbours'
  readonly task: NeighboursTask
  readonly outputs: number
  readonly inputs: readonly ModelInput[]
  readonly #parts: NeighboursParts

  constructor(parts: NeighboursParts) {
    this.task = parts.task
    this.outputs = parts.task === 'multiclass' ? parts.rates.length : 1
    this.inputs = parts.encodings.map(({ name, kind }) => ({ name, kind }))
    this.#parts = parts
  }

  /**
   * The weighted mean over the neighbours. For rates one more neighbour has the rates of all training rows, so
   * that none is 0 or 1.
   */
  predict(frame: Frame): Float64Array {
    const { points, encodings, neighbours, target, weights, rates, task } = this.#parts
    const { outputs } = this
    const predicted = new Float64Array(frame.rows * outputs)
    const prior = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
    searchNearest(points, pointsOf(frame, encodings), neighbours, (row, distances, largest, share) => {
      const at = row * outputs
      let total = task === 'regression' ? 0 : prior
      for (let i = 0; i < rates.length; i++) predicted[at + i] = prior * rates[i]
      for (let near = 0; near < distances.length; near++) {
        if (distances[near] > largest) continue
        const weight = distances[near] < largest ? weights[near] : share * weights[near]
        total += weight
        if (task === 'multiclass') predicted[at + target[near]] += weight
        else predicted[at] += weight * target[near]
      }
      for (let i = 0; i < outputs; i++) predicted[at + i] /= total
    })
    return predicted
  }

  /**
   * Shapley values against up to 64 training rows that the model keeps (see `permutationShap`), of the log odds,
   * of the logarithm of a class's probability, or of the amount.
   */
  contributions(frame: Frame, output = 0): Contributions {
    const { task, background } = this.#parts
    const { outputs } = this
    const rawOf = (rows: Frame): Float64Array => {
      const predicted = this.predict(rows)
      if (task === 'classification') return predicted.map(logOdds)
      if (task === 'regression') return predicted
      return predicted.filter((_, at) => at % outputs === output).map(Math.log)
    }
    return permutationShap(rawOf, frame, background)
  }

  toJSON(): SerialisedModel {
    const { task, neighbours, encodings, points, target, weights, rates, background } = this.#parts
    return {
      format: 'foretell-model',
      version: 1,
      kind: this.kind,
      task,
      neighbours,
      encodings,
      numbers: Array.from(points.numbers),
      codes: Array.from(points.codes),
      target: Array.from(target),
      weights: Array.from(weights),
      rates,
      background: storeBackground(background),
    }
  }
}
