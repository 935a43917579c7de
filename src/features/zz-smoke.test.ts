import { it } from 'vitest'
import { temporaryWarehouse } from '../warehouse/warehouse.testing.js'
import { featureMatrix, featureSet } from '/work/main/src/features/matrix.js'
import { compileFeatures } from '/work/main/src/features/compile.js'
import { silentObserver } from '/work/main/src/shared/observer.js'
import { fixedClock } from '/work/main/src/shared/time.js'
const last = (l?: string) => ({ tense: 'past', length: l })
it('x', async () => {
  const { warehouse, root, dispose } = await temporaryWarehouse()
  const ev = (id: string, e: string, at: string, p: object = {}, rec = at) => ({
    entity: 'customer',
    entity_id: id,
    event: e,
    occurred_at: at,
    received_at: rec,
    source: 'a',
    message_id: String(Math.floor(Math.random() * 1e15)),
    session_id: '',
    properties: p,
  })
  try {
    await warehouse.insert('events', [
      ev('a', 'login', '2025-01-01 10:00:00.000'),
      ev('a', 'purchase', '2025-01-01 10:10:00.000', { amount: 7.5, plan: 'pro', gift: true }),
      ev('a', 'purchase', '2025-01-03 23:10:00.000', { amount: 7, plan: 'basic', gift: false }),
      ev('b', 'login', '2025-01-04 10:00:00.000'),
    ])
    await warehouse.insert('traits', [
      {
        entity: 'customer',
        entity_id: 'a',
        trait: 'country',
        occurred_at: '2025-01-01 00:00:00.000',
        received_at: '2025-01-01 00:00:00.000',
        source: 'a',
        text: 'DE',
        number: null,
      },
      {
        entity: 'customer',
        entity_id: 'a',
        trait: 'signup',
        occurred_at: '2025-01-01 00:00:00.000',
        received_at: '2025-01-01 00:00:00.000',
        source: 'a',
        text: '2024-12-31',
        number: null,
      },
    ])
    const plan: any = {
      root,
      warehouse: {},
      sources: [],
      events: {
        login: { name: 'login', properties: {} },
        purchase: {
          name: 'purchase',
          properties: { amount: { kind: 'number', unit: 'USD' }, plan: { kind: 'string' } },
        },
      },
      entities: {
        customer: {
          name: 'customer',
          traits: { country: { kind: 'string' }, signup: { kind: 'time' }, size: { kind: 'number' } },
        },
      },
    }
    const prediction: any = {
      kind: 'events',
      name: 'churn',
      entity: 'customer',
      population: {
        kind: 'compare',
        quantity: { kind: 'count', events: ['login'], window: last('30d') },
        comparison: 'atLeast',
        value: 1,
      },
      features: {
        engagement: {
          kind: 'score',
          parts: [
            { of: { kind: 'count', events: ['login'], window: last('30d') }, weight: 1, from: 0, to: 10 },
            { of: { kind: 'daysSince', events: ['login'], which: 'last' }, weight: 2, from: 30, to: 0 },
          ],
        },
      },
      automaticFeatures: { enabled: true, windows: [7, 30, 90].map((x) => x * 864e5), exclude: [] },
      funnel: ['login', 'purchase'],
    }
    const project: any = { plan, warehouse, clock: fixedClock('2025-01-05'), observer: silentObserver }
    const set = await featureSet(project, prediction)
    console.log(set.features.length, set.notes)
    const t = Date.parse('2025-01-05')
    const m = await featureMatrix(project, prediction, t, { features: set })
    console.log(m.entityIds)
    m.features.forEach((f, i) => {
      const c = m.frame.columns[i]
      console.log(
        f.name.padEnd(36),
        f.family.padEnd(10),
        f.title.padEnd(70),
        f.unit ?? '',
        c.kind === 'numeric' ? [...c.values].join(' | ') : [...c.codes].map((x) => c.levels[x]).join(' | '),
      )
    })
    const one = await featureMatrix(project, prediction, t, { features: set, entityIds: ['a', 'zzz'] })
    console.log(one.entityIds, one.inPopulation)
    const req: any = {
      entity: 'customer',
      population: prediction.population,
      features: set.features,
      anchor: t,
      kinds: (e: string, p: string) => plan.events[e]?.properties[p]?.kind,
      traits: plan.entities.customer.traits,
      sessionIds: true,
    }
    console.log(compileFeatures(req).sql)
  } finally {
    await dispose()
  }
})
