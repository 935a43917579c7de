import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { InProcessCache } from '../../cache/in-process.js'
import type { Prediction } from '../../predictions/prediction.js'
import type { Predictor, ServedPrediction } from '../../predictions/serving/predictor.js'
import { ForetellError } from '../../shared/errors.js'
import type { TestProject } from '../../sources/project.testing.js'
import { churnAndValue, type Person, storePeople } from '../../segments/segmentation.testing.js'
import { Segmentations } from '../../segments/segmentations.js'
import { testServer, type TestServer } from '../server.testing.js'
import type { Problem } from '../problem.js'
import { type CustomerAnswer, customerRoutes } from './customers.js'
import { segmentRoutes, type SegmentsSummary } from './segments.js'

/** Twelve of each tier; the risk rises with the number. */
const people: readonly Person[] = Array.from({ length: 36 }, (_, index) => ({
  id: `c${index}`,
  probability: (index % 12) / 12,
  value: 1 + Math.floor(index / 12) * 100 + (index % 12),
  logins: [1 + (index % 12), 31 + (index % 12)],
}))

function served(prediction: string, parts: Partial<Prediction>): ServedPrediction {
  return {
    prediction,
    version: `${prediction}-1`,
    task: 'classification',
    entityId: 'c1',
    anchor: '2026-11-20T00:00:00.000Z',
    inPopulation: true,
    probability: null,
    value: null,
    percentile: 50,
    level: null,
    interval: null,
    expectedDate: null,
    base: 0.1,
    factors: [],
    cached: false,
    madeAt: '2026-11-21T00:00:00.000Z',
    ...parts,
  }
}

/** Answers what stands in the last run. */
function fakePredictor(asked: string[], untrained: readonly string[] = []): Predictor {
  return {
    names: ['churn', 'value'],
    present: () => Date.parse('2026-11-20T00:00:00.000Z'),
    predict(name, id) {
      asked.push(`${name} of ${id}`)
      const person = people.find((candidate) => candidate.id === id)
      if (untrained.includes(name))
        return Promise.reject(new ForetellError('MODEL_MISSING', { values: { name } }))
      if (person === undefined)
        return Promise.reject(
          new ForetellError('ENTITY_UNKNOWN', { values: { entity: 'customer', id, nearest: '' } }),
        )
      const { probability = null, value = null } = person
      return Promise.resolve(
        name === 'churn'
          ? served('churn', {
              entityId: id,
              probability,
              level: Number(probability) >= 0.8 ? 'critical' : 'low',
            })
          : served('value', { entityId: id, task: 'regression', value }),
      )
    },
  } as Partial<Predictor> as Predictor
}

let project: TestProject
beforeAll(async () => {
  project = await churnAndValue()
  await storePeople(project, people)
})
afterAll(() => project.dispose())

function serverOf(predictor: Predictor): Promise<TestServer> {
  const cache = new InProcessCache({ timeToLive: 300_000, subjects: 100, clock: project.clock })
  return testServer({ project, predictor, cache, segmentations: new Segmentations(project) }, [
    ...segmentRoutes,
    ...customerRoutes,
  ])
}

describe('GET /segments/summary', () => {
  it('counts and adds up the six segments', async () => {
    const { app } = await serverOf(fakePredictor([]))
    const answer = await app.inject('/segments/summary')
    expect(answer.statusCode).toBe(200)
    const body = answer.json<SegmentsSummary>()
    expect(Value.Check(segmentRoutes[0].answers[200], body)).toBe(true)
    expect(body).toMatchObject({
      total_customers: 36,
      churn_run: { prediction: 'churn', scored: 36 },
      value_run: { prediction: 'value', scored: 36 },
    })
    expect(body.segments.map(({ count }) => count)).toEqual([9, 3, 9, 3, 9, 3])
    // Of each tier the three with the highest risk: the numbers 9, 10 and 11.
    expect(body.segments[1]).toMatchObject({ segment: 'At-Risk VIP', total_ltv: 210 + 211 + 212 })
    expect(body.total_revenue).toBe(people.reduce((sum, { value = 0 }) => sum + value, 0))
    const { revenue_at_risk: atRisk, total_revenue: total } = body
    expect(body.pct_revenue_at_risk).toBeCloseTo((100 * Number(atRisk)) / Number(total), 9)
  })

  it('answers under the name that older clients ask for', async () => {
    const { app } = await serverOf(fakePredictor([]))
    expect((await app.inject('/segment/summary')).json()).toMatchObject({ total_customers: 36 })
  })

  it('refuses a prediction that is not one of churn', async () => {
    const { app } = await serverOf(fakePredictor([]))
    const answer = await app.inject('/segments/summary?churn=value')
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([422, 'PREDICTION_UNSUITED'])
  })
})

describe('GET /predict/:id', () => {
  it('says everything about one customer', async () => {
    const { app } = await serverOf(fakePredictor([]))
    const answer = await app.inject('/predict/c35')
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      customer_id: 'c35',
      churn_probability: 11 / 12,
      churn_risk: 'critical',
      predicted_ltv: 212,
      ltv_tier: 'high',
      segment: 'At-Risk VIP',
      actions: ['Speak with them in person'],
      recommended_actions: [{ priority: 'urgent', basis: 'risk, not effect' }],
      churn: { prediction: 'churn', model_version: 'churn-1', in_population: true },
      cached: false,
    })
    const body = answer.json<CustomerAnswer>()
    expect(Value.Check(customerRoutes[0].answers[200], body)).toBe(true)
    const { risk_score: risk, risk_parts: parts } = body
    expect(parts.map(({ part, weight }) => [part, weight])).toEqual([
      ['probability', 0.4],
      ['recency', 0.3],
      ['withdrawal', 0.3],
    ])
    expect(risk).toBeCloseTo(
      parts.reduce((sum, { value, weight }) => sum + value * weight, 0),
      12,
    )
  })

  it('is placed where the totals count it', async () => {
    const { app } = await serverOf(fakePredictor([]))
    const risky = []
    for (let index = 0; index < 12; index++) {
      const { segment } = (await app.inject(`/predict/c${index}`)).json<CustomerAnswer>()
      if (segment === 'Losing Customer') risky.push(index)
      else expect(segment).toBe('Hibernating')
    }
    expect(risky).toEqual([9, 10, 11])
  })

  it('remembers the answer, for these two predictions', async () => {
    const asked: string[] = []
    const { app } = await serverOf(fakePredictor(asked))
    const first = (await app.inject('/predict/c3')).json<CustomerAnswer>()
    expect((await app.inject('/predict/c3')).json()).toEqual({ ...first, cached: true })
    expect(asked).toEqual(['churn of c3', 'value of c3'])
  })

  it('answers what it can where a prediction has no model yet', async () => {
    const { app } = await serverOf(fakePredictor([], ['value']))
    expect((await app.inject('/predict/c3')).json()).toMatchObject({
      churn_probability: 0.25,
      predicted_ltv: null,
      value: null,
    })
  })

  it('says that somebody is unknown, or that nothing was trained', async () => {
    const { app } = await serverOf(fakePredictor([]))
    const unknown = await app.inject('/predict/nobody')
    expect([unknown.statusCode, unknown.json<Problem>().code]).toEqual([404, 'ENTITY_UNKNOWN'])
    const { app: untrained } = await serverOf(fakePredictor([], ['churn', 'value']))
    expect((await untrained.inject('/predict/c1')).json<Problem>().code).toBe('MODEL_MISSING')
  })
})
