/**
 * A subscription product for teams: who will stop using it, and what an account will pay.
 *
 * `foretell check` explains this file, `foretell run` does all of it.
 */
import {
  activeDays,
  count,
  csv,
  daysSince,
  defineConfig,
  entity,
  event,
  last,
  ndjson,
  next,
  number,
  predict,
  ratio,
  score,
  string,
  sum,
} from 'foretell'

// What can happen. Every property that is declared is checked on the way in and made into features.
const login = event('login', { device: string() })
const featureUse = event('feature_use', { feature: string(), minutes: number({ unit: 'minutes' }) })
const invite = event('invite', {})
const ticket = event('support_ticket', { topic: string(), hours_to_resolve: number({ unit: 'hours' }) })
const payment = event('payment', { amount: number({ unit: 'USD' }), plan: string() })
const paymentFailed = event('payment_failed', { amount: number({ unit: 'USD' }), reason: string() })
const signup = event('signup', {})
const planChange = event('plan_change', {})

// Who it happens to. Traits change slowly and are known as of each anchor time, like everything else.
const account = entity('account', { traits: { plan: string(), country: string(), seats: number() } })

const activity = [login, featureUse]

// Composite scores of your own stand beside the automatic features, and in every list of reasons.
const engagement = score([
  { of: daysSince(activity), weight: 0.3, from: 30, to: 0 },
  { of: activeDays(activity, last('30d')), weight: 0.4, from: 0, to: 15 },
  { of: count(featureUse, last('30d')), weight: 0.3, from: 0, to: 40 },
])

const churn = predict({
  entity: account,
  anchors: '30d',
  population: count(activity, last('30d')).atLeast(1), // active in the last 30 days ...
  label: count(activity, next('30d')).is(0), //           ... and silent in the 30 days after
  levels: { medium: 0.15, high: 0.35, critical: 0.6 },
  profit: { customerValue: 400, offerCost: 30, contactCost: 2, acceptance: 0.25 },
  features: {
    engagement,
    uses_per_login: ratio(count(featureUse, last('30d')), count(login, last('30d'))),
  },
  funnel: [signup, login, featureUse, invite, payment],
})

const value = predict({
  entity: account,
  anchors: '30d',
  population: count(payment, last('60d')).atLeast(1),
  label: sum(payment.amount, next('90d')),
})

export default defineConfig({
  sources: {
    product: csv('data/product-*.csv.gz', {
      events: [login, featureUse, invite, ticket],
      columns: { id: 'account_id' },
    }),
    billing: ndjson('data/billing.ndjson', {
      events: [payment, paymentFailed],
      columns: { id: 'account_id' },
    }),
    accounts: csv('data/accounts.csv', {
      events: [signup, planChange],
      columns: { id: 'account_id' },
      traits: { plan: 'plan', country: 'country', seats: 'seats' },
    }),
  },
  predictions: { churn, value },
})
