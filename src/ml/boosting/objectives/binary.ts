import { checkOutcomes } from '../../frame-check.js'
import { exponential } from '../exponential.js'
import { inside } from '../link.js'
import { type Objective, weightedMean } from '../objective.js'

/** A row that is predicted wrongly with certainty must still have a curvature to divide by (as in XGBoost). */
const LEAST_HESSIAN = 1e-16

/** Log loss of a target of 0 or 1, by the log odds. */
export const binary: Objective = {
  name: 'binary',
  task: 'classification',
  link: 'logistic',
  kernel: 'binary',
  outputs({ target }) {
    checkOutcomes(target)
    return 1
  },
  initialScores({ target, weights }) {
    const share = inside(weightedMean(target.length, weights, (row) => target[row]))
    return [Math.log(share / (1 - share))]
  },
  derive([scores], { target, weights }, [{ gradients, hessians }]) {
    for (let row = 0; row < target.length; row++) {
      const score = Math.max(Math.min(scores[row], 700), -700)
      const probability = 1 / (1 + exponential(-score))
      const weight = weights === undefined ? 1 : weights[row]
      gradients[row] = (probability - target[row]) * weight
      hessians[row] = Math.max(probability * (1 - probability), LEAST_HESSIAN) * weight
    }
  },
  loss([scores], { target, weights }) {
    // log(1 + exp(s)) - y s, in the form that does not overflow.
    return weightedMean(target.length, weights, (row) => {
      const score = scores[row]
      return Math.max(score, 0) - score * target[row] + Math.log1p(Math.exp(-Math.abs(score)))
    })
  },
}
