import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { count, distinct, ratio, sum, trait } from '../config/expression.js'
import { ever, last } from '../config/window.js'
import type { EventPredictionPlan } from '../config/plan.js'
import { silentObserver } from '../shared/observer.js'
import { DAY, MINUTE, warehouseTime } from '../shared/time.js'
import { type TemporaryWarehouse, temporaryWarehouse } from '../warehouse/warehouse.testing.js'
import type { Project } from '../warehouse/project.js'
import { chooseFeatures, type FeatureSet } from './choose.js'
import { entityReader } from './entity-reader.js'
import { anchor, login, purchase, store, testPrediction, testProject } from './log.testing.js'
import { featureMatrix } from './matrix.js'

let temporary: TemporaryWarehouse
beforeAll(async () => {
  temporary = await temporaryWarehouse()
})
afterAll(() => temporary.dispose())

interface Setting {
  readonly project: Project
  readonly prediction: EventPredictionPlan
  readonly set: FeatureSet
  readonly warnings: string[]
}

function setting(kind: string, features: EventPredictionPlan['features']): Setting {
  const warnings: string[] = []
  const project = {
    ...testProject(temporary.warehouse, kind),
    observer: { ...silentObserver, warn: (message: string) => warnings.push(message) },
  }
  const everyone = count(login, last('90d')).atLeast(0).node
  const prediction = testPrediction(kind, {
    task: 'classification',
    population: everyone,
    label: { kind: 'condition', condition: everyone },
    horizon: 30 * DAY,
    features,
    automaticFeatures: { enabled: false, windows: [], exclude: [] },
  })
  return { project, prediction, set: chooseFeatures(project.plan, prediction, { events: [] }), warnings }
}

/** Both ways of the same entities. */
async function bothWays({ project, prediction, set }: Setting, ids: readonly string[]): Promise<void> {
  const read = await entityReader(project, prediction, set)(anchor, ids)
  const byEngine = await featureMatrix(project, prediction, anchor, { features: set, entityIds: ids })
  expect(read).toStrictEqual(byEngine)
  expect(read.entityIds).toEqual([...ids].sort())
}

const loginAt = (at: number): Parameters<typeof store>[2][number]['events'][number] => ({
  event: 'login',
  at,
  receivedAt: at,
  session: '',
  properties: {},
})

describe('single entities', () => {
  it('with more events than are computed here are computed by the engine', async () => {
    const own = setting('many', { logins: count(login, last('30d')).node })
    const events = Array.from({ length: 2001 }, (_, index) => loginAt(anchor - index * MINUTE))
    await store(temporary.warehouse, 'many', [
      { id: 'machine', events, traits: [] },
      { id: 'person', events: [loginAt(anchor - DAY)], traits: [] },
    ])
    await bothWays(own, ['machine', 'person'])
    await bothWays(own, ['person'])
    expect(own.warnings).toEqual([])
  })

  it('with a feature that needs the engine are left to it, and that is told once', async () => {
    // A text where a number is wanted: how the engine reads numbers is its own.
    const own = setting('read', { odd: ratio(count(login, ever()), trait('country')).node })
    await store(temporary.warehouse, 'read', [{ id: 'a', events: [loginAt(anchor - DAY)], traits: [] }])
    const read = entityReader(own.project, own.prediction, own.set)
    expect(await read(anchor, ['a'])).toStrictEqual(
      await featureMatrix(own.project, own.prediction, anchor, { features: own.set, entityIds: ['a'] }),
    )
    await read(anchor, ['a'])
    expect(own.warnings).toEqual([expect.stringContaining('toFloat64OrNull')])
  })

  it('keep numbers that JSON cannot write, and zeros of two signs', async () => {
    const own = setting('extreme', {
      amounts: distinct(purchase.amount, ever()).node,
      total: sum(purchase.amount, ever()).node,
      seats: trait('seats').node,
    })
    const at = warehouseTime(anchor - DAY)
    const { warehouse } = temporary
    await warehouse.execute(
      `INSERT INTO events (entity, entity_id, event, occurred_at, received_at, source, message_id, session_id, properties)
       SELECT 'extreme', 'a', 'purchase', {at:String}, {at:String}, 'test', number, '',
         arrayElement(['{"amount": 0.0}', '{"amount": -0.0}', '{"amount": 1e308}', '{"amount": 1.5e308}'], number + 1)::JSON
       FROM numbers(4)`,
      { parameters: { at } },
    )
    await warehouse.execute(
      `INSERT INTO traits SELECT 'extreme', 'a', 'seats', {at:String}, {at:String}, 'test', 'inf', inf`,
      { parameters: { at } },
    )
    await bothWays(own, ['a'])
    expect(own.warnings).toEqual([])
  })
})
