import Type, { type Static } from 'typebox'

import { riskWeights } from '../../segments/risk.js'
import { segments } from '../../segments/segment.js'
import type { Segmentation, SegmentTotals } from '../../segments/segmentation.js'
import { chooseSubject, type Subject } from '../../segments/subject.js'
import { type Tier, tiers } from '../../segments/tiers.js'
import { nullable, subjectQuery } from '../answers/common.js'
import { route } from '../route.js'

const share = Type.Number({ minimum: 0, maximum: 1 })
const count = Type.Integer({ minimum: 0 })

const segment = Type.Object(
  {
    segment: Type.Enum(segments.map(({ name }) => name)),
    ltv_tier: Type.Enum([...tiers]),
    at_risk: Type.Boolean({ description: 'whether it is the riskiest quarter of the tier' }),
    count,
    percentage: Type.Number({ minimum: 0, maximum: 100, description: 'of all customers' }),
    total_ltv: Type.Number({ description: 'sum of the predicted values' }),
    avg_ltv: nullable(Type.Number()),
    avg_risk: nullable(share),
    avg_churn_probability: nullable(share),
  },
  { additionalProperties: false },
)

const run = Type.Object(
  {
    prediction: Type.String(),
    model_version: Type.String(),
    scored: Type.Integer({ minimum: 0, description: 'customers in the run' }),
    scored_at: Type.String({ description: 'ISO 8601' }),
  },
  { additionalProperties: false },
)

const summary = Type.Object(
  {
    total_customers: count,
    total_revenue: nullable(Type.Number({ description: 'sum of all predicted values' })),
    revenue_at_risk: nullable(Type.Number({ description: 'sum over the three segments at risk' })),
    pct_revenue_at_risk: nullable(Type.Number({ description: 'null too when the total is not above 0' })),
    segments: Type.Array(segment, { description: 'all six, or none while one of the two runs is missing' }),
    tier_cuts: nullable(
      Type.Object(
        {
          lower: Type.Number({ description: 'the highest value that is low' }),
          upper: Type.Number({ description: 'the highest value that is medium' }),
        },
        { additionalProperties: false },
      ),
    ),
    risk_weights: Type.Object(
      { probability: share, recency: share, withdrawal: share },
      { additionalProperties: false },
    ),
    churn_run: nullable(run),
    value_run: nullable(run),
    timestamp: Type.String({ description: 'ISO 8601' }),
  },
  { additionalProperties: false },
)

export type SegmentsSummary = Static<typeof summary>

export const segmentRoutes = [
  route({
    operation: 'segmentsSummary',
    method: 'GET',
    path: '/segments/summary',
    aliases: ['/segment/summary'],
    tag: 'segments',
    summary: 'Six segments with counts and totals, from the newest score runs',
    description:
      'Everybody in the newest churn or value scores is in exactly one segment: a third by predicted value, and ' +
      'whether their composite risk is in the highest quarter of it. docs/segments.md has the definitions.',
    scope: 'read',
    query: subjectQuery,
    answers: { 200: summary },
    async handle({ query }, { project, segmentations }) {
      const subject = chooseSubject(project.plan, query)
      return summaryAnswer(subject, await segmentations.current(subject), project.clock.now())
    },
  }),
]

function summaryAnswer(
  { churn, value }: Subject,
  { customers, runs, segments: found, tierCuts }: Segmentation,
  now: number,
): SegmentsSummary {
  const complete = found.length > 0
  const total = complete ? sumOf(found) : null
  const atRisk = complete ? sumOf(found.filter(({ segment: name }) => placeOf(name).risky)) : null
  return {
    total_customers: customers,
    total_revenue: total,
    revenue_at_risk: atRisk,
    pct_revenue_at_risk: total !== null && atRisk !== null && total > 0 ? (100 * atRisk) / total : null,
    segments: found.map((totals) => segmentAnswer(totals, customers)),
    tier_cuts: tierCuts,
    risk_weights: riskWeights,
    churn_run: churn === null ? null : runAnswer(runs.churn),
    value_run: value === null ? null : runAnswer(runs.value),
    timestamp: new Date(now).toISOString(),
  }
}

function segmentAnswer(totals: SegmentTotals, customers: number): Static<typeof segment> {
  const { tier, risky } = placeOf(totals.segment)
  return {
    segment: totals.segment,
    ltv_tier: tier,
    at_risk: risky,
    count: totals.customers,
    percentage: customers === 0 ? 0 : (100 * totals.customers) / customers,
    total_ltv: totals.totalValue,
    avg_ltv: totals.averageValue,
    avg_risk: totals.averageRisk,
    avg_churn_probability: totals.averageProbability,
  }
}

function placeOf(name: SegmentTotals['segment']): { readonly tier: Tier; readonly risky: boolean } {
  const [place] = segments.filter((candidate) => candidate.name === name)
  return place
}

function sumOf(totals: readonly SegmentTotals[]): number {
  return totals.reduce((sum, { totalValue }) => sum + totalValue, 0)
}

function runAnswer(found: Segmentation['runs']['churn']): Static<typeof run> | null {
  if (found === null) return null
  const { prediction, version, rows, scoredAt } = found
  return { prediction, model_version: version, scored: rows, scored_at: scoredAt }
}
