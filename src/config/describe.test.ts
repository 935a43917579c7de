import { describe, expect, it } from 'vitest'
import { predict, type PredictionDeclaration } from './define.js'
import { describeCondition, describePrediction, describeQuantity } from './describe.js'
import { entity, event, number, string } from './event.js'
import {
  activeDays,
  all,
  any,
  type Condition,
  count,
  daysSince,
  daysSinceFirst,
  distinct,
  latest,
  max,
  mean,
  min,
  mostFrequent,
  type Quantity,
  ratio,
  score,
  sessions,
  sum,
  trait,
  until,
} from './expression.js'
import { resolve } from './resolve.js'
import { column, csv, table } from './source.js'
import { ever, last, next, type Tense } from './window.js'

const login = event('login', {})
const purchase = event('purchase', { amount: number({ unit: 'USD' }), plan: string() })
const answer = event('answer_to_question', {})
const customer = entity('customer', { traits: { plan: string(), teamSize: number() } })
const customers = table('customers.csv')

function planOf(prediction: PredictionDeclaration) {
  const sources = { app: csv('events.csv', { events: [login, purchase, answer], entity: customer }) }
  return resolve({ sources, predictions: { it: prediction } }, { root: '/project' })
}

const plan = planOf(
  predict({ population: count(login, last('30d')).atLeast(1), label: count(login, next('30d')).is(0) }),
)

function sentenceOf(prediction: PredictionDeclaration): string {
  const resolved = planOf(prediction)
  return describePrediction(resolved.predictions['it'], resolved).sentence
}

describe('describePrediction', () => {
  it('says a classification', () => {
    const description = describePrediction(plan.predictions['it'], plan)
    expect(description).toEqual({
      sentence:
        'Among customers with at least 1 login in the last 30 days, predict who has no login in the next 30 days.',
      population: 'customers with at least 1 login in the last 30 days',
      outcome: 'no login in the next 30 days',
      learning: 'Up to 12 moments, 30 days apart; each counts once 30 days have passed.',
    })
  })

  it('says a regression', () => {
    const label = sum(purchase.amount, next('180d'))
    expect(sentenceOf(predict({ population: count(purchase, last('90d')).atLeast(1), label }))).toBe(
      'Among customers with at least 1 purchase in the last 90 days, predict the total amount (USD) of purchases in the next 180 days.',
    )
  })

  it('says a time until something', () => {
    const label = until([login, purchase], next('12w'))
    expect(sentenceOf(predict({ population: count(login, ever()).moreThan(3), label }))).toBe(
      'Among customers with more than 3 logins so far, predict how many days until the first login or purchase, looking 84 days ahead.',
    )
  })

  it('says what is predicted of a table', () => {
    expect(sentenceOf(predict({ table: customers, label: column(customers, 'Churn').is('Yes') }))).toBe(
      'For each row of customers, predict whether Churn is "Yes".',
    )
    expect(sentenceOf(predict({ table: customers, label: column(customers, 'Recency').moreThan(90) }))).toBe(
      'For each row of customers, predict whether Recency is more than 90.',
    )
    expect(sentenceOf(predict({ table: customers, label: column(customers, 'Monetary') }))).toBe(
      'For each row of customers, predict Monetary.',
    )
  })

  it('says that late events are waited for', () => {
    const resolved = planOf(
      predict({
        population: count(login, last('30d')).atLeast(1),
        label: count(login, next('7d')).is(0),
        lateness: '2d',
      }),
    )
    expect(describePrediction(resolved.predictions['it'], resolved).learning).toBe(
      'Up to 12 moments, 7 days apart; each counts once 9 days have passed, 2 days of them for events that come in late.',
    )
  })
})

describe('describeQuantity', () => {
  const paid = [{ property: 'plan', comparison: 'is', value: 'pro' }] as const
  const cases: readonly [Quantity<Tense>, string][] = [
    [count(login, last('1d')), 'number of logins in the last day'],
    [count([login, purchase, answer], last('7d')), 'number of events of any kind in the last 7 days'],
    [count(purchase, last('90m'), paid), 'number of purchases with plan "pro" in the last 90 minutes'],
    [count(answer, ever()), 'number of "answer to question" events so far'],
    [activeDays(login, last('30d')), 'number of days with logins in the last 30 days'],
    [sessions(login, last('30d')), 'number of visits with logins in the last 30 days'],
    [sessions([login, purchase, answer], last('30d')), 'number of visits in the last 30 days'],
    [daysSince(login), 'days since the last login'],
    [daysSinceFirst([login, purchase]), 'days since the first login or purchase'],
    [trait('teamSize'), 'team size'],
    [sum(purchase.amount, last('30d')), 'total amount (USD) of purchases in the last 30 days'],
    [mean(purchase.amount, last('30d')), 'mean amount (USD) of purchases in the last 30 days'],
    [max(purchase.amount, last('30d')), 'largest amount (USD) of purchases in the last 30 days'],
    [min(purchase.amount, last('30d')), 'smallest amount (USD) of purchases in the last 30 days'],
    [latest(purchase.plan, last('30d')), 'plan of the latest purchase in the last 30 days'],
    [
      distinct(purchase.plan, last('30d')),
      'number of different values of plan among purchases in the last 30 days',
    ],
    [mostFrequent(purchase.plan, last('30d')), 'most frequent plan of purchases in the last 30 days'],
    [
      ratio(count(login, last('7d')), count(login, last('28d'))),
      'ratio of the number of logins in the last 7 days to the number of logins in the last 28 days',
    ],
    [
      score([
        { of: count(login, last('7d')), weight: 2, from: 0, to: 5 },
        { of: daysSince(login), weight: 1, from: 30, to: 0 },
      ]),
      'score (0 to 1) made of the number of logins in the last 7 days and the days since the last login',
    ],
    [column(customers, 'Tenure'), 'Tenure'],
  ]
  it.each(cases)('%#: %s', (quantity, words) => {
    expect(describeQuantity(quantity.node, plan)).toBe(words)
  })
})

describe('describeCondition', () => {
  const logins = count(login, last('30d'))
  const active = logins.atLeast(1)
  const loyal = count(purchase, ever()).moreThan(4)
  const spent = sum(purchase.amount, last('90d'))
  const cases: readonly [Condition<'past'>, string][] = [
    [logins.is(0), 'no login in the last 30 days'],
    [logins.is(2), 'exactly 2 logins in the last 30 days'],
    [logins.isNot(0), 'at least 1 login in the last 30 days'],
    [logins.isNot(2), 'any number but 2 logins in the last 30 days'],
    [logins.moreThan(0), 'at least 1 login in the last 30 days'],
    [logins.atMost(0), 'no login in the last 30 days'],
    [logins.lessThan(1), 'no login in the last 30 days'],
    [logins.lessThan(5), 'fewer than 5 logins in the last 30 days'],
    [logins.atLeast(1000), 'at least 1,000 logins in the last 30 days'],
    [active.not(), 'no login in the last 30 days'],
    [activeDays(login, last('30d')).atLeast(3), 'at least 3 days with logins in the last 30 days'],
    [spent.atLeast(100), 'a total amount of purchases in the last 90 days of at least 100 USD'],
    [spent.atLeast(100).not(), 'not a total amount of purchases in the last 90 days of at least 100 USD'],
    [trait('plan').is('pro'), 'plan "pro"'],
    [trait('plan').isNot('pro'), 'a plan other than "pro"'],
    [daysSince(login).lessThan(5), 'a last login less than 5 days ago'],
    [active.and(loyal), 'at least 1 login in the last 30 days and more than 4 purchases so far'],
    [any(active, loyal), 'at least 1 login in the last 30 days or more than 4 purchases so far'],
    [all(active, loyal).not(), 'no login in the last 30 days or at most 4 purchases so far'],
    [
      all(active, any(loyal, trait('plan').is('pro'))),
      'at least 1 login in the last 30 days and (more than 4 purchases so far or plan "pro")',
    ],
  ]
  it.each(cases)('%#: %s', (condition, words) => {
    expect(describeCondition(condition.node, plan)).toBe(words)
  })

  it('links conditions to those who meet them', () => {
    const population = all(active, trait('plan').is('pro').not(), loyal)
    expect(sentenceOf(predict({ population, label: count(purchase, next('7d')).atLeast(1) }))).toBe(
      'Among customers with at least 1 login in the last 30 days, without plan "pro" and with more than 4 purchases so far, predict who has at least 1 purchase in the next 7 days.',
    )
  })
})
