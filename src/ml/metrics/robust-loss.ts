import { ForetellError } from '../../shared/errors.js'
import { type Numbers, requireSameLength, weightedMean } from './numbers.js'

/**
 * Mean pinball loss, which the quantile of the target makes smallest (Koenker and Bassett 1978): a target above
 * the prediction costs `quantile`, one below it `1 - quantile`, for each unit.
 * @param quantile in (0, 1); 0.5 gives half of the mean absolute error
 * @param weights at least 0; default 1 each
 * @returns at least 0; NaN without rows
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function pinballLoss(
  target: Numbers,
  predicted: Numbers,
  quantile: number,
  weights?: Numbers,
): number {
  requireSameLength(target, predicted, weights)
  if (!(quantile > 0 && quantile < 1)) throw invalid('quantile', 'a number between 0 and 1', quantile)
  return weightedMean(target.length, weights, (row) => {
    const error = target[row] - predicted[row]
    return error >= 0 ? quantile * error : (quantile - 1) * error
  })
}

/**
 * Mean Huber loss (1964): half the square of errors up to `delta`, from there on a straight line.
 * @param delta above 0, in the unit of the target
 * @param weights at least 0; default 1 each
 * @returns at least 0; NaN without rows
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function huberLoss(target: Numbers, predicted: Numbers, delta: number, weights?: Numbers): number {
  requireSameLength(target, predicted, weights)
  if (!(delta > 0)) throw invalid('delta', 'a number above 0', delta)
  return weightedMean(target.length, weights, (row) => {
    const error = Math.abs(target[row] - predicted[row])
    return error <= delta ? (error * error) / 2 : delta * (error - delta / 2)
  })
}

function invalid(name: string, expected: string, got: number): ForetellError {
  return new ForetellError('PARAMETER_INVALID', { values: { name, expected, got } })
}
