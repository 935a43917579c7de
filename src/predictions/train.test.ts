import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import {
  count,
  csv,
  defineConfig,
  event,
  last,
  next,
  number,
  predict,
  sum,
  table,
  column,
  until,
} from '../config/declarations.js'
import { fixedClock } from '../shared/time.js'
import { type TestBusiness, testBusiness, today } from './business.testing.js'
import { cardMarkdown } from './card-markdown.js'
import type { Explain } from './explain.js'
import { predictOne } from './predict-one.js'
import type { Prediction } from './prediction.js'
import {
  championHistory,
  championVersion,
  listVersions,
  loadModelVersion,
  promote,
  storeModel,
} from './registry.js'
import { score, type ScoreSummary } from './score.js'
import { exportScores, topScores } from './scores.js'
import { train, type TrainingOutcome } from './train.js'

const login = event('login', {})
const purchase = event('purchase', { amount: number({ unit: 'USD' }) })
/** Few windows: what is tested here does not depend on how many features there are. */
const automaticFeatures = { windows: ['30d'] } as const
const few = { automaticFeatures, maximumAnchors: 4 } as const

/** Reasons are the work of explanations/: here a stand-in. */
const explain: Explain = (_scorer, _prediction, frame) =>
  Array.from({ length: frame.rows }, () => ({ base: 0.5, factors: [] }))

let business: TestBusiness
let churn: TrainingOutcome
let scored: ScoreSummary

beforeAll(async () => {
  business = await testBusiness(({ events, table: path }) => {
    const customers = table(path, { key: 'id' })
    return defineConfig({
      sources: {
        app: csv(events, { events: [login, purchase] }),
        customers,
      },
      predictions: {
        churn: predict({
          automaticFeatures,
          population: count(login, last('30d')).atLeast(1),
          label: count(login, next('30d')).is(0),
        }),
        value: predict({
          ...few,
          population: count(login, last('30d')).atLeast(1),
          label: sum(purchase.amount, next('30d')),
        }),
        nextPurchase: predict({
          ...few,
          population: count(login, last('30d')).atLeast(1),
          label: until(purchase, next('30d')),
        }),
        leaving: predict({ table: customers, label: column(customers, 'left').is('yes') }),
        rare: predict({
          population: count(login, last('30d')).atLeast(1),
          label: count(purchase, next('30d')).atLeast(1000),
        }),
      },
    })
  })
  churn = await train(business.project, 'churn')
  scored = await score(business.project, 'churn', { explain, top: 5 })
})

afterAll(() => business.dispose())

describe('train', () => {
  it('measures on the newest anchor and says all that is known of the version', () => {
    const { card } = churn
    expect(churn.version).toMatch(/^churn-20260601-[0-9a-f]{6}$/)
    expect(card.split.kind).toBe('time')
    expect(card.data.anchors[0].part).toBe('holdout')
    expect(card.data.anchors.filter(({ part }) => part === 'training').length).toBeGreaterThan(3)
    expect(card.definition).toMatchObject({
      population: 'customers with at least 1 login in the last 30 days',
      outcome: 'no login in the next 30 days',
      horizon: '30d',
    })
    expect(card.evaluation.task === 'classification' && card.evaluation.auc.value).toBeGreaterThan(0.65)
    expect(card.evaluation.baselines.map(({ name }) => name)).toContain('base_rate')
    expect(card.drivers[0].importance).toBeGreaterThan(0)
    expect(card.limits.length).toBeGreaterThan(3)
  })

  it('makes the first version champion, and the same training is the same version', async () => {
    expect(churn).toMatchObject({ champion: true, reason: 'The first version.' })
    const again = await train(business.project, 'churn')
    expect(again.version).toBe(churn.version)
    expect(await listVersions(business.project, 'churn')).toHaveLength(1)
    expect(await championHistory(business.project, 'churn')).toHaveLength(1)
  })

  it('refuses below the gate, with the reason', async () => {
    await expect(train(business.project, 'rare')).rejects.toMatchObject({
      code: 'DATA_GATE_CLOSED',
      message: expect.stringContaining('0 are with the outcome') as string,
    })
  })

  it('knows the nearest name', async () => {
    await expect(train(business.project, 'chrun')).rejects.toMatchObject({
      code: 'PREDICTION_UNKNOWN',
      message: expect.stringContaining('"churn"') as string,
    })
  })

  it('learns amounts, and times until something as whether it happens', async () => {
    const value = await train(business.project, 'value')
    expect(value.card.evaluation.task).toBe('regression')
    const purchase = await train(business.project, 'nextPurchase')
    expect(purchase.card).toMatchObject({ task: 'survival', evaluation: { task: 'classification' } })
    expect(purchase.card.limits.join(' ')).toContain('constant hazard')
  })

  it('learns from a table of the configuration, and scores it', async () => {
    const { card } = await train(business.project, 'leaving')
    expect(card.split.kind).toBe('random')
    expect(card.evaluation.task === 'classification' && card.evaluation.auc.value).toBeGreaterThan(0.75)
    expect(card.data.dropped.map(({ name }) => name)).toEqual(['id', 'left'])
    const { run, top } = await score(business.project, 'leaving', { explain })
    expect(run).toMatchObject({ rows: 500, anchor: null })
    const one = await predictOne(business.project, 'leaving', top[0].entityId, { explain })
    expect(one.probability).toBe(top[0].probability)
    expect(one.expectedDate).toBeNull()
  })
})

describe('score', () => {
  it('scores everyone in the population once, with percentiles from 0 to 100', async () => {
    const all = await topScores(business.project, scored.run, 10_000)
    expect(all).toHaveLength(scored.run.rows)
    expect(new Set(all.map(({ entityId }) => entityId)).size).toBe(all.length)
    expect(all[0].percentile).toBeGreaterThan(90)
    expect(all.at(-1)?.percentile).toBe(0)
    expect(all.every(({ probability: p }) => p !== null && p >= 0 && p <= 1)).toBe(true)
    const levels = Object.values(scored.levels ?? {}).reduce((sum, rows) => sum + rows, 0)
    expect(levels).toBe(scored.run.rows)
  })

  it('asks at the end of the data', () => {
    expect(Date.parse(scored.run.anchor ?? '')).toBeLessThanOrEqual(today)
    expect(Date.parse(scored.run.anchor ?? '')).toBeGreaterThan(today - 86_400_000)
  })

  it('leaves nothing behind on its way', async () => {
    expect(await business.project.warehouse.rows('SELECT run_id FROM scores_arriving')).toEqual([])
  })

  it('writes files that others read', async () => {
    const file = join(business.root, 'out', 'churn.csv')
    await exportScores(business.project, scored.run, file, 'csv')
    const lines = (await readFile(file, 'utf8')).trim().split('\n')
    expect(lines).toHaveLength(scored.run.rows + 1)
    expect(lines[0]).toContain('"entity_id","probability"')
    // It has no amount: an empty cell.
    expect(lines[1]).toMatch(/^"c\d+",0\.\d+,,/)
  })

  it('needs a model', async () => {
    await expect(score(business.project, 'rare', { explain })).rejects.toMatchObject({
      code: 'MODEL_MISSING',
    })
  })
})

describe('predictOne', () => {
  it('says the same as the batch, to the last bit', async () => {
    const all = await topScores(business.project, scored.run, 10_000)
    for (const batch of [all[0], all[Math.floor(all.length / 2)], all[all.length - 1]]) {
      const one = await predictOne(business.project, 'churn', batch.entityId, { explain })
      const told = ({ probability, percentile, level, interval, expectedDate }: Prediction): unknown => ({
        probability,
        percentile,
        level,
        interval,
        expectedDate,
      })
      expect(told(one)).toEqual(told(batch))
    }
  })

  it('draws the same one for the same seed, from the population', async () => {
    const first = await predictOne(business.project, 'churn', { seed: 3 }, { explain })
    const second = await predictOne(business.project, 'churn', { seed: 3 }, { explain })
    expect(second).toEqual(first)
    expect(first.inPopulation).toBe(true)
  })

  it('answers for someone outside of the population, and says so', async () => {
    const [{ entity_id: id }] = await business.project.warehouse.rows<{ entity_id: string }>(
      'SELECT entity_id FROM events GROUP BY entity_id ORDER BY max(occurred_at) LIMIT 1',
    )
    const answer = await predictOne(business.project, 'churn', id, { explain })
    expect(answer.inPopulation).toBe(false)
    expect(answer.probability).not.toBeNull()
  })

  it('names the nearest ids for one that nobody has', async () => {
    await expect(predictOne(business.project, 'churn', 'c1x', { explain })).rejects.toMatchObject({
      code: 'ENTITY_UNKNOWN',
      message: expect.stringMatching(/the nearest are "c1/) as string,
    })
  })
})

describe('the registry', () => {
  it('keeps versions, and the champion is whom the newest change names', async () => {
    const later = { ...business.project, clock: fixedClock(today + 1000) }
    await promote(later, 'churn', churn.version, 'because')
    expect(await championVersion(later, 'churn')).toBe(churn.version)
    const [change] = await championHistory(later, 'churn')
    expect(change).toMatchObject({ version: churn.version, reason: 'because' })
    await expect(promote(later, 'churn', 'churn-1', 'because')).rejects.toMatchObject({
      code: 'VERSION_UNKNOWN',
    })
  })
})

describe('a champion that this version cannot read', () => {
  it('is followed by the next that is trained', async () => {
    const { card } = await train(business.project, 'leaving')
    const { artifact } = await loadModelVersion(business.project, 'leaving')
    const later = { ...artifact, formatVersion: 2 } as unknown as typeof artifact
    await storeModel(business.project, { card: { ...card, version: 'leaving-later' }, artifact: later })
    await promote(business.project, 'leaving', 'leaving-later', 'written by a later version')
    const { champion, reason } = await train(business.project, 'leaving')
    expect(champion).toBe(true)
    expect(reason).toContain('cannot be read')
  })
})

describe('the card as Markdown', () => {
  it('tells what the card knows, in the order in which one asks', () => {
    const text = cardMarkdown(churn.card)
    expect(text).toContain(`# churn: ${churn.version}`)
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title)
    expect(sections.filter((title) => title !== 'Look at this first')).toEqual([
      'What it says',
      'Quality',
      'Against simpler answers',
      'What was compared',
      'Calibration',
      'What drives it',
      'Data',
      'Limits',
      'How to repeat it',
    ])
    expect(text).toContain('- Who: customers with at least 1 login in the last 30 days')
    expect(text).not.toMatch(/undefined|NaN|\[object/)
  })
})
