import type { Dataset } from '../frame.js'
import type { FitOptions } from '../model.js'
import { checkRows, fitLinear, requirePenalty } from './fit-linear.js'
import { type LinearLearner, LinearModel } from './linear-model.js'
import { moments } from './moments.js'
import { squaredLoss } from './objective.js'

export interface LinearOptions {
  /**
   * Strength of the penalty on squared coefficients, above 0: `sum of (y - z)^2 + l2 x |w|^2`, as scikit-learn's
   * Ridge. Default 1.
   */
  readonly l2?: number
}

/**
 * Linear regression with an L2 penalty and a free intercept (ridge), with the same preparation of columns as the
 * logistic one.
 */
export function linearRegression(options: LinearOptions = {}): LinearLearner {
  const { l2 = 1 } = options
  requirePenalty(l2)
  const title = 'the linear regression'
  return {
    kind: 'linear',
    async fit(data: Dataset, fitOptions: FitOptions = {}) {
      const { target, weights } = checkRows(data)
      const { mean, deviation } = moments(target, weights)
      // On a scale of its own the target's size bears neither on the search nor on what a double can square.
      const unit = deviation > 0 ? deviation : 1
      const rows = { weights, target: target.map((value) => value / unit - mean / unit) }
      const task = { title, loss: squaredLoss, l2, start: 0, learnable: deviation > 0 }
      const scaled = await fitLinear(data, rows, task, fitOptions)
      return new LinearModel({
        kind: 'linear',
        ...scaled,
        coefficients: scaled.coefficients.map((coefficient) => coefficient * unit),
        intercept: mean + scaled.intercept * unit,
      })
    },
  }
}
