import { explainRows } from '../explanations/explain-rows.js'
import { predictOne } from '../predictions/predict-one.js'
import type { Prediction } from '../predictions/prediction.js'
import { withProject } from './open.js'
import type { Request } from './request.js'

export interface PredictInput {
  readonly prediction: string
  /** Undefined: someone is drawn from the population. */
  readonly id: string | undefined
  /** Default: the champion. */
  readonly version: string | undefined
}

/** Who is drawn when no seed is given. */
const defaultSeed = 1

/**
 * What a model says of one customer now, with reasons.
 * @throws ForetellError what `predictOne` throws: `PREDICTION_UNKNOWN`, `MODEL_MISSING`, `ENTITY_UNKNOWN`, ...
 */
export function predictCustomer(
  request: Request,
  { prediction, id, version }: PredictInput,
): Promise<Prediction> {
  const who = id ?? { seed: request.seed ?? defaultSeed }
  return withProject(request, (project) =>
    predictOne(project, prediction, who, { explain: explainRows, version }),
  )
}
