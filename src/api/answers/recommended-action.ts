import Type, { type Static } from 'typebox'

import { priorities, type RecommendedAction } from '../../actions/recommended-action.js'

/** A recommended action as it is answered. */
export const recommendedAction = Type.Object(
  {
    action: Type.String({ description: 'what to do' }),
    priority: Type.Enum([...priorities]),
    description: Type.String({ description: 'why and how' }),
    expected_impact: Type.String({ description: 'what is known of its effect' }),
    basis: Type.Literal('risk, not effect', {
      description: 'it follows from who is at risk and why; that doing it helps has not been measured',
    }),
  },
  { additionalProperties: false },
)

export function recommendedActionAnswer(recommended: RecommendedAction): Static<typeof recommendedAction> {
  const { action, priority, description, expectedImpact, basis } = recommended
  return { action, priority, description, expected_impact: expectedImpact, basis }
}
