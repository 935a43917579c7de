import { checkOutcomes } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import { logOdds } from '../metrics/log-loss.js'
import type { FitOptions } from '../model.js'
import { checkRows, fitLinear, requirePenalty } from './fit-linear.js'
import { type LinearLearner, LinearModel } from './linear-model.js'
import { logisticLoss } from './objective.js'
import { smoothedRate } from './base-rate.js'

export interface LogisticOptions {
  /**
   * Strength of the penalty on squared coefficients, above 0: the loss is summed over rows and `l2 / 2 x |w|^2`
   * added, so it is scikit-learn's 1 / C. Default 1.
   */
  readonly l2?: number
}

/**
 * Logistic regression with an L2 penalty and a free intercept. It prepares the columns itself, from the training
 * rows only (see `docs/ml/linear.md`), so it takes a frame as it comes. Targets are 0 or 1; of one class only it
 * returns the smoothed base rate.
 */
export function logisticRegression(options: LogisticOptions = {}): LinearLearner {
  const { l2 = 1 } = options
  requirePenalty(l2)
  const title = 'the logistic regression'
  return {
    kind: 'logistic',
    async fit(data: Dataset, fitOptions: FitOptions = {}) {
      const rows = checkRows(data)
      checkOutcomes(rows.target)
      const rate = smoothedRate(rows.target, rows.weights)
      // With one class the best intercept lies at infinity: the smoothed base rate is all there is to say.
      const learnable = rows.target.some((outcome) => outcome !== rows.target[0])
      const task = { title, loss: logisticLoss(rate), l2, start: logOdds(rate), learnable }
      const parts = await fitLinear(data, rows, task, fitOptions)
      return new LinearModel({ kind: 'logistic', ...parts })
    },
  }
}
