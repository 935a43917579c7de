import { checkClasses } from '../../frame-check.js'
import type { Objective, Outcomes } from '../objective.js'

/** Log loss of a target of classes from 0 on, by a score for each (as LightGBM: hessians times K / (K - 1)). */
export function softmax(): Objective {
  return {
    name: 'multiclass',
    task: 'multiclass',
    link: 'softmax',
    outputs: ({ target }) => checkClasses(target),
    initialScores: (data) => classShares(data).map((share) => Math.log(Math.max(1e-15, share))),
    derive(scores, { target, weights }, into) {
      const classes = scores.length
      const factor = classes / (classes - 1)
      const probabilities = new Float64Array(classes)
      for (let row = 0; row < target.length; row++) {
        softmaxOf(scores, row, probabilities)
        const weight = weights === undefined ? 1 : weights[row]
        for (let k = 0; k < classes; k++) {
          const p = probabilities[k]
          into[k].gradients[row] = (target[row] === k ? p - 1 : p) * weight
          into[k].hessians[row] = factor * p * (1 - p) * weight
        }
      }
    },
    loss(scores, { target, weights }) {
      const probabilities = new Float64Array(scores.length)
      let sum = 0
      let total = 0
      for (let row = 0; row < target.length; row++) {
        const weight = weights === undefined ? 1 : weights[row]
        softmaxOf(scores, row, probabilities)
        sum -= weight * Math.log(Math.max(1e-300, probabilities[target[row]]))
        total += weight
      }
      return sum / total
    },
  }
}

/** Weighted share of each class. */
function classShares({ target, weights }: Outcomes): number[] {
  const shares = Array.from({ length: checkClasses(target) }, () => 0)
  let total = 0
  target.forEach((value, row) => {
    const weight = weights === undefined ? 1 : weights[row]
    shares[value] += weight
    total += weight
  })
  return shares.map((sum) => sum / total)
}

function softmaxOf(scores: readonly Float64Array[], row: number, into: Float64Array): void {
  let most = -Infinity
  for (const values of scores) most = Math.max(most, values[row])
  let sum = 0
  for (let k = 0; k < into.length; k++) sum += into[k] = Math.exp(scores[k][row] - most)
  for (let k = 0; k < into.length; k++) into[k] /= sum
}
