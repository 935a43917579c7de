import { ForetellError } from '../../../shared/errors.js'
import { type Objective, type Outcomes, weightedMean } from '../objective.js'

/** What three losses of amounts share: scores are logarithms of what is predicted. */
type Shared = Pick<Objective, 'task' | 'link' | 'initialScores'>

const shared: Shared = {
  task: 'regression',
  link: 'exponential',
  initialScores: ({ target, weights }) => [
    Math.log(
      Math.max(
        1e-15,
        weightedMean(target.length, weights, (row) => target[row]),
      ),
    ),
  ],
}

/**
 * Negative log likelihood of counts.
 * @param maxDeltaStep makes hessians larger by e to its power, so that steps stay short (`poisson_max_delta_step`)
 */
export function poisson(maxDeltaStep: number): Objective {
  const factor = Math.exp(maxDeltaStep)
  return {
    ...shared,
    name: 'poisson',
    outputs: atLeastZero,
    derive([scores], { target, weights }, [{ gradients, hessians }]) {
      for (let row = 0; row < target.length; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        const mean = Math.exp(scores[row])
        gradients[row] = (mean - target[row]) * weight
        hessians[row] = mean * factor * weight
      }
    },
    loss: ([scores], { target, weights }) =>
      weightedMean(target.length, weights, (row) => Math.exp(scores[row]) - target[row] * scores[row]),
  }
}

/** Negative log likelihood of amounts above 0 whose spread grows with their mean. */
export const gamma: Objective = {
  ...shared,
  name: 'gamma',
  outputs({ target }) {
    const wrong = target.findIndex((value) => !(value > 0))
    if (wrong >= 0) throw refused('targets above 0', target[wrong], wrong)
    return 1
  },
  derive([scores], { target, weights }, [{ gradients, hessians }]) {
    for (let row = 0; row < target.length; row++) {
      const weight = weights === undefined ? 1 : weights[row]
      const ratio = target[row] * Math.exp(-scores[row])
      gradients[row] = (1 - ratio) * weight
      hessians[row] = ratio * weight
    }
  },
  loss: ([scores], { target, weights }) =>
    weightedMean(target.length, weights, (row) => target[row] * Math.exp(-scores[row]) + scores[row]),
}

/**
 * Deviance of amounts that are often exactly 0.
 * @param power of the variance, in [1, 2): nearer to 2 the more like gamma, nearer to 1 like Poisson
 */
export function tweedie(power: number): Objective {
  return {
    ...shared,
    name: 'tweedie',
    outputs: atLeastZero,
    derive([scores], { target, weights }, [{ gradients, hessians }]) {
      for (let row = 0; row < target.length; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        const one = target[row] * Math.exp((1 - power) * scores[row])
        const two = Math.exp((2 - power) * scores[row])
        gradients[row] = (two - one) * weight
        hessians[row] = ((power - 1) * one + (2 - power) * two) * weight
      }
    },
    loss: ([scores], { target, weights }) =>
      weightedMean(target.length, weights, (row) => {
        const two = Math.exp((2 - power) * scores[row]) / (2 - power)
        // At a power of 1 the first part becomes the logarithm.
        return power === 1
          ? two - target[row] * scores[row]
          : two - (target[row] * Math.exp((1 - power) * scores[row])) / (1 - power)
      }),
  }
}

function atLeastZero({ target }: Outcomes): number {
  const wrong = target.findIndex((value) => value < 0)
  if (wrong >= 0) throw refused('targets of at least 0', target[wrong], wrong)
  return 1
}

function refused(expected: string, value: number, row: number): ForetellError {
  return new ForetellError('DATASET_INVALID', { values: { expected, got: `${value} in row ${row}` } })
}
