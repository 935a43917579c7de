/** What `foretell init` writes where there is no file to look at: the whole language in one page. */
export const template = `import { count, csv, daysSince, defineConfig, entity, event, last, next, number, predict, string, sum } from 'foretell'

// 1. What can happen. Declared properties are checked on the way in and made into features; a unit is shown
//    beside the value wherever a person reads it.
const login = event('login', {})
const featureUse = event('feature_use', { feature: string() })
const payment = event('payment', { amount: number({ unit: 'USD' }) })

// 2. Who it happens to, and what is known of them.
const customer = entity('customer', { traits: { plan: string(), country: string() } })

// 3. What to predict: a population, and an outcome within a horizon after each anchor time. \`last\` is the past,
//    \`next\` is the future; a feature or a population that looks into the future does not compile.
const activity = [login, featureUse]

const churn = predict({
  entity: customer,
  anchors: '30d', // a new training example of every customer each 30 days
  population: count(activity, last('30d')).atLeast(1), // active in the last 30 days ...
  label: count(activity, next('30d')).is(0), //           ... and silent in the 30 days after: a yes or no
  levels: { medium: 0.2, high: 0.5, critical: 0.8 },
  // What contacting someone costs and is worth, for the threshold by profit.
  profit: { customerValue: 200, offerCost: 10, contactCost: 1, acceptance: 0.3 },
  // Features of your own beside the automatic ones.
  features: { days_since_payment: daysSince(payment) },
})

const value = predict({
  entity: customer,
  anchors: '30d',
  population: count(payment, last('90d')).atLeast(1),
  label: sum(payment.amount, next('90d')), // an amount
})

// 4. Where the data is: csv, ndjson and parquet, with .gz or without; \`*\` stands for any part of a file's name.
//    \`columns\` says which column is what, where it is not called by one of the usual names.
export default defineConfig({
  sources: {
    app: csv('data/events.csv', {
      events: [login, featureUse, payment],
      columns: { id: 'customer_id', time: 'timestamp', event: 'event' },
      traits: { plan: 'plan', country: 'country' },
    }),
  },
  predictions: { churn, value },
})
`
