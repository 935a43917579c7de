import Type from 'typebox'

import { nullable } from './common.js'
import { predictionAnswer } from './prediction.js'

const of = predictionAnswer.properties

/** One customer of a batch, in the words of a single prediction; the warehouse writes it (`batch-results.ts`). */
export const batchRow = Type.Object(
  {
    user_id: Type.String(),
    prediction_type: of.prediction_type,
    prediction: of.prediction,
    confidence: of.confidence,
    probability: of.probability,
    value: of.value,
    risk_level: of.risk_level,
    percentile: of.percentile,
    interval_low: nullable(Type.Number()),
    interval_high: nullable(Type.Number()),
    expected_date: of.expected_date,
    base: of.base,
    in_population: of.in_population,
    anchor: of.anchor,
    model_version: of.model_version,
    risk_factors: of.risk_factors,
  },
  { additionalProperties: false, title: 'BatchRow' },
)
