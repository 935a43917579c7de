import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { number } from '../config/event.js'
import {
  activeDays,
  any,
  count,
  daysSince,
  daysSinceFirst,
  distinct,
  latest,
  max,
  mean,
  min,
  mostFrequent,
  ratio,
  score,
  sessions,
  sum,
  trait,
} from '../config/expression.js'
import { ever, last } from '../config/window.js'
import { DAY } from '../shared/time.js'
import { type TemporaryWarehouse, temporaryWarehouse } from '../warehouse/warehouse.testing.js'
import type { EventPredictionPlan } from '../config/plan.js'
import { chooseFeatures, type FeatureSet } from './choose.js'
import type { FeatureCatalogue } from './catalogue.js'
import {
  anchor,
  customer,
  type LoggedEntity,
  loggedEntities,
  login,
  odd,
  oddName,
  oddProperty,
  purchase,
  store,
  testPrediction,
  testProject,
} from './log.testing.js'
import { compileEntities } from './compile.js'
import { entityReader } from './entity-reader.js'
import { entityProgram } from './in-process/entity-program.js'
import { propertyKinds } from './property-kinds.js'
import { featureMatrix, type FeatureMatrix } from './matrix.js'
import { type LoggedEvent, oracle, oracleCondition } from './oracle.testing.js'

let temporary: TemporaryWarehouse
let runs = 0

beforeAll(async () => {
  temporary = await temporaryWarehouse()
})
afterAll(async () => {
  await temporary.dispose()
})

/** Every kind of quantity that can be declared, beside the automatic features. */
const declared = {
  bigPurchases: count(purchase, last('30d'), [{ property: 'amount', comparison: 'atLeast', value: 7 }]),
  proGifts: count(purchase, ever(), [
    { property: 'plan', comparison: 'isNot', value: 'basic' },
    { property: 'gift', comparison: 'is', value: true },
  ]),
  quoted: count(odd, ever(), [{ property: 'note', comparison: 'is', value: "o'hara" }]),
  both: count([login, purchase], last('7d')),
  bothDays: activeDays([login, odd], last('30d')),
  bothVisits: sessions([login, purchase], last('90d')),
  smallest: min(purchase.amount, last('30d')),
  largest: max({ event: oddName, property: oddProperty, type: number() }, last('45d')),
  average: mean(purchase.amount, ever(), [{ property: 'plan', comparison: 'is', value: 'pro' }]),
  usualPlan: mostFrequent(purchase.plan, last('30d')),
  usualAmount: mostFrequent(purchase.amount, ever()),
  newestGift: latest(purchase.gift, ever()),
  plans: distinct(purchase.plan, last('7d')),
  giftRate: ratio(count(purchase, last('90d')), sum(purchase.amount, last('90d'))),
  since: daysSince([login, purchase]),
  engagement: score([
    { of: count(login, last('30d')), weight: 3, from: 0, to: 4 },
    { of: daysSince(login), weight: 2, from: 30, to: 0 },
    { of: trait('seats'), weight: 1, from: 0, to: 2 },
  ]),
  country: trait('country'),
}

const population = any(
  count(login, last('30d')).atLeast(1),
  daysSinceFirst(purchase).lessThan(40),
  trait('country').isNot('DE'),
  // Missing for most, and then a no.
  mean(purchase.amount, last('30d')).isNot(7),
)

function prediction(kind: string, given: Partial<EventPredictionPlan> = {}): EventPredictionPlan {
  return testPrediction(kind, {
    task: 'classification',
    population: population.node,
    label: { kind: 'condition', condition: population.node },
    horizon: 30 * DAY,
    features: Object.fromEntries(Object.entries(declared).map(([name, { node }]) => [name, node])),
    funnel: ['login', 'purchase', oddName],
    ...given,
  })
}

const catalogue: FeatureCatalogue = {
  events: [
    { name: 'login', count: 3, properties: [] },
    {
      name: 'purchase',
      count: 3,
      properties: [
        { name: 'amount', kinds: ['number'], cardinality: 6 },
        { name: 'plan', kinds: ['string'], cardinality: 5 },
        { name: 'gift', kinds: ['boolean'], cardinality: 2 },
      ],
    },
    {
      name: oddName,
      count: 2,
      properties: [
        { name: 'note', kinds: ['string'], cardinality: 5 },
        { name: oddProperty, kinds: ['number'], cardinality: 6 },
      ],
    },
  ],
}

/** A population of everyone with an event that was known at the anchor. */
const everyone = count([login, purchase, odd], last('90d')).atLeast(0)

function featuresOf(plan: EventPredictionPlan): FeatureSet {
  return chooseFeatures(testProject(temporary.warehouse, plan.entity).plan, plan, catalogue)
}

/** Stores entities as a kind of their own, so that the runs of a property do not meet. */
async function stored(entities: readonly LoggedEntity[]): Promise<string> {
  const kind = `kind${++runs}`
  await store(temporary.warehouse, kind, entities)
  return kind
}

async function matrixOf(
  kind: string,
  given: Partial<EventPredictionPlan> & { ids?: readonly string[]; at?: number } = {},
): Promise<FeatureMatrix> {
  const { ids, at = anchor, ...rest } = given
  const plan = prediction(kind, rest)
  return featureMatrix(testProject(temporary.warehouse, kind), plan, at, {
    features: featuresOf(plan),
    ...(ids === undefined ? {} : { entityIds: ids }),
  })
}

/** The values of one entity by feature. */
function valuesOf(matrix: FeatureMatrix, id: string): Record<string, number | string | null> {
  const row = matrix.entityIds.indexOf(id)
  return Object.fromEntries(
    matrix.frame.columns.map((column) => [
      column.name,
      column.kind === 'numeric' ? column.values[row] : (column.levels[column.codes[row]] ?? null),
    ]),
  )
}

function expectClose(found: number | string | null, wanted: number | string | null, what: string): void {
  if (typeof found !== 'number' || typeof wanted !== 'number' || Number.isNaN(wanted)) {
    expect(found, what).toBe(wanted)
    return
  }
  // The order of additions and the library of sine and cosine differ; nothing else may.
  expect(Math.abs(found - wanted), `${what}: ${found}, not ${wanted}`).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(wanted)),
  )
}

describe('compiled features', () => {
  it('are what a loop over the events finds, for everyone in the population and for nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(loggedEntities, async (entities) => {
        const kind = await stored(entities)
        const matrix = await matrixOf(kind)
        const moment = { anchor, tense: 'past', traitTypes: customer.traits } as const
        const members = entities.filter(
          ({ events, traits }) =>
            events.some(({ at, receivedAt }) => at <= anchor && receivedAt <= anchor) &&
            oracleCondition(population.node, events, { ...moment, traits }),
        )
        expect([...matrix.entityIds]).toEqual(members.map(({ id }) => id))
        for (const { id, events, traits } of members) {
          const values = valuesOf(matrix, id)
          for (const { name, node } of matrix.features) {
            expectClose(values[name], oracle(node!, events, { ...moment, traits }), name)
          }
        }
      }),
      { numRuns: 20, seed: 1 },
    )
  })

  it('are the same for one entity as in a batch', async () => {
    await fc.assert(
      fc.asyncProperty(loggedEntities, async (entities) => {
        const kind = await stored(entities)
        const batch = await matrixOf(kind, { population: everyone.node })
        const [id] = batch.entityIds
        if (id === undefined) return
        const one = await matrixOf(kind, { population: everyone.node, ids: [id] })
        expect(one.entityIds).toEqual([id])
        expect(one.inPopulation[0]).toBe(1)
        expect(valuesOf(one, id)).toEqual(valuesOf(batch, id))
      }),
      { numRuns: 5, seed: 1 },
    )
  })

  it('are the same to the last bit when they are computed in this process', async () => {
    await fc.assert(
      fc.asyncProperty(loggedEntities, async (entities) => {
        const kind = await stored(entities)
        const plan = prediction(kind)
        const set = featuresOf(plan)
        const ids = [...entities.map(({ id }) => id), 'nobody']
        const byEngine = await matrixOf(kind, { ids })
        const read = entityReader(testProject(temporary.warehouse, kind), plan, set)
        const { entityIds, features, inPopulation, frame } = await read(anchor, ids)
        expect({ entityIds, features, inPopulation }).toEqual({
          entityIds: byEngine.entityIds,
          features: byEngine.features,
          inPopulation: byEngine.inPopulation,
        })
        for (const id of entityIds)
          expect(valuesOf({ ...byEngine, frame }, id)).toStrictEqual(valuesOf(byEngine, id))
      }),
      { numRuns: 12, seed: 1 },
    )
  })

  it('are all understood in this process', () => {
    const plan = prediction('customer')
    const { traits } = testProject(temporary.warehouse, 'customer').plan.entities['customer']
    const { features, kinds } = featuresOf(plan)
    for (const sessionIds of [true, false])
      expect(() =>
        entityProgram(
          compileEntities({
            entity: 'customer',
            population: plan.population,
            features,
            kinds: propertyKinds(testProject(temporary.warehouse, 'customer').plan, kinds),
            sessionIds,
            traits,
          }),
        ),
      ).not.toThrow()
  })

  it('do not change when something happens later, or becomes known later', async () => {
    await fc.assert(
      fc.asyncProperty(loggedEntities, loggedEntities, async (entities, more) => {
        const kind = await stored(entities)
        const before = await matrixOf(kind, { population: everyone.node })
        const unknown = more.map(({ id, events, traits }) => ({
          id,
          events: events.filter(({ at, receivedAt }) => at > anchor || receivedAt > anchor),
          traits: traits.filter(({ at, receivedAt }) => at > anchor || receivedAt > anchor),
        }))
        // Message ids begin again; events that are equal but for what they carry must not replace one another.
        await store(
          temporary.warehouse,
          kind,
          unknown.map((each) => ({
            ...each,
            events: each.events.map((event) => ({ ...event, at: event.at + 7 })),
          })),
        )
        const after = await matrixOf(kind, { population: everyone.node })
        expect(after.entityIds).toEqual(before.entityIds)
        for (const id of before.entityIds) expect(valuesOf(after, id)).toEqual(valuesOf(before, id))
      }),
      { numRuns: 5, seed: 1 },
    )
  })

  it('count (t - w, t]: the anchor itself, and not the moment a window before it', async () => {
    const at = (offset: number): LoggedEvent => ({
      event: 'login',
      at: anchor + offset,
      receivedAt: anchor + offset,
      session: '',
      properties: {},
    })
    const entities = [0, 1, -7 * DAY, -7 * DAY + 1].map((offset) => ({
      id: String(offset),
      events: [at(offset), at(-60 * DAY)],
      traits: [],
    }))
    const matrix = await matrixOf(await stored(entities), { population: everyone.node })
    const counts = entities.map(({ id }) => valuesOf(matrix, id)['login_count_7d'])
    expect(counts).toEqual([1, 0, 0, 1])
  })

  it('say of one outside the population that it is, and nothing of one who is not there', async () => {
    const event = {
      event: 'login',
      at: anchor - 60 * DAY,
      receivedAt: anchor - 60 * DAY,
      session: '',
      properties: {},
    }
    const kind = await stored([{ id: 'silent', events: [event], traits: [] }])
    const population = count(login, last('30d')).atLeast(1).node
    expect((await matrixOf(kind, { population })).entityIds).toEqual([])
    const asked = await matrixOf(kind, { population, ids: ['silent', 'nobody'] })
    expect(asked.entityIds).toEqual(['silent'])
    expect([...asked.inPopulation]).toEqual([0])
    expect(valuesOf(asked, 'silent')['login_days_since_last']).toBe(60)
  })

  it('draw the same part of the population every time, and another for another seed', async () => {
    const event = { event: 'login', at: anchor - DAY, receivedAt: anchor - DAY, session: '', properties: {} }
    const entities = Array.from({ length: 400 }, (_, index) => ({
      id: `c${index}`,
      events: [event],
      traits: [],
    }))
    const kind = await stored(entities)
    const plan = prediction(kind, {
      population: everyone.node,
      automaticFeatures: { enabled: false, windows: [], exclude: [] },
    })
    const drawn = async (seed: number): Promise<readonly string[]> => {
      const options = { features: featuresOf(plan), sample: { share: 0.25, seed } }
      return (await featureMatrix(testProject(temporary.warehouse, kind), plan, anchor, options)).entityIds
    }
    const first = await drawn(1)
    expect(first.length).toBeGreaterThan(60)
    expect(first.length).toBeLessThan(140)
    expect(await drawn(1)).toEqual(first)
    expect(await drawn(2)).not.toEqual(first)
  })
})
