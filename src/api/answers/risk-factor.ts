import Type, { type Static } from 'typebox'

import type { Factor } from '../../predictions/prediction.js'
import { nullable } from './common.js'

const reading = nullable(Type.Union([Type.Number(), Type.String()]))

const riskFactor = Type.Object(
  {
    factor: Type.String({ description: 'how people read the feature' }),
    feature: Type.String({ description: 'its name' }),
    impact: Type.Number({ description: 'what it adds to the probability, or to the amount' }),
    direction: Type.Enum(['raises', 'lowers']),
    description: Type.String(),
    current_value: reading,
    typical_value: reading,
    risk_threshold: nullable(Type.Number({ description: 'where the effect turns' })),
  },
  { additionalProperties: false },
)

/** The reasons of a prediction as they are answered. */
export const riskFactors = Type.Array(riskFactor, {
  maxItems: 5,
  description: 'the most important first; empty without explanations',
})

export function riskFactorsOf(factors: readonly Factor[]): Static<typeof riskFactors> {
  return factors.map(({ title, feature, impact, direction, sentence, value, typical, threshold }) => ({
    factor: title,
    feature,
    impact,
    direction,
    description: sentence,
    current_value: value,
    typical_value: typical,
    risk_threshold: threshold?.value ?? null,
  }))
}
