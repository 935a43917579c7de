import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { initialConfig } from '../init.js'
import { configurationSchema } from './json-schema.js'

const file = fileURLToPath(new URL('../../../foretell.schema.json', import.meta.url))
const schema = z.fromJSONSchema(configurationSchema())
const accepts = (text: string): boolean => schema.safeParse(parse(text)).success

/** A document that is right; the cases replace one line. */
const right = `
sources:
  app:
    file: a.csv
    event: { when: { column: no, startsWith: C }, then: refund, otherwise: { column: kind } }
    events: { login: , purchase: { amount: { type: number, unit: USD }, plan: string } }
    properties: { amount: { multiply: [Quantity, UnitPrice, 2] } }
  customers: { table: t.csv, key: id, columns: { age: number } }
predictions:
  churn:
    population: { all: [{ count: login, last: 30d, atLeast: 1 }, { not: { trait: plan, is: pro } }] }
    label: { count: [login, purchase], next: 30d, is: 0 }
    features:
      spent: { sum: purchase.amount, ever: true, where: { plan: pro, amount: { atLeast: 2 } } }
      share: { ratio: [{ count: login, last: 7d }, { count: login, last: 28d }] }
    automaticFeatures: false
  later:
    population: { count: login, last: 30d, atLeast: 1 }
    label: { until: purchase, next: 90d }
  row: { table: customers, label: { column: Churn, is: Yes } }
`

describe('the schema of a configuration', () => {
  it('is the one that editors are given (vitest -u writes it)', async () => {
    await expect(`${JSON.stringify(configurationSchema(), null, 2)}\n`).toMatchFileSnapshot(file)
  })

  it('accepts what is right', () => {
    expect(accepts(right)).toBe(true)
    expect(accepts(initialConfig({ form: 'yaml' }))).toBe(true)
  })

  it.each([
    ['predictions:', 'predictoins:'],
    ['    file: a.csv', '    fiel: a.csv'],
    ['unit: USD', 'units: USD'],
    ['amount: { type: number', 'amount: { type: nubmer'],
    ['column: no, startsWith: C', 'column: no, begins: C'],
    ['[Quantity, UnitPrice, 2]', '[Quantity]'],
    ['count: login, last: 30d, atLeast: 1 }, {', 'cuont: login, last: 30d, atLeast: 1 }, {'],
    ['last: 30d, atLeast: 1 }, {', 'last: 30, atLeast: 1 }, {'],
    ['last: 30d, atLeast: 1 }, {', 'last: 30d }, {'],
    ['last: 30d, atLeast: 1 }, {', 'last: 30d, ever: true, atLeast: 1 }, {'],
    ['ever: true, where', 'ever: yes, where'],
    ['sum: purchase.amount', 'sum: amount'],
    ['{ atLeast: 2 }', '{ least: 2 }'],
    ['ratio: [{ count: login, last: 7d }, ', 'ratio: ['],
    ['automaticFeatures: false', 'automaticFeatures: true'],
    ['until: purchase', 'until: 3'],
    ['table: customers, label', 'tabel: customers, label'],
  ])('refuses %s written as %s', (good, bad) => {
    expect(right).toContain(good)
    expect(accepts(right.replace(good, bad))).toBe(false)
  })
})
