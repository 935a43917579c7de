import { type Objective, type Outcomes, weightedMean } from '../objective.js'
import { percentile } from './percentile.js'

/** Absolute error, which the median makes least: leaves predict the median of what is left. */
export const absolute: Objective = {
  name: 'absolute',
  task: 'regression',
  link: 'identity',
  outputs: () => 1,
  initialScores: ({ target, weights }) => [percentile(target, 0.5, weights)],
  derive([scores], { target, weights }, [{ gradients, hessians }]) {
    for (let row = 0; row < target.length; row++) {
      const weight = weights === undefined ? 1 : weights[row]
      gradients[row] = Math.sign(scores[row] - target[row]) * weight
      hessians[row] = weight
    }
  },
  loss: ([scores], { target, weights }) =>
    weightedMean(target.length, weights, (row) => Math.abs(scores[row] - target[row])),
  renew: (rows, scores, data) => residualPercentile(rows, scores, data, 0.5),
}

/** Pinball loss, which a quantile makes least. @param level of the quantile, in (0, 1) */
export function quantile(level: number): Objective {
  return {
    name: 'quantile',
    task: 'regression',
    link: 'identity',
    outputs: () => 1,
    initialScores: ({ target, weights }) => [percentile(target, level, weights)],
    derive([scores], { target, weights }, [{ gradients, hessians }]) {
      for (let row = 0; row < target.length; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        gradients[row] = (scores[row] >= target[row] ? 1 - level : -level) * weight
        hessians[row] = weight
      }
    },
    loss: ([scores], { target, weights }) =>
      weightedMean(target.length, weights, (row) => {
        const short = target[row] - scores[row]
        return short >= 0 ? level * short : (level - 1) * short
      }),
    renew: (rows, scores, data) => residualPercentile(rows, scores, data, level),
  }
}

/** Squared error up to `delta` from the target, and its slope beyond. */
export function huber(delta: number): Objective {
  return {
    name: 'huber',
    task: 'regression',
    link: 'identity',
    outputs: () => 1,
    initialScores: ({ target, weights }) => [weightedMean(target.length, weights, (row) => target[row])],
    derive([scores], { target, weights }, [{ gradients, hessians }]) {
      for (let row = 0; row < target.length; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        gradients[row] = Math.max(-delta, Math.min(delta, scores[row] - target[row])) * weight
        hessians[row] = weight
      }
    },
    loss: ([scores], { target, weights }) =>
      weightedMean(target.length, weights, (row) => {
        const off = Math.abs(scores[row] - target[row])
        return off <= delta ? 0.5 * off * off : delta * (off - 0.5 * delta)
      }),
  }
}

function residualPercentile(
  rows: Int32Array,
  scores: Float64Array,
  { target, weights }: Outcomes,
  level: number,
): number {
  const residuals = Float64Array.from(rows, (row) => target[row] - scores[row])
  return percentile(residuals, level, weights && Float64Array.from(rows, (row) => weights[row]))
}
