/** An online shop: who will buy in the next month, who is lost, and what a customer will be worth. */
import {
  any,
  boolean,
  count,
  csv,
  daysSince,
  defineConfig,
  entity,
  event,
  last,
  mean,
  ndjson,
  next,
  number,
  predict,
  string,
  sum,
} from 'foretell'

const visit = event('visit', { channel: string(), pages: number({ unit: 'pages' }) })
const cart = event('add_to_cart', { category: string(), price: number({ unit: 'USD' }) })
const order = event('order', {
  category: string(),
  amount: number({ unit: 'USD' }),
  items: number({ unit: 'items' }),
  coupon: boolean(),
})
const returned = event('return', { amount: number({ unit: 'USD' }) })

const customer = entity('customer')

// Who visited but did not buy lately: will they buy in the next 30 days?
const conversion = predict({
  entity: customer,
  population: count(visit, last('60d'))
    .atLeast(1)
    .and(count(order, last('30d')).is(0)),
  label: count(order, next('30d')).atLeast(1),
  funnel: [visit, cart, order],
})

// Nobody cancels a shop: a customer who does not come back for 90 days is taken for lost.
const churn = predict({
  entity: customer,
  anchors: '30d',
  population: count(order, last('120d')).atLeast(1),
  label: any(count(order, next('90d')).atLeast(1), count(visit, next('90d')).atLeast(3)).not(),
  features: {
    days_since_order: daysSince(order),
    order_value_120d: mean(order.amount, last('120d')),
  },
})

const value = predict({
  entity: customer,
  anchors: '30d',
  population: count(order, last('180d')).atLeast(1),
  label: sum(order.amount, next('90d')),
})

export default defineConfig({
  sources: {
    web: ndjson('data/web.ndjson.gz', { events: [visit, cart] }),
    till: csv('data/orders.csv', {
      events: [order, returned],
      columns: { event: 'kind', messageId: 'order_id' },
    }),
  },
  predictions: { conversion, churn, value },
})
