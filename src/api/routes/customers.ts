import Type, { type Static } from 'typebox'

import { recommend } from '../../actions/recommend.js'
import { subjectOf } from '../../cache/cache.js'
import type { ServedPrediction } from '../../predictions/serving/predictor.js'
import { type Customer, customerOf } from '../../segments/customer.js'
import { segments } from '../../segments/segment.js'
import type { Segmentation } from '../../segments/segmentation.js'
import { chooseSubject, type Subject } from '../../segments/subject.js'
import { tiers } from '../../segments/tiers.js'
import { nullable, subjectQuery } from '../answers/common.js'
import { recommendedAction, recommendedActionAnswer } from '../answers/recommended-action.js'
import { riskFactors, riskFactorsOf } from '../answers/risk-factor.js'
import { jsonReply, type Reply, route } from '../route.js'
import type { Services } from '../services.js'

const share = Type.Number({ minimum: 0, maximum: 1 })

const answerer = Type.Object(
  {
    prediction: Type.String(),
    model_version: Type.String(),
    anchor: nullable(Type.String({ description: 'as of when, ISO 8601; null for tables' })),
    in_population: Type.Boolean({ description: 'false: the answer is an extrapolation' }),
    percentile: nullable(Type.Number({ minimum: 0, maximum: 100 })),
  },
  { additionalProperties: false },
)

const customer = Type.Object(
  {
    customer_id: Type.String(),
    churn_probability: nullable(share),
    churn_risk: nullable(Type.Enum(['low', 'medium', 'high', 'critical'])),
    predicted_churn_date: nullable(Type.String({ description: 'ISO 8601' })),
    predicted_ltv: nullable(Type.Number()),
    ltv_tier: nullable(Type.Enum([...tiers])),
    risk_score: nullable(share),
    risk_parts: Type.Array(
      Type.Object(
        { part: Type.Enum(['probability', 'recency', 'withdrawal']), value: share, weight: share },
        { additionalProperties: false },
      ),
    ),
    segment: nullable(Type.Enum(segments.map(({ name }) => name))),
    risk_factors: riskFactors,
    actions: Type.Array(Type.String(), {
      maxItems: 3,
      description: 'the recommended actions in a few words',
    }),
    recommended_actions: Type.Array(recommendedAction, { maxItems: 3 }),
    churn: nullable(answerer),
    value: nullable(answerer),
    cached: Type.Boolean(),
    timestamp: Type.String({ description: 'when it was made, ISO 8601' }),
  },
  { additionalProperties: false },
)

export type CustomerAnswer = Static<typeof customer>

export const customerRoutes = [
  route({
    operation: 'customer',
    method: 'GET',
    path: '/predict/:id',
    tag: 'predict',
    summary: 'Everything about one customer: churn, value, tier, composite risk, segment, actions',
    description:
      'What a project has no prediction, no model or no score run for is null. docs/segments.md says how the parts ' +
      'are made.',
    scope: 'read',
    params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 500 }) }),
    query: subjectQuery,
    answers: { 200: customer },
    async handle({ params: { id }, query }, services) {
      const subject = chooseSubject(services.project.plan, query)
      const segmentation = await services.segmentations.current(subject)
      return remembered(services, subject, segmentation, id)
    },
  }),
]

/**
 * Made anew when something new is known of the customer, when there is another model, or a newer score run. What is
 * remembered is the text that is answered from then on.
 */
async function remembered(
  services: Services,
  subject: Subject,
  segmentation: Segmentation,
  id: string,
): Promise<CustomerAnswer | Reply> {
  const { cache, predictor, project } = services
  const about = subjectOf(subject.people, id)
  const { runs } = segmentation
  const name = JSON.stringify([
    'customer',
    subject.churn?.name,
    subject.value?.name,
    runs.churn?.runId,
    runs.value?.runId,
  ])
  const found = await cache.read(about, name)
  if (found.hit) return jsonReply(found.text)
  const made = await customerOf(project, subject, id, { predictor, segmentation })
  const answer = customerAnswer(made, project.clock.now())
  await cache.write(about, name, JSON.stringify({ ...answer, cached: true }), found.ticket)
  return answer
}

function customerAnswer(made: Customer, now: number): CustomerAnswer {
  const { churn, value, tier } = made
  const asked = churn ?? value
  const actions = asked === null ? [] : recommend(asked, { tier })
  return {
    customer_id: made.id,
    churn_probability: churn?.probability ?? null,
    churn_risk: churn?.level ?? null,
    predicted_churn_date: churn?.expectedDate ?? null,
    predicted_ltv: value?.value ?? null,
    ltv_tier: tier,
    risk_score: made.risk,
    risk_parts: [...made.riskParts],
    segment: made.segment,
    risk_factors: riskFactorsOf(churn?.factors ?? []),
    actions: actions.map(({ action }) => action),
    recommended_actions: actions.map(recommendedActionAnswer),
    churn: churn === null ? null : answererOf(churn),
    value: value === null ? null : answererOf(value),
    cached: false,
    timestamp: new Date(now).toISOString(),
  }
}

function answererOf(served: ServedPrediction): Static<typeof answerer> {
  const { prediction, version, anchor, inPopulation, percentile } = served
  return { prediction, model_version: version, anchor, in_population: inPopulation, percentile }
}
