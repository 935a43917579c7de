import type { Plan, PredictionPlan } from '../config/plan.js'
import { ForetellError } from '../shared/errors.js'
import { nearestNames } from './nearest-names.js'

/**
 * The prediction of that name.
 * @throws ForetellError `PREDICTION_UNKNOWN`
 */
export function predictionNamed({ predictions }: Plan, name: string): PredictionPlan {
  const found = Object.hasOwn(predictions, name) ? predictions[name] : undefined
  if (found !== undefined) return found
  const nearest = nearestNames(name, Object.keys(predictions))
  throw new ForetellError('PREDICTION_UNKNOWN', { values: { name, nearest } })
}
