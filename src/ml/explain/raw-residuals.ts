import { requireSameLength } from '../metrics/numbers.js'

/** Below so much variance of the outcome its log odds would be the division by almost nothing. */
const LEAST_VARIANCE = 0.05

/**
 * What a model left unexplained, in the unit of its contributions: for probabilities the working residual
 * (y - p) / (p (1 - p)) in log odds, for numbers y - p. The mean is 0 wherever the model is right.
 * @param predictions as `Model.predict` gives them, one a row
 * @throws ForetellError `LENGTHS_DIFFER`
 */
export function rawResiduals(
  task: 'classification' | 'regression',
  target: Float64Array,
  predictions: Float64Array,
): Float64Array {
  requireSameLength(target, predictions)
  return target.map((value, row) => {
    const p = predictions[row]
    return task === 'regression' ? value - p : (value - p) / Math.max(LEAST_VARIANCE, p * (1 - p))
  })
}
