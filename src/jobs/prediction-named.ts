import type { Plan, PredictionPlan } from '../config/plan.js'
import { nearestNames } from '../predictions/nearest-names.js'
import { ForetellError } from '../shared/errors.js'

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

/** The one of that name, or all of them when none is named. */
export function predictionsNamed(plan: Plan, name: string | undefined): readonly PredictionPlan[] {
  return name === undefined ? Object.values(plan.predictions) : [predictionNamed(plan, name)]
}
