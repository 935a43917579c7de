import { describe, expect, it } from 'vitest'

import { resolve } from '../config/resolve.js'
import { column, count, csv, entity, event, last, next, number, predict, sum, table } from '../index.js'
import { labelEvents } from './label-events.js'
import { chooseSubject, type WantedSubject } from './subject.js'

const login = event('login', {})
const purchase = event('purchase', { amount: number() })
const sources = {
  app: csv('events.csv', { events: [login, purchase] }),
  customers: table('customers.csv', { key: 'id', columns: { Spent: number() } }),
}
const population = count(login, last('30d')).atLeast(1)
const customer = entity('customer', { traits: {} })
const silent = predict({ entity: customer, population, label: count(login, next('30d')).is(0) })
const worth = predict({ entity: customer, population, label: sum(purchase.amount, next('90d')) })
const worthOfRow = predict({ table: sources.customers, label: column(sources.customers, 'Spent') })

function planOf(predictions: Readonly<Record<string, typeof silent>>) {
  return resolve({ sources, predictions }, { root: '/' })
}

function names(predictions: Readonly<Record<string, typeof silent>>, wanted?: WantedSubject) {
  const { churn, value, people } = chooseSubject(planOf(predictions), wanted)
  return [churn?.name, value?.name, people]
}

describe('the subject of segments', () => {
  it('is the prediction called churn, or the first classification, and the first amount', () => {
    expect(names({ conversion: silent, churn: silent, ltv: worth })).toEqual(['churn', 'ltv', 'customer'])
    expect(names({ conversion: silent, other: silent })).toEqual(['conversion', undefined, 'customer'])
    expect(names({ ltv: worth })).toEqual([undefined, 'ltv', 'customer'])
    expect(names({})).toEqual([undefined, undefined, 'customer'])
  })

  it('is of the same people: an amount of others is none', () => {
    expect(names({ ofRow: worthOfRow, churn: silent, ltv: worth })).toEqual(['churn', 'ltv', 'customer'])
    expect(names({ ofRow: worthOfRow, churn: silent })).toEqual(['churn', undefined, 'customer'])
    expect(names({ churn: silent, ofRow: worthOfRow }, { value: 'ofRow' })).toEqual([
      undefined,
      'ofRow',
      'customers',
    ])
  })

  it('is what is asked for', () => {
    const predictions = { churn: silent, conversion: silent, ltv: worth, spend: worth }
    expect(names(predictions, { churn: 'conversion', value: 'spend' })).toEqual([
      'conversion',
      'spend',
      'customer',
    ])
  })

  it.each([
    [{ churn: 'ltv' }, 'expected a classification as churn, got "ltv", which is a regression'],
    [{ value: 'churn' }, 'expected a regression as value, got "churn", which is a classification'],
    [
      { churn: 'churn', value: 'ofRow' },
      'expected a regression as value, got "ofRow", which is about rows of "customers" and not the entity "customer"',
    ],
    [{ churn: '__proto__' }, 'expected the name of a prediction in the configuration, got "__proto__"'],
  ])('refuses what cannot stand for it: %j', (wanted, message) => {
    const plan = planOf({ churn: silent, ltv: worth, ofRow: worthOfRow })
    expect(() => chooseSubject(plan, wanted)).toThrow(message)
  })
})

describe('the events of a label', () => {
  const eventsOf = (declaration: typeof silent) =>
    labelEvents(planOf({ it: declaration }).predictions['it'].label)

  it('are all that it names', () => {
    const either = count(login, next('30d'))
      .is(0)
      .and(count(purchase, next('30d')).is(0).not())
    expect(eventsOf(predict({ entity: customer, population, label: either }))).toEqual(['login', 'purchase'])
    expect(eventsOf(worth)).toEqual(['purchase'])
    expect(eventsOf(worthOfRow)).toEqual([])
  })
})
