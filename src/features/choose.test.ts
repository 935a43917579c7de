import { describe, expect, it } from 'vitest'

import { boolean, event, number, string, time } from '../config/event.js'
import { count, latest, score, sum, trait } from '../config/expression.js'
import type { EventPredictionPlan, Plan } from '../config/plan.js'
import { resolve } from '../config/resolve.js'
import { ever, last } from '../config/window.js'
import { DAY } from '../shared/time.js'
import type { EventUse } from './catalogue.js'
import { chooseFeatures, type FeatureSet } from './choose.js'
import { login, testPrediction } from './log.testing.js'

const purchase = event('purchase', {
  amount: number({ unit: 'USD' }),
  plan: string(),
  gift: boolean(),
  coupon: string(),
})

const plan: Plan = {
  ...resolve({ sources: {}, predictions: {} }, { root: '/nowhere' }),
  events: { purchase: { name: 'purchase', properties: purchase.properties } },
  entities: {
    customer: {
      name: 'customer',
      traits: { country: string(), seats: number({ unit: 'seats' }), signedUp: time() },
    },
  },
}

function use(name: string, uses: number, properties: EventUse['properties'] = []): EventUse {
  return { name, count: uses, properties }
}

const shop = [
  use('login', 100),
  use('purchase', 50, [
    { name: 'amount', kinds: ['number'], cardinality: 40 },
    { name: 'plan', kinds: ['string'], cardinality: 3 },
    { name: 'gift', kinds: ['boolean'], cardinality: 2 },
    { name: 'coupon', kinds: ['string'], cardinality: 5_000 },
    { name: 'always', kinds: ['string'], cardinality: 1 },
    { name: 'found', kinds: ['number', 'string'], cardinality: 9 },
  ]),
  use('never', 0),
]

function chosen(events: readonly EventUse[], given: Partial<EventPredictionPlan> = {}): FeatureSet {
  const prediction = testPrediction('customer', {
    task: 'classification',
    population: count(login, last('30d')).atLeast(1).node,
    label: { kind: 'condition', condition: count(login, last('30d')).is(0).node },
    horizon: 30 * DAY,
    ...given,
  })
  return chooseFeatures(plan, prediction, { events })
}

function named({ features }: FeatureSet, name: string): FeatureSet['features'][number] | undefined {
  return features.find((feature) => feature.name === name)
}

describe('chooseFeatures', () => {
  it('names and titles features for people', () => {
    const set = chosen(shop)
    const titles = Object.fromEntries(set.features.map(({ name, title, unit }) => [name, [title, unit]]))
    expect(titles).toMatchObject({
      login_count_30d: ['logins in the last 30 days', undefined],
      purchase_days_since_last: ['days since the last purchase', 'days'],
      activity_days_7d: ['active days in the last 7 days', 'days'],
      activity_visits_ever: ['visits so far', 'visits'],
      purchase_amount_sum_90d: ['total amount of purchases in the last 90 days', 'USD'],
      purchase_plan_most_frequent_90d: ['most frequent plan of purchases in the last 90 days', undefined],
      trait_country: ['country', undefined],
      trait_seats: ['seats', 'seats'],
      trait_signed_up_days_since: ['days since signed up', 'days'],
    })
    expect(named(set, 'purchase_plan_latest')?.kind).toBe('category')
    expect(named(set, 'trait_country')?.kind).toBe('category')
  })

  it('makes every family that the data allows', () => {
    const set = chosen(shop, { funnel: ['login', 'purchase'] })
    expect(new Set(set.features.map(({ family }) => family))).toEqual(
      new Set([
        'recency',
        'tenure',
        'count',
        'active_days',
        'visits',
        'trend',
        'share',
        'gap',
        'minutes',
        'clock',
        'amount',
        'flag',
        'category',
        'rfm',
        'funnel',
        'trait',
      ]),
    )
  })

  it('has names of its own for every feature, and the same ones for the same data in another order', () => {
    const events = [...shop, use('Purchase', 10), use('activity', 9), use('***', 8)]
    const names = chosen(events).features.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(chosen(events.toReversed()).features.map(({ name }) => name))
    expect(names).toContain('purchase_2_count_7d')
    expect(names).toContain('activity_2_count_7d')
  })

  it('counts a single event type once, not again as overall activity', () => {
    const names = chosen([use('login', 10)]).features.map(({ name }) => name)
    expect(names).toContain('login_count_7d')
    expect(names.filter((name) => name.startsWith('activity'))).toEqual([])
  })

  it('leaves out what names its row, and says so', () => {
    const set = chosen(shop)
    expect(set.features.filter(({ name }) => name.includes('coupon') || name.includes('always'))).toEqual([])
    expect(set.notes).toEqual([
      'The property "coupon" of "purchase" has more than 200 different values and gives no features.',
    ])
  })

  it('keeps the kinds of properties that only the data knows', () => {
    expect(chosen(shop).kinds).toEqual({ purchase: { always: 'string', found: 'number' } })
  })

  it('bounds the number of features by leaving out the rarest event types, and says so', () => {
    const events = Array.from({ length: 60 }, (_, index) =>
      use(`event_${String.fromCharCode(97 + (index % 26))}${index}`, 1000 - index),
    )
    const set = chosen(events)
    expect(set.features.length).toBeLessThanOrEqual(400)
    expect(named(set, 'event_a0_count_7d')).toBeDefined()
    expect(named(set, 'event_h59_count_7d')).toBeUndefined()
    expect(set.notes[0]).toMatch(/^The \d+ rarest event types have no features of their own/)
  })

  it('puts what is declared first, under its own name', () => {
    const features = {
      login_count_7d: count(login, last('90d')).node,
      health: score([{ of: count(login, last('7d')), weight: 1, from: 0, to: 5 }]).node,
      revenue: sum(purchase.amount, ever()).node,
      lastPlan: latest(purchase.plan, ever()).node,
      gift: latest(purchase.gift, ever()).node,
      land: trait('country').node,
    }
    const set = chosen(shop, { features })
    expect(set.features.slice(0, 6)).toMatchObject([
      { name: 'login_count_7d', family: 'declared', title: 'logins in the last 90 days' },
      { name: 'health', title: 'health', kind: 'numeric' },
      { name: 'revenue', title: 'total amount of purchases so far', unit: 'USD' },
      { name: 'lastPlan', kind: 'category' },
      { name: 'gift', kind: 'numeric' },
      { name: 'land', kind: 'category' },
    ])
    expect(named(set, 'login_count_7d_2')?.family).toBe('count')
  })

  it('makes none where none are wanted', () => {
    expect(
      chosen(shop, { automaticFeatures: { enabled: false, windows: [], exclude: [] } }).features,
    ).toEqual([])
  })

  it('leaves out what is excluded, and tells of an exclusion that meets nothing', () => {
    const automaticFeatures = {
      enabled: true,
      windows: [7 * DAY],
      exclude: ['login_*', '*_gap_mean', 'logn_*'],
    }
    const set = chosen(shop, { automaticFeatures })
    expect(set.features.filter(({ name }) => name.startsWith('login_') || name.endsWith('gap_mean'))).toEqual(
      [],
    )
    expect(named(set, 'purchase_gap_last')).toBeDefined()
    expect(set.notes).toContain('automaticFeatures.exclude names "logn_*", which is no automatic feature.')
  })

  it('is plain data', () => {
    const set = chosen(shop, { funnel: ['login', 'purchase'] })
    expect(JSON.parse(JSON.stringify(set))).toEqual(set)
  })
})
