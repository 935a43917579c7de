/*
 * Proofs by the compiler: each line below `@ts-expect-error` must not compile, and `tsc` fails when one does.
 * Each stands beside a line that must compile and differs in nothing but the mistake.
 */
import {
  all,
  any,
  type Condition,
  count,
  csv,
  daysSince,
  defineConfig,
  entity,
  ever,
  event,
  field,
  last,
  latest,
  mean,
  next,
  number,
  predict,
  type Quantity,
  ratio,
  score,
  string,
  sum,
  table,
  column,
  trait,
  until,
  where,
} from '../index.js'

const login = event('login', {})
const purchase = event('purchase', { amount: number({ unit: 'USD' }), plan: string() })
const customer = entity('customer', { traits: { plan: string() } })
const customers = table('customers.csv', { key: 'id' })

const past = count(login, last('30d'))
const future = count(login, next('30d'))
const population = past.atLeast(1)
const label = future.is(0)

predict({ entity: customer, population, label })

/* A population speaks of the past. */
predict({ population, label })
// @ts-expect-error a population of future events is a leak
predict({ population: future.atLeast(1), label })
// @ts-expect-error a population that is partly of the future
predict({ population: population.and(label), label })
// @ts-expect-error a quantity is no condition
predict({ population: past, label })

/* A label speaks of the future. */
predict({ population, label: future })
predict({ population, label: until(purchase, next('90d')) })
// @ts-expect-error what has happened is nothing to predict
predict({ population, label: population })
// @ts-expect-error a quantity of the past is nothing to predict
predict({ population, label: past })
// @ts-expect-error how long ago something was is of the past
predict({ population, label: daysSince(login) })
// @ts-expect-error a time until something is of the future
until(purchase, last('90d'))

/* Features speak of the past. */
predict({
  population,
  label,
  features: { logins: past, plan: trait('plan'), spent: sum(purchase.amount, ever()) },
})
// @ts-expect-error a feature of the future is a leak
predict({ population, label, features: { logins: future } })
// @ts-expect-error a ratio of the future is a leak
predict({ population, label, features: { share: ratio(future, future) } })
// @ts-expect-error a condition is no quantity
predict({ population, label, features: { active: population } })
// @ts-expect-error a time until something is of the future
predict({ population, label, features: { next: until(purchase, next('90d')) } })

/* One expression has one tense. */
ratio(past, past)
// @ts-expect-error past over future
ratio(past, future)
all(population, past.atLeast(2))
// @ts-expect-error past and future
all(population, label)
any(label, future.atLeast(9))
// @ts-expect-error future or past
any(label, population)
// @ts-expect-error past and future
population.and(label)
// @ts-expect-error future or past
label.or(population)
const part = { of: past, weight: 1, from: 0, to: 1 }
score([part, { ...part, of: daysSince(login) }])
// @ts-expect-error past with future
score([part, { ...part, of: future }])
// @ts-expect-error a score of nothing
score([])
// @ts-expect-error the tense does not get lost on the way
const lost: Quantity<'future'> = ratio(past, past)
// @ts-expect-error nor does it in a condition
const lostToo: Condition<'past'> = label.not()

/* Properties are those that were declared. */
latest(purchase.plan, last('30d'))
// @ts-expect-error a misspelt property
void purchase.plam
// @ts-expect-error a property of another event
void login.plan
sum(purchase.amount, last('30d'))
// @ts-expect-error the sum of a text
sum(purchase.plan, last('30d'))
// @ts-expect-error the mean of a text
mean(purchase.plan, next('30d'))
// @ts-expect-error an event is no property
sum(purchase, last('30d'))
// @ts-expect-error a property is no event
count(purchase.amount, last('30d'))

/* Filters compare a property with what it is. */
count(purchase, last('30d'), where(purchase.plan).is('pro'))
count(purchase, last('30d'), where(purchase.amount).atLeast(10))
// @ts-expect-error a text compared with a number
where(purchase.plan).is(3)
// @ts-expect-error a text has no order
where(purchase.plan).atLeast('a')
// @ts-expect-error a number compared with a text
where(purchase.amount).moreThan('10')

/* Lengths of time have a length. */
last('4w')
// @ts-expect-error no unit
last('30')
// @ts-expect-error months are of no fixed length
next('1mo')
// @ts-expect-error the future has an end
next()

/* A table has no time. */
predict({ table: customers, label: column(customers, 'churned').is('Yes') })
// @ts-expect-error no column of a table among events
predict({ population: column(customers, 'churned').is('Yes'), label })
// @ts-expect-error no events in a table
predict({ table: customers, label })
// @ts-expect-error a column is named of a table
column('customers', 'churned')

/* Files. */
csv('events.csv', {
  events: [login],
  columns: { id: field('user').over(2) },
  skip: field('country').is('test'),
})
// @ts-expect-error a file of events says which
csv('events.csv', {})
// @ts-expect-error no such part of an event
csv('events.csv', { events: [login], columns: { user: 'user_id' } })
// @ts-expect-error no such way of writing times
csv('events.csv', { events: [login], timeFormat: 'american' })

/* A configuration is made of declarations. */
const sources = { app: csv('events.csv', { events: [login, purchase] }), customers }
defineConfig({ sources, predictions: { churn: predict({ population, label }) } })
// @ts-expect-error a condition is no prediction
defineConfig({ sources, predictions: { churn: label } })
// @ts-expect-error no such key
defineConfig({ sources, predictions: {}, prediction: {} })

export { lost, lostToo }
