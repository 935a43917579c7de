import { ForetellError } from '../../shared/errors.js'
import type { Model } from '../model.js'
import type { Derivatives } from './histogram.js'
import type { BoostingParameters } from './parameters.js'

/** What boosting minimises. `scores` are raw predictions: log odds for `binary`, the value for `squared`. */
export interface Objective {
  readonly name: BoostingParameters['objective']
  readonly task: Model['task']
  /** @throws ForetellError `DATASET_INVALID` when the target is not what this loss is of */
  checkTarget(target: Float64Array): void
  /** The best constant score. */
  initialScore(target: Float64Array, weights?: Float64Array): number
  /** Writes the loss's derivatives by the score of each row, times the row's weight. */
  derive(
    scores: Float64Array,
    target: Float64Array,
    weights: Float64Array | undefined,
    into: Derivatives,
  ): void
  /** Weighted mean loss of the rows, which early stopping watches. */
  loss(scores: Float64Array, target: Float64Array, weights?: Float64Array): number
  /** From raw score to prediction. */
  link(score: number): number
}

export function objectiveNamed(name: BoostingParameters['objective']): Objective {
  return objectives[name]
}

/** Probabilities stay this far inside (0, 1), so that their log odds and log loss are finite. */
const PROBABILITY_MARGIN = 1e-15

/** A row that is predicted wrongly with certainty must still have a curvature to divide by (as in XGBoost). */
const LEAST_HESSIAN = 1e-16

const binary: Objective = {
  name: 'binary',
  task: 'classification',
  checkTarget(target) {
    const wrong = target.findIndex((value) => value !== 0 && value !== 1)
    if (wrong < 0) return
    throw new ForetellError('DATASET_INVALID', {
      values: { expected: 'a target of 0 or 1', got: `${target[wrong]} in row ${wrong}` },
    })
  },
  initialScore(target, weights) {
    const share = weightedMean(target, weights)
    const inside = Math.min(1 - PROBABILITY_MARGIN, Math.max(PROBABILITY_MARGIN, share))
    return Math.log(inside / (1 - inside))
  },
  derive(scores, target, weights, { gradients, hessians }) {
    for (let row = 0; row < scores.length; row++) {
      const probability = 1 / (1 + Math.exp(-scores[row]))
      const weight = weights === undefined ? 1 : weights[row]
      gradients[row] = (probability - target[row]) * weight
      hessians[row] = Math.max(probability * (1 - probability), LEAST_HESSIAN) * weight
    }
  },
  loss(scores, target, weights) {
    // log(1 + exp(s)) - y s, in the form that does not overflow.
    return weightedMean(
      scores.map((s, row) => Math.max(s, 0) - s * target[row] + Math.log1p(Math.exp(-Math.abs(s)))),
      weights,
    )
  },
  link(score) {
    const probability = 1 / (1 + Math.exp(-score))
    return Math.min(1 - PROBABILITY_MARGIN, Math.max(PROBABILITY_MARGIN, probability))
  },
}

const squared: Objective = {
  name: 'squared',
  task: 'regression',
  checkTarget: () => undefined,
  initialScore: weightedMean,
  derive(scores, target, weights, { gradients, hessians }) {
    for (let row = 0; row < scores.length; row++) {
      const weight = weights === undefined ? 1 : weights[row]
      gradients[row] = (scores[row] - target[row]) * weight
      hessians[row] = weight
    }
  },
  loss(scores, target, weights) {
    return weightedMean(
      scores.map((score, row) => (score - target[row]) ** 2),
      weights,
    )
  },
  link: (score) => score,
}

const objectives = { binary, squared }

function weightedMean(values: Float64Array, weights: Float64Array | undefined): number {
  let sum = 0
  let total = 0
  for (let row = 0; row < values.length; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    sum += values[row] * weight
    total += weight
  }
  return sum / total
}
