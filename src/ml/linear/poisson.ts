import { ForetellError } from '../../shared/errors.js'
import type { Dataset } from '../frame.js'
import { totalWeight, weightedMean } from '../metrics/numbers.js'
import type { FitOptions } from '../model.js'
import { checkRows, fitLinear, requirePenalty } from './fit-linear.js'
import { type LinearLearner, LinearModel } from './linear-model.js'
import { poissonLoss } from './objective.js'

export interface PoissonOptions {
  /**
   * Strength of the penalty on squared coefficients, above 0: `sum of (mean - y log mean) + l2 / 2 x |w|^2`, which
   * is scikit-learn's `alpha` times the number of rows. Default 1.
   */
  readonly l2?: number
}

/**
 * Regression of counts: the logarithm of the mean is linear, so predictions are above 0 and effects multiply. The
 * columns are prepared as for `linearRegression`; contributions are of the logarithm.
 * @throws ForetellError `PARAMETER_INVALID`; its `fit` `DATASET_INVALID` for a target below 0
 */
export function poissonRegression(options: PoissonOptions = {}): LinearLearner {
  const { l2 = 1 } = options
  requirePenalty(l2)
  const title = 'the Poisson regression'
  return {
    kind: 'poisson',
    async fit(data: Dataset, fitOptions: FitOptions = {}) {
      const { target, weights } = checkRows(data)
      checkCounts(target)
      const mean = meanCount(target, weights)
      // In units of the mean, where exp(raw) is near 1 and cannot overflow; the penalty is on the same scale.
      const rows = { weights, target: target.map((count) => count / mean) }
      const learnable = target.some((count) => count !== target[0])
      const task = { title, loss: poissonLoss, l2: l2 / mean, start: 0, learnable }
      const scaled = await fitLinear(data, rows, task, fitOptions)
      return new LinearModel({ kind: 'poisson', ...scaled, intercept: scaled.intercept + Math.log(mean) })
    },
  }
}

/** The mean; where nothing was counted, as if half a count had been seen in one more row. */
function meanCount(target: Float64Array, weights: Float64Array): number {
  const mean = weightedMean(target.length, weights, (row) => target[row])
  return mean > 0 ? mean : 0.5 / (totalWeight(target.length, weights) + 1)
}

function checkCounts(target: Float64Array): void {
  const wrong = target.findIndex((count) => count < 0)
  if (wrong < 0) return
  throw new ForetellError('DATASET_INVALID', {
    values: { expected: 'targets of at least 0', got: `${target[wrong]} in row ${wrong}` },
  })
}
