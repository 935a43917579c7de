import { appendFile } from 'node:fs/promises'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { subjectOf } from '../../cache/cache.js'
import type { EventPredictionPlan } from '../../config/plan.js'
import { featureMatrix } from '../../features/matrix.js'
import { warehouseTime } from '../../shared/time.js'
import { today } from '../business.testing.js'
import { promote, loadModelVersion, storeModel } from '../registry.js'
import type { Factor, Prediction } from '../prediction.js'
import type { Warehouse } from '../../warehouse/warehouse.js'
import { score } from '../score.js'
import { openScorer } from '../scorer.js'
import { type LivePredictor, openPredictor } from './live-predictor.js'
import type { FeatureValues } from './predictor.js'
import { noCache, servedBusiness, stubExplain, testCache } from './serving.testing.js'

type Served = Awaited<ReturnType<typeof servedBusiness>>

let business: Served
let predictor: LivePredictor
/** The highest scores of each run. */
const scored = new Map<string, readonly Prediction[]>()
const cache = testCache()
const withReasons = { explain: true }
const plain = { explain: false }

beforeAll(async () => {
  business = await servedBusiness()
  for (const name of ['churn', 'value', 'leaving']) {
    const { top } = await score(business.project, name, { explain: stubExplain, top: 40 })
    scored.set(name, top)
  }
  predictor = await openPredictor(business.project, { cache, explain: stubExplain })
})

afterAll(async () => {
  await predictor.close()
  await business.dispose()
})

/** The project, counting how often rows of customers who are asked about are read. */
function counting(): { readonly project: Served['project']; readonly statements: () => number } {
  const { project } = business
  let statements = 0
  const warehouse = new Proxy(project.warehouse, {
    get(target, name) {
      if (name === 'rows')
        return (...asked: Parameters<Warehouse['rows']>) => {
          if (asked[1]?.parameters?.['entity_ids'] !== undefined) statements++
          return target.rows(...asked)
        }
      const found: unknown = Reflect.get(target, name)
      return typeof found === 'function' ? (found.bind(target) as unknown) : found
    },
  })
  return { project: { ...project, warehouse }, statements: () => statements }
}

function rounded(factor: Factor): Factor {
  return { ...factor, impact: Number(factor.impact.toFixed(9)) }
}

/** Customers who have events. */
async function knownIds(most: number): Promise<string[]> {
  const rows = await business.project.warehouse.rows<{ id: string }>(
    'SELECT DISTINCT entity_id AS id FROM events ORDER BY id LIMIT {most:UInt32}',
    { parameters: { most } },
  )
  return rows.map(({ id }) => id)
}

describe('a known customer', () => {
  it.each(['churn', 'value', 'leaving'])('is predicted by %s exactly as in a score run', async (name) => {
    const run = scored.get(name) ?? []
    expect(run).toHaveLength(40)
    for (const { factors, base, ...expected } of run) {
      const { cached, madeAt, ...answer } = await predictor.predict(name, expected.entityId, withReasons)
      const { factors: found, base: foundBase, ...rest } = answer
      expect(rest).toEqual(expected)
      // Single rows are explained by another order of additions.
      expect(foundBase).toBeCloseTo(base, 9)
      expect(found.map(rounded)).toEqual(factors.map(rounded))
      expect({ cached, madeAt }).toEqual({ cached: false, madeAt: new Date(today).toISOString() })
    }
  })

  it('is answered from the cache until something new is known of them', async () => {
    const ask = () => predictor.predict('churn', 'c3', plain)
    const first = await ask()
    expect(first.cached).toBe(false)
    expect(await ask()).toEqual({ ...first, cached: true })
    await cache.forget([subjectOf('customer', 'c3')])
    expect((await ask()).cached).toBe(false)
  })

  it('is answered with reasons or without, each by its own', async () => {
    const reasons = await predictor.predict('churn', 'c5', withReasons)
    const without = await predictor.predict('churn', 'c5', plain)
    expect(without).toMatchObject({ cached: false, probability: reasons.probability, base: reasons.base })
    expect(without.factors).toEqual([])
    expect(reasons.factors.length).toBeGreaterThan(0)
  })

  it('is told to be outside of the population', async () => {
    const [row] = await business.project.warehouse.rows<{ id: string }>(
      `SELECT entity_id AS id FROM events GROUP BY id HAVING max(occurred_at) < '2026-04-01' ORDER BY id LIMIT 1`,
    )
    expect((await predictor.predict('churn', row.id, plain)).inPopulation).toBe(false)
  })

  it.each([
    ['churn', 'nobody', undefined, 'ENTITY_UNKNOWN'],
    ['leaving', 'nobody', undefined, 'ENTITY_UNKNOWN'],
    ['chrun', 'c1', undefined, 'PREDICTION_UNKNOWN'],
    ['__proto__', 'c1', undefined, 'PREDICTION_UNKNOWN'],
    ['untrained', 'c1', undefined, 'MODEL_MISSING'],
    ['churn', 'c1', 'churn-20200101-000000', 'VERSION_UNKNOWN'],
  ])('asked of %s about %s by %s is not answered', async (name, id, version, code) => {
    await expect(predictor.predict(name, id, { explain: true, version })).rejects.toMatchObject({ code })
  })

  it('is read once for all who ask at the same time, and others together', async () => {
    const { project, statements } = counting()
    const own = await openPredictor(project, { cache: testCache(), explain: stubExplain })
    const before = statements()
    const same = await Promise.all(Array.from({ length: 50 }, () => own.predict('churn', 'c8', plain)))
    expect(statements() - before).toBe(1)
    expect(new Set(same.map(({ probability }) => probability)).size).toBe(1)
    const ids = await knownIds(50)
    const others = await Promise.all(ids.map((id) => own.predict('churn', id, plain)))
    expect(others.map(({ entityId }) => entityId)).toEqual(ids)
    // Two at once, and one for all who came meanwhile.
    expect(statements() - before).toBeLessThanOrEqual(1 + 3)
    await own.close()
  })

  it('is seen with a new event as soon as it is stored', async () => {
    const { warehouse } = business.project
    const before = await predictor.predict('churn', 'c21', plain)
    const at = warehouseTime(today - 1000)
    await warehouse.insert('events', [
      {
        entity: 'customer',
        entity_id: 'c21',
        event: 'login',
        occurred_at: at,
        received_at: warehouseTime(today),
        source: 'live',
        message_id: '77',
        session_id: '',
        properties: {},
      },
    ])
    predictor.stored('customer', today)
    await cache.forget([subjectOf('customer', 'c21')])
    const after = await predictor.predict('churn', 'c21', plain)
    expect(after.cached).toBe(false)
    expect(after.probability).not.toBe(before.probability)
  })
})

describe('rows of a table', () => {
  it('are read again when the file has changed', async () => {
    const known = await predictor.predict('leaving', 'c1', plain)
    expect(known.anchor).toBeNull()
    await expect(predictor.predict('leaving', 'new', plain)).rejects.toMatchObject({ code: 'ENTITY_UNKNOWN' })
    await appendFile(business.tableFile, 'new,0,basic,no\n')
    await predictor.refresh()
    const added = await predictor.predict('leaving', 'new', plain)
    const described = await predictor.predictFeatures('leaving', { visits: 0, plan: 'basic' }, plain)
    expect(added.probability).toBe(described.probability)
  })
})

describe('one who is described', () => {
  it('is predicted as one who is known with the same features', async () => {
    const plan = business.project.plan.predictions['churn'] as EventPredictionPlan
    const { scorer } = await predictor.model('churn')
    const known = await predictor.predict('churn', 'c30', withReasons)
    const features = { features: scorer.artifact.features, kinds: scorer.artifact.kinds, notes: [] }
    const { frame } = await featureMatrix(business.project, plan, Date.parse(known.anchor ?? ''), {
      entityIds: ['c30'],
      features,
    })
    const values: FeatureValues = Object.fromEntries(
      frame.columns.map((own) => [
        own.name,
        own.kind === 'numeric'
          ? Number.isNaN(own.values[0])
            ? null
            : own.values[0]
          : (own.levels[own.codes[0]] ?? null),
      ]),
    )
    const described = await predictor.predictFeatures('churn', values, withReasons)
    expect(described.probability).toBe(known.probability)
    expect(described.factors).toEqual(known.factors)
    expect(described).toMatchObject({ entityId: '', cached: false, percentile: known.percentile })
  })

  it('is predicted with nothing known, and by a name that was never seen', async () => {
    const nothing = await predictor.predictFeatures('leaving', {}, plain)
    expect(nothing.probability).toBeGreaterThan(0)
    const rare = await predictor.predictFeatures('leaving', { plan: 'never seen', visits: 3 }, plain)
    expect(rare.probability).toBeGreaterThan(0)
  })

  it('is refused with every mistake, and the nearest names', async () => {
    await expect(
      predictor.predictFeatures('leaving', { visit: 3, visits: 'three', plan: 'pro', __proto: 1 }, plain),
    ).rejects.toMatchObject({
      code: 'FEATURES_INVALID',
      problems: [
        { at: { key: 'visit' }, message: 'is not a feature; the nearest are "visits", "plan"' },
        { at: { key: 'visits' }, message: 'expects a number, got the text "three"' },
        { at: { key: '__proto' } },
      ],
    })
  })
})

describe('a new champion', () => {
  it('takes over between two requests: none is dropped, and none is answered by two', async () => {
    const { project } = business
    const own = await openPredictor(project, { cache: testCache(), explain: stubExplain, interval: 20 })
    const { card, artifact } = await loadModelVersion(project, 'churn')
    const other = 'churn-20260601-fedcba'
    // The same model whose probabilities are one half of what they were: who answered can be told.
    const halved = {
      format: 'foretell-calibration',
      version: 1,
      kind: 'isotonic',
      x: [0, 1],
      y: [1e-9, 0.5],
    } as const
    await storeModel(project, {
      card: { ...card, version: other },
      artifact: { ...artifact, calibration: halved },
    })
    const expected = new Map<string, Map<string, number | null>>()
    const ids = await knownIds(30)
    for (const version of [card.version, other]) {
      const scorer = openScorer((await loadModelVersion(project, 'churn', version)).artifact, version)
      expect(scorer.artifact.task).toBe('classification')
      const answers = await Promise.all(
        ids.map((id) => own.predict('churn', id, { explain: false, version })),
      )
      expected.set(version, new Map(answers.map((answer) => [answer.entityId, answer.probability])))
    }
    let stop = false
    const answered = new Map<string, number>()
    const ask = async (worker: number): Promise<void> => {
      for (let turn = worker; !stop; turn++) {
        const answer = await own.predict('churn', ids[turn % ids.length], plain)
        expect(answer.probability).toBe(expected.get(answer.version)?.get(answer.entityId))
        answered.set(answer.version, (answered.get(answer.version) ?? 0) + 1)
        await new Promise(setImmediate)
      }
    }
    const workers = Array.from({ length: 16 }, (_, worker) => ask(worker))
    await promote(project, 'churn', other, 'half of it')
    // Found by looking, without being told.
    while ((answered.get(other) ?? 0) < 200) await new Promise((resolve) => setTimeout(resolve, 5))
    await promote(project, 'churn', card.version, 'back')
    await own.refresh()
    expect((await own.predict('churn', 'c1', plain)).version).toBe(card.version)
    stop = true
    await Promise.all(workers)
    expect(answered.get(card.version)).toBeGreaterThan(0)
    await own.close()
  })
})

describe('the log', () => {
  it('holds every fresh answer, and its features computed again are the same to the last bit', async () => {
    const { project } = business
    const own = await openPredictor(project, { cache: noCache, explain: stubExplain })
    // The clock of the project stands more than 90 days ago.
    await project.warehouse.execute('ALTER TABLE prediction_log REMOVE TTL')
    const ids = await knownIds(20)
    await Promise.all(ids.map((id) => own.predict('churn', id, plain)))
    await own.predictFeatures('leaving', { visits: 2, plan: 'pro' }, plain)
    await own.close()
    const rows = await project.warehouse.rows<{
      prediction: string
      entity_id: string
      anchor: number | null
      outcome: number
      features: string
      version: string
    }>(
      `SELECT prediction, entity_id, toUnixTimestamp64Milli(anchor) AS anchor, outcome, features, version
       FROM prediction_log ORDER BY entity_id`,
    )
    expect(rows).toHaveLength(21)
    const plan = project.plan.predictions['churn'] as EventPredictionPlan
    for (const row of rows) {
      const { artifact } = await loadModelVersion(project, row.prediction, row.version)
      const scorer = openScorer(artifact, row.version)
      if (row.anchor === null) {
        const again = await predictor.predictFeatures(
          'leaving',
          JSON.parse(row.features) as FeatureValues,
          plain,
        )
        expect(again.probability).toBe(row.outcome)
        continue
      }
      // By the statement of a whole population, as in training, and not that of one customer.
      const { entityIds, frame } = await featureMatrix(project, plan, row.anchor, {
        features: { features: artifact.features, kinds: artifact.kinds, notes: [] },
      })
      const place = entityIds.indexOf(row.entity_id)
      if (place >= 0) expect(scorer.predict(frame)[place]).toBe(row.outcome)
    }
    expect(rows.filter(({ prediction }) => prediction === 'churn')).toHaveLength(20)
  })
})
