import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { column, predict, table } from '../index.js'
import { resolve } from '../config/resolve.js'
import { ingestTable } from '../events/tables.js'
import { testProject, type TestProject } from '../sources/project.testing.js'
import { churnAndValue, scoredAt, storePeople } from './segmentation.testing.js'
import { signalsOf } from './signals.js'
import { chooseSubject } from './subject.js'

describe('signals of events', () => {
  let project: TestProject
  beforeAll(async () => {
    project = await churnAndValue()
    await storePeople(project, [
      { id: 'steady', logins: [1, 10, 31, 40] },
      { id: 'fading', logins: [5, 31, 40, 50] },
      { id: 'silent', logins: [200] },
      { id: 'later', logins: [-1] },
    ])
  })
  afterAll(() => project.dispose())

  const signals = (id: string) => {
    const { churn } = chooseSubject(project.plan)
    if (churn === null) throw new Error('nothing predicts churn')
    return signalsOf(project, { prediction: churn, anchor: scoredAt, ids: [id] })
  }

  it('are the days since the last event, and how much of two horizons lies in the earlier one', async () => {
    expect(await signals('steady')).toEqual({ recency: 1, withdrawal: 0.5 })
    expect(await signals('fading')).toEqual({ recency: 5, withdrawal: 0.75 })
  })

  it('are at their worst for one who did nothing in both', async () => {
    expect(await signals('silent')).toEqual({ recency: 200, withdrawal: 1 })
  })

  it('know nothing of the time after the anchor, nor of strangers', async () => {
    const nothing = { recency: null, withdrawal: null }
    expect(await signals('later')).toEqual(nothing)
    expect(await signals("x' OR 1")).toEqual(nothing)
  })
})

describe('signals of tables', () => {
  let project: TestProject
  const customers = table('customers.csv', { key: 'Customer_ID' })
  const plan = resolve(
    {
      sources: { customers },
      predictions: {
        churn: predict({ table: customers, label: column(customers, 'Left').is('yes') }),
        silent: predict({ table: customers, label: column(customers, 'Recency').moreThan(90) }),
      },
    },
    { root: '/' },
  )
  beforeAll(async () => {
    project = await testProject({ predictions: plan.predictions, sources: plan.sources })
    const path = await project.file(
      'customers.csv',
      'Customer_ID,Recency,Cart_Abandon_Rate,Left\nC1,51,17.5,yes\nC2,,23,no\n',
    )
    await ingestTable(project, { kind: 'table', name: 'customers', path, key: 'Customer_ID', columns: {} })
  })
  afterAll(() => project.dispose())

  const signals = (prediction: string, id: string) =>
    signalsOf(project, { prediction: plan.predictions[prediction], anchor: null, ids: [id] })

  it('are the columns that are called so', async () => {
    expect(await signals('churn', 'C1')).toEqual({ recency: 51, withdrawal: 17.5 })
    expect(await signals('churn', 'C2')).toEqual({ recency: null, withdrawal: 23 })
  })

  it('are never the column that the label is made of', async () => {
    expect(await signals('silent', 'C1')).toEqual({ recency: null, withdrawal: 17.5 })
  })
})
