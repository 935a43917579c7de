import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { number, string } from '../config/event.js'
import { field, when } from '../config/source.js'
import { testProject, type TestProject, tickingClock } from '../sources/project.testing.js'
import { readTable } from '../sources/table.js'
import { ingestSource } from './ingest.js'
import { listQuarantine } from './quarantine.js'
import { eventPlans, sourcePlan } from './source.testing.js'

const datasets = resolve(
  import.meta.dirname,
  '../..',
  process.env['FORETELL_DATASETS'] ?? '../shared/datasets',
)

describe.skipIf(!existsSync(datasets))('real files, as they are', () => {
  let project: TestProject
  beforeAll(async () => {
    const events = eventPlans({
      purchase: { amount: number(), stock: string() },
      refund: { amount: number(), stock: string() },
      answer_to_question: { target_user_id: string() },
      comment_to_answer: {},
      comment_to_question: {},
      churned: { refund_amount_usd: number(), reason_code: string() },
    })
    project = await testProject({ events }, tickingClock())
  })
  afterAll(() => project.dispose())

  it('online_retail: 541,909 rows with cancellations and missing customers', async () => {
    const source = sourcePlan({
      name: 'retail',
      path: `${datasets}/online_retail/online_retail.csv.gz`,
      events: ['purchase', 'refund'],
      columns: {
        id: field('CustomerID').node,
        time: field('InvoiceDate').node,
        event: when(field('InvoiceNo').startsWith('C'), 'refund', 'purchase').node,
      },
      properties: {
        amount: field('Quantity').times(field('UnitPrice')).node,
        stock: field('StockCode').node,
      },
      traits: { country: field('Country').node },
    })
    const summary = await ingestSource(project, source)
    expect(summary).toMatchObject({
      rows: 541_909,
      stored: 406_829,
      alreadyStored: 0,
      quarantined: { no_id: 135_080 },
      events: { purchase: 397_924, refund: 8_905 },
      first: '2010-12-01T08:26:00.000Z',
      last: '2011-12-09T12:50:00.000Z',
      entities: 4_372,
    })
    const [row] = await project.warehouse.rows(
      `SELECT count() AS events, round(sum(coalesce(properties.amount.:Float64, toFloat64(properties.amount.:Int64))), 2) AS amount
       FROM events FINAL WHERE source = 'retail'`,
    )
    // Of the raw file: the sum of Quantity x UnitPrice over the rows with a CustomerID.
    expect(row).toEqual({ events: 406_829, amount: 8_300_065.81 })
    expect(await listQuarantine(project, { source: 'retail', limit: 200_000 })).toHaveLength(135_080)
    expect(await ingestSource(project, source)).toMatchObject({ stored: 0, alreadyStored: 406_829 })
  })

  it('mathoverflow_events: 506,550 events in Unix seconds, with nothing configured', async () => {
    const source = sourcePlan({
      name: 'mathoverflow',
      path: `${datasets}/mathoverflow_events/mathoverflow_events.csv.gz`,
      events: ['answer_to_question', 'comment_to_answer', 'comment_to_question'],
    })
    expect(await ingestSource(project, source)).toMatchObject({
      rows: 506_550,
      stored: 506_550,
      quarantined: {},
      events: { comment_to_question: 203_639, comment_to_answer: 195_330, answer_to_question: 107_581 },
      entities: 19_774,
    })
  })

  it('ravenstack_saas: a file of one event', async () => {
    const source = sourcePlan({
      name: 'churn',
      path: `${datasets}/ravenstack_saas/ravenstack_churn_events.csv`,
      events: ['churned'],
      entity: 'account',
      columns: { time: field('churn_date').node, messageId: field('churn_event_id').node },
    })
    expect(await ingestSource(project, source)).toMatchObject({ rows: 600, stored: 600, quarantined: {} })
  })

  it('telco_churn: blank charges among numbers', async () => {
    const { rows, columns, problems } = await readTable(
      project,
      `${datasets}/telco_churn/telco_customer_churn.csv`,
    )
    const kinds = Object.fromEntries(columns.map(({ name, kind }) => [name, kind]))
    expect(rows).toBe(7_043)
    expect(problems).toEqual([])
    expect(kinds).toMatchObject({
      customerID: 'identifier',
      SeniorCitizen: 'boolean',
      tenure: 'numeric',
      Contract: 'category',
      TotalCharges: 'numeric',
      Churn: 'boolean',
    })
    expect(columns.find(({ name }) => name === 'TotalCharges')?.missing).toBe(11)
  })

  it.each([
    [
      'adult/adult.csv.gz',
      32_561,
      { age: 'numeric', 'education-num': 'numeric', occupation: 'category', 'income-per-year': 'category' },
    ],
    [
      'hillstrom/hillstrom.csv.gz',
      64_000,
      { history: 'numeric', segment: 'category', visit: 'boolean', history_segment: 'category' },
    ],
    [
      'churn_ltv_engine/ecommerce_user_segmentation.csv',
      10_000,
      { Customer_ID: 'identifier', Recency: 'numeric', Segment_Label: 'category' },
    ],
    [
      'ravenstack_saas/ravenstack_subscriptions.csv',
      5_000,
      { subscription_id: 'identifier', end_date: 'time', mrr_amount: 'numeric', churn_flag: 'boolean' },
    ],
  ])('%s as a table', async (path, rows, kinds) => {
    const table = await readTable(project, `${datasets}/${path}`)
    expect(table.rows).toBe(rows)
    expect(Object.fromEntries(table.columns.map(({ name, kind }) => [name, kind]))).toMatchObject(kinds)
    expect(table.problems).toEqual([])
  })
})
