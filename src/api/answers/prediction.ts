import Type, { type Static } from 'typebox'

import { recommend } from '../../actions/recommend.js'
import type { ServedPrediction } from '../../predictions/serving/predictor.js'
import { nullable } from './common.js'
import { recommendedAction, recommendedActionAnswer } from './recommended-action.js'
import { riskFactors, riskFactorsOf } from './risk-factor.js'

const share = Type.Number({ minimum: 0, maximum: 1 })

/** A prediction as it is answered. */
export const predictionAnswer = Type.Object(
  {
    user_id: nullable(Type.String({ description: 'null where somebody was described' })),
    prediction_type: Type.String({ description: 'the name of the prediction' }),
    prediction: nullable(
      Type.Integer({
        minimum: 0,
        maximum: 1,
        description: '1 where the probability is at least one half; null for amounts',
      }),
    ),
    confidence: nullable(
      Type.Number({ minimum: 0.5, maximum: 1, description: 'probability of `prediction`' }),
    ),
    probability: nullable(share),
    value: nullable(Type.Number({ description: 'the predicted amount; null for probabilities' })),
    risk_level: nullable(Type.Enum(['low', 'medium', 'high', 'critical'])),
    percentile: nullable(
      Type.Number({
        minimum: 0,
        maximum: 100,
        description: 'share of the newest score run of this version, or of its holdout, that scores lower',
      }),
    ),
    interval: nullable(
      Type.Object({ low: Type.Number(), high: Type.Number(), level: share }, { additionalProperties: false }),
    ),
    expected_date: nullable(
      Type.String({ description: 'ISO 8601; when it is expected if the risk goes on' }),
    ),
    base: Type.Number({ description: 'what would be predicted with nothing known' }),
    risk_factors: riskFactors,
    recommended_actions: Type.Array(recommendedAction, { maxItems: 3 }),
    in_population: nullable(
      Type.Boolean({
        description: 'false: the answer is an extrapolation; null where somebody was described',
      }),
    ),
    anchor: nullable(Type.String({ description: 'as of when, ISO 8601; null for tables' })),
    cached: Type.Boolean(),
    timestamp: Type.String({ description: 'when it was made, ISO 8601' }),
    model_version: Type.String(),
  },
  { additionalProperties: false, title: 'Prediction' },
)

export type PredictionAnswer = Static<typeof predictionAnswer>

/** @param id whom it is about, where that is known; of somebody described, what the client calls them */
export function predictionAnswerOf(served: ServedPrediction, id: string | null): PredictionAnswer {
  const { probability } = served
  const described = served.entityId === ''
  return {
    user_id: id,
    prediction_type: served.prediction,
    prediction: probability === null ? null : classOf(probability),
    confidence: probability === null ? null : Math.max(probability, 1 - probability),
    probability,
    value: served.value,
    risk_level: served.level,
    percentile: served.percentile,
    interval: served.interval,
    expected_date: served.expectedDate,
    base: served.base,
    risk_factors: riskFactorsOf(served.factors),
    recommended_actions: recommend(served, { tier: null }).map(recommendedActionAnswer),
    in_population: described ? null : served.inPopulation,
    anchor: served.anchor,
    cached: served.cached,
    timestamp: served.madeAt,
    model_version: served.version,
  }
}

/** The likelier of the two. */
export function classOf(probability: number): 0 | 1 {
  return probability >= 0.5 ? 1 : 0
}
