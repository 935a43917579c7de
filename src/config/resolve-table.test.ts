import { describe, expect, it } from 'vitest'
import { predict } from './define.js'
import { number, string } from './event.js'
import { label, mistakesIn, planOf } from './resolve.testing.js'
import { column, table } from './source.js'

describe('tables', () => {
  const customers = table('data/customers.csv', { key: 'id', columns: { Churn: string(), Age: number() } })

  it('are found among the sources, by their file and key', () => {
    const churn = predict({
      table: table('./data/customers.csv', { key: 'id' }),
      label: column(table('./data/customers.csv'), 'Churn').is('Yes'),
    })
    const plan = planOf({ sources: { people: customers }, predictions: { churn } })
    expect(plan.predictions['churn']).toMatchObject({ source: 'people' })
    expect(plan.sources).toHaveLength(1)
  })

  it('become sources of their own where only a prediction names them', () => {
    const old = table('old/customers.csv')
    const predictions = {
      churn: predict({ table: customers, label: column(customers, 'Churn').is('Yes') }),
      again: predict({ table: customers, label: column(customers, 'Churn').is('No') }),
      old: predict({ table: old, label: column(old, 'Churn').is('Yes') }),
    }
    const plan = planOf({ sources: {}, predictions })
    expect(plan.sources.map(({ name, path }) => [name, path])).toEqual([
      ['customers', '/project/data/customers.csv'],
      ['customers_2', '/project/old/customers.csv'],
    ])
    expect(Object.values(plan.predictions)).toMatchObject([
      { source: 'customers' },
      { source: 'customers' },
      { source: 'customers_2' },
    ])
  })

  it.each([
    [
      { label: column(customers, 'Churn') },
      'churn.label: expected a number to predict, or a condition such as is("Yes"), got a string',
    ],
    [{ label: column(customers, 'Churn').is(1) }, 'churn.label: expected a text, got 1'],
    [
      { label: column(table('other.csv'), 'Churn').is('Yes') },
      'churn.label: expected a column of data/customers.csv, the table of the prediction, got one of other.csv',
    ],
    [
      { label },
      'churn.label: expected an expression of a column of the table, got count, which belongs into a prediction from events',
    ],
    [{ exclude: 'Age' }, 'churn.exclude: expected a list of columns, got "Age"'],
    [
      { anchors: '7d' },
      /^churn\.anchors: expected one of the keys \(table, label, exclude, .*\), got "anchors"$/,
    ],
    [
      { table: 'customers.csv' },
      `churn.table: expected a table, such as table('customers.csv'), got "customers.csv"`,
    ],
  ])('refuse %#', (options, message) => {
    const churn = { kind: 'table', table: customers, label: column(customers, 'Churn').is('Yes'), ...options }
    const mistakes = mistakesIn({ sources: { customers }, predictions: { churn } })
    const [only, ...more] = mistakes.map((mistake) => mistake.replace('predictions.', ''))
    expect(more).toEqual([])
    if (message instanceof RegExp) expect(only).toMatch(message)
    else expect(only).toBe(message)
  })
})
