import { existsSync } from 'node:fs'
import { join, resolve as resolvePath } from 'node:path'

import { afterAll, describe, expect, it } from 'vitest'

import {
  column,
  count,
  csv,
  defineConfig,
  event,
  field,
  last,
  next,
  number,
  predict,
  sum,
  table,
} from '../config/declarations.js'
import type { Config } from '../config/define.js'
import { resolve } from '../config/resolve.js'
import { ingestSource } from '../events/ingest.js'
import { silentObserver } from '../shared/observer.js'
import { systemClock } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import { type TemporaryWarehouse, temporaryWarehouse } from '../warehouse/warehouse.testing.js'
import type { ClassificationEvaluation, RegressionEvaluation } from './card.js'
import { train } from './train.js'

const datasets = resolvePath(process.env['FORETELL_DATASETS'] ?? '../shared/datasets')

// Each takes seconds on an idle machine; the bound is for one that is busy.
describe.skipIf(!existsSync(datasets))('histories of real use', { timeout: 300_000 }, () => {
  const stores: TemporaryWarehouse[] = []
  afterAll(() => Promise.all(stores.map((store) => store.dispose())))

  const imported = async (config: Config): Promise<Project> => {
    const store = await temporaryWarehouse()
    stores.push(store)
    const plan = resolve(config, { root: store.root })
    const project: Project = {
      plan,
      warehouse: store.warehouse,
      clock: systemClock,
      observer: silentObserver,
    }
    for (const source of plan.sources) if (source.kind === 'events') await ingestSource(project, source)
    return project
  }

  it('MathOverflow: who falls silent, better than recency by far and than a logistic regression', async () => {
    const acts = ['answer_to_question', 'comment_to_question', 'comment_to_answer'].map((name) =>
      event(name, {}),
    )
    const project = await imported(
      defineConfig({
        sources: {
          log: csv(join(datasets, 'mathoverflow_events/mathoverflow_events.csv.gz'), {
            events: acts,
            columns: { id: 'user_id', time: 'timestamp', event: 'event_type' },
          }),
        },
        predictions: {
          churn: predict({
            population: count(acts, last('90d')).atLeast(1),
            label: count(acts, next('90d')).is(0),
          }),
        },
      }),
    )
    const { card } = await train(project, 'churn')
    const { auc, baselines } = card.evaluation as ClassificationEvaluation
    expect(card.data.anchors.length).toBeGreaterThanOrEqual(8)
    expect(card.data.anchors[0].part).toBe('holdout')
    expect(card.data.anchors.slice(1).every(({ part }) => part !== 'holdout')).toBe(true)
    expect(auc.value).toBeGreaterThan(0.85)
    expect(auc.value).toBeLessThan(0.88)
    const beside = (name: string) => baselines.find((baseline) => baseline.name === name)
    expect(beside('recency')?.value.value).toBeCloseTo(0.715, 1)
    expect(beside('recency')?.difference.low).toBeGreaterThan(0.1)
    expect(beside('logistic')?.value.value).toBeGreaterThan(0.845)
    expect(beside('logistic')?.difference).toMatchObject({
      low: expect.any(Number) as number,
      high: expect.any(Number) as number,
    })
    expect(card.alarms.filter(({ severity }) => severity === 'alarm')).toEqual([])
  })

  it('Online Retail: who stops buying and what customers are worth, from raw rows', async () => {
    const purchase = event('purchase', { amount: number({ unit: 'GBP' }) })
    const bought = count(purchase, last('90d')).atLeast(1)
    const project = await imported(
      defineConfig({
        sources: {
          shop: csv(join(datasets, 'online_retail/online_retail.csv.gz'), {
            events: [purchase],
            columns: { id: 'CustomerID', time: 'InvoiceDate' },
            properties: { amount: field('Quantity').times(field('UnitPrice')) },
          }),
        },
        predictions: {
          churn: predict({ anchors: '30d', population: bought, label: count(purchase, next('90d')).is(0) }),
          value: predict({ anchors: '30d', population: bought, label: sum(purchase.amount, next('90d')) }),
        },
      }),
    )
    const churn = (await train(project, 'churn')).card.evaluation as ClassificationEvaluation
    expect(churn.auc.value).toBeGreaterThan(0.72)
    expect(churn.auc.value).toBeLessThan(0.85)
    const value = (await train(project, 'value')).card.evaluation as RegressionEvaluation
    expect(value.spearman.value).toBeGreaterThan(0.45)
    expect(value.normalisedGini.value).toBeGreaterThan(0.6)
    expect(value.coverage).toBeGreaterThan(0.85)
    expect(value.baselines.find(({ name }) => name === 'base_rate')?.difference.high).toBeLessThan(0)
  })

  it('Churn_LTV_Engine as a table of the configuration: one column explains it', async () => {
    const customers = table(join(datasets, 'churn_ltv_engine/ecommerce_user_segmentation.csv'), {
      key: 'Customer_ID',
    })
    const project = await imported(
      defineConfig({
        sources: { customers },
        predictions: {
          churn: predict({
            table: customers,
            label: column(customers, 'Recency').moreThan(90),
            exclude: ['Segment_Label', 'Monetary'],
          }),
        },
      }),
    )
    const { card } = await train(project, 'churn')
    expect((card.evaluation as ClassificationEvaluation).auc.value).toBeCloseTo(0.979, 1)
    expect(card.alarms[0].message).toContain('One column explains it')
    expect(card.data.dropped.map(({ name }) => name).sort()).toEqual([
      'Customer_ID',
      'Monetary',
      'Recency',
      'Segment_Label',
    ])
  })
})
