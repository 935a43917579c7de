import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { activeDays, count, latest, max, mean, sessions, sum, until } from '../config/expression.js'
import type { EventPredictionPlan, LabelPlan } from '../config/plan.js'
import { last, next } from '../config/window.js'
import {
  anchor,
  type LoggedEntity,
  loggedEntities,
  login,
  odd,
  purchase,
  store,
  testPrediction,
  testProject,
} from '../features/log.testing.js'
import { type LoggedEvent, oracle, oracleCondition } from '../features/oracle.testing.js'
import { DAY } from '../shared/time.js'
import { type TemporaryWarehouse, temporaryWarehouse } from '../warehouse/warehouse.testing.js'
import { labelCounts } from './counts.js'
import { type Examples, examples } from './examples.js'

let temporary: TemporaryWarehouse
let runs = 0

beforeAll(async () => {
  temporary = await temporaryWarehouse()
})
afterAll(async () => {
  await temporary.dispose()
})

const noFeatures = { features: [], kinds: {}, notes: [] }
const everyone = count(login, last('30d')).atLeast(0)

async function stored(entities: readonly LoggedEntity[]): Promise<string> {
  const kind = `kind${++runs}`
  await store(temporary.warehouse, kind, entities)
  return kind
}

function prediction(
  kind: string,
  label: LabelPlan,
  given: Partial<EventPredictionPlan> = {},
): EventPredictionPlan {
  const task =
    label.kind === 'condition' ? 'classification' : label.kind === 'quantity' ? 'regression' : 'survival'
  return testPrediction(kind, { task, label, population: everyone.node, horizon: 30 * DAY, ...given })
}

async function labelled(
  kind: string,
  label: LabelPlan,
  given: Partial<EventPredictionPlan> = {},
): Promise<Examples> {
  const project = testProject(temporary.warehouse, kind)
  return examples(project, prediction(kind, label, given), anchor, { features: noFeatures })
}

function targets({ entityIds, target }: Examples): Record<string, number> {
  return Object.fromEntries(entityIds.map((id, row) => [id, target[row]]))
}

const conditions = [
  count(login, next('30d')).is(0),
  count([login, odd], next('7d'))
    .atLeast(2)
    .and(sum(purchase.amount, next('30d')).lessThan(20)),
  sessions(login, next('7d'))
    .moreThan(1)
    .or(activeDays([login, purchase], next('30d')).moreThan(2)),
  max(purchase.amount, next('30d')).lessThan(8).not(),
  latest(purchase.plan, next('7d')).isNot('pro'),
]
const quantities = [
  sum(purchase.amount, next('30d')),
  mean(purchase.amount, next('7d')),
  sessions([login, purchase, odd], next('7d')),
  activeDays([login, purchase], next('7d')),
  latest(purchase.amount, next('30d')),
]

/** Of some of these only those with an event in a window are read at all. */
const populations = [
  everyone,
  count(login, last('30d')).atLeast(1),
  activeDays([login, purchase], last('7d'))
    .moreThan(0)
    .and(sum(purchase.amount, last('30d')).atLeast(7)),
  sessions(purchase, last('90d'))
    .is(1)
    .and(count([], last('7d')).atLeast(1)),
  count(purchase, last('7d'), [{ property: 'plan', comparison: 'is', value: 'pro' }]).atLeast(1),
]

describe('labels', () => {
  it('are of those who meet the condition before the anchor', async () => {
    const label: LabelPlan = { kind: 'quantity', quantity: count(login, next('30d')).node }
    await fc.assert(
      fc.asyncProperty(loggedEntities, async (entities) => {
        const kind = await stored(entities)
        for (const { node } of populations) {
          const members = entities.filter(
            ({ events }) =>
              events.some(({ at, receivedAt }) => at <= anchor && receivedAt <= anchor) &&
              oracleCondition(node, events, { anchor, tense: 'past' }),
          )
          const found = await labelled(kind, label, { population: node })
          expect(found.entityIds, JSON.stringify(node)).toEqual(members.map(({ id }) => id))
        }
      }),
      { numRuns: 6, seed: 2 },
    )
  })

  it('are what a loop over the events after the anchor finds', async () => {
    await fc.assert(
      fc.asyncProperty(loggedEntities, async (entities) => {
        const kind = await stored(entities)
        const moment = { anchor, tense: 'future', horizon: 30 * DAY } as const
        const members = entities.filter(({ events }) =>
          events.some(({ at, receivedAt }) => at <= anchor && receivedAt <= anchor),
        )
        for (const { node } of conditions) {
          const found = await labelled(kind, { kind: 'condition', condition: node })
          expect(targets(found), JSON.stringify(node)).toEqual(
            Object.fromEntries(
              members.map(({ id, events }) => [id, Number(oracleCondition(node, events, moment))]),
            ),
          )
        }
        for (const { node } of quantities) {
          const found = await labelled(kind, { kind: 'quantity', quantity: node })
          const wanted = members
            .map(({ id, events }) => [id, Number(oracle(node, events, moment))] as const)
            .filter(([, value]) => !Number.isNaN(value))
          expect(found.missing).toBe(members.length - wanted.length)
          expect(Object.keys(targets(found))).toEqual(wanted.map(([id]) => id))
          for (const [id, value] of wanted) expect(targets(found)[id]).toBeCloseTo(value, 6)
        }
      }),
      { numRuns: 6, seed: 1 },
    )
  })

  it('look at (t, t + h]: neither at the anchor nor past the horizon', async () => {
    const at = (offset: number): LoggedEvent => ({
      event: 'login',
      at: anchor + offset,
      receivedAt: anchor + offset,
      session: '',
      properties: {},
    })
    const offsets = [0, 1, 7 * DAY, 7 * DAY + 1, 30 * DAY, 30 * DAY + 1]
    const entities = offsets.map((offset) => ({
      id: String(offset),
      events: [at(-DAY), at(offset)],
      traits: [],
    }))
    const kind = await stored(entities)
    const of = async (label: LabelPlan): Promise<number[]> => {
      const found = targets(await labelled(kind, label))
      return offsets.map((offset) => found[String(offset)])
    }
    const silent = { kind: 'condition', condition: count(login, next('30d')).is(0).node } as const
    expect(await of(silent)).toEqual([1, 0, 0, 0, 0, 1])
    expect(await of({ kind: 'quantity', quantity: count(login, next('7d')).node })).toEqual([
      0, 1, 1, 0, 0, 0,
    ])
  })

  it('count what became known late, which features must not', async () => {
    const event = (offset: number, lag: number): LoggedEvent => ({
      event: 'login',
      at: anchor + offset,
      receivedAt: anchor + offset + lag,
      session: '',
      properties: {},
    })
    const kind = await stored([
      { id: 'late', events: [event(-5 * DAY, 0), event(-DAY, 10 * DAY), event(DAY, 300 * DAY)], traits: [] },
    ])
    const node = count(login, last('30d')).node
    const feature = { name: 'logins', kind: 'numeric', title: '', family: 'declared', node } as const
    const label: LabelPlan = { kind: 'quantity', quantity: count(login, next('30d')).node }
    const found = await examples(testProject(temporary.warehouse, kind), prediction(kind, label), anchor, {
      features: { ...noFeatures, features: [feature] },
    })
    expect(found.frame.columns[0]).toMatchObject({ values: Float64Array.of(1) })
    expect([...found.target]).toEqual([1])
  })

  it('of a time until something are days, censored at the end of the window', async () => {
    const at = (offset: number): LoggedEvent => ({
      event: 'login',
      at: anchor + offset,
      receivedAt: anchor + offset,
      session: '',
      properties: {},
    })
    const kind = await stored([
      { id: 'never', events: [at(-DAY)], traits: [] },
      { id: 'soon', events: [at(-DAY), at(1.5 * DAY), at(3 * DAY)], traits: [] },
      { id: 'too late', events: [at(-DAY), at(31 * DAY)], traits: [] },
    ])
    const found = await labelled(kind, { kind: 'until', until: until(login, next('30d')).node })
    expect(targets(found)).toEqual({ never: 30, soon: 1.5, 'too late': 30 })
    expect([...found.observed]).toEqual([0, 1, 0])
  })

  it('are of the same rows as the features, sampled or not', async () => {
    const event: LoggedEvent = { event: 'login', at: anchor, receivedAt: anchor, session: '', properties: {} }
    const entities = Array.from({ length: 200 }, (_, index) => ({
      id: `c${index}`,
      events: [event],
      traits: [],
    }))
    const kind = await stored(entities)
    const label: LabelPlan = { kind: 'condition', condition: count(login, next('30d')).is(0).node }
    const found = await examples(testProject(temporary.warehouse, kind), prediction(kind, label), anchor, {
      features: noFeatures,
      sample: { share: 0.3, seed: 5 },
    })
    expect(found.entityIds.length).toBeGreaterThan(30)
    expect(found.entityIds.length).toBeLessThan(100)
    expect(found.missing).toBe(0)
    expect(found.target.length).toBe(found.frame.rows)
  })
})

describe('labelCounts', () => {
  /** Ten entities that log in every five days for a hundred; all but the last stop after 10 x index days. */
  const log = Array.from({ length: 10 }, (_, index) => ({
    id: `c${index}`,
    traits: [],
    events: Array.from({ length: 21 }, (_, visit) => ({
      event: index === 9 || visit * 5 <= index * 10 ? 'login' : 'undeclared',
      at: anchor - 100 * DAY + visit * 5 * DAY,
      receivedAt: anchor - 100 * DAY + visit * 5 * DAY,
      session: '',
      properties: { amount: visit },
    })),
  }))
  const active = count(login, last('10d')).atLeast(1).node

  it('counts with, without and still open, anchor by anchor', async () => {
    const kind = await stored(log)
    const churn: LabelPlan = { kind: 'condition', condition: count(login, next('20d')).is(0).node }
    const plan = prediction(kind, churn, {
      population: active,
      horizon: 20 * DAY,
      anchorInterval: 20 * DAY,
      automaticFeatures: { enabled: true, windows: [7 * DAY], exclude: [] },
    })
    const counts = await labelCounts(testProject(temporary.warehouse, kind), plan)
    const noon = DAY / 2
    expect(counts.anchors.map(({ at }) => (at + noon - anchor) / DAY)).toEqual([-20, -40, -60, -80])
    expect(
      counts.anchors.map(({ population, positives, negatives }) => [population, positives, negatives]),
    ).toEqual([
      [3, 1, 2],
      [5, 1, 4],
      [7, 1, 6],
      [9, 1, 8],
    ])
    expect(counts.open).toEqual({ at: anchor, population: 1 })
  })

  it('counts quantities by their mean, and times until something by those it happened to', async () => {
    const kind = await stored(log)
    const only = { population: active, maximumAnchors: 1, horizon: 20 * DAY, anchorInterval: 20 * DAY }
    const project = testProject(temporary.warehouse, kind)
    const logins: LabelPlan = { kind: 'quantity', quantity: count(login, next('20d')).node }
    const amounts = await labelCounts(project, prediction(kind, logins, only))
    expect(amounts.anchors).toMatchObject([{ population: 3, rows: 3, positives: null, mean: 5 / 3 }])
    const undefinedMean: LabelPlan = { kind: 'quantity', quantity: mean(purchase.amount, next('20d')).node }
    const missing = await labelCounts(project, prediction(kind, undefinedMean, only))
    expect(missing.anchors).toMatchObject([{ population: 3, rows: 0, missing: 3, mean: null }])
    const again: LabelPlan = { kind: 'until', until: until(login, next('20d')).node }
    const times = await labelCounts(project, prediction(kind, again, only))
    expect(times.anchors).toMatchObject([{ rows: 3, positives: 2, censored: 1 }])
  })

  it('finds nothing where there is nothing', async () => {
    const kind = await stored([])
    const churn: LabelPlan = { kind: 'condition', condition: count(login, next('20d')).is(0).node }
    const counts = await labelCounts(testProject(temporary.warehouse, kind), prediction(kind, churn))
    expect(counts).toEqual({ anchors: [], open: undefined, times: undefined })
  })
})
