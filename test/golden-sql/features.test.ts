import { describe, it } from 'vitest'

import { count, latest, ratio, score, sessions, sum, trait } from '../../src/config/expression.js'
import { boolean, event, number, string } from '../../src/config/event.js'
import type { Quantity } from '../../src/config/expression.js'
import { ever, last } from '../../src/config/window.js'
import { compileFeatures, type FeatureRequest } from '../../src/features/compile.js'
import type { Feature } from '../../src/features/feature.js'
import type { FeatureNode } from '../../src/features/node.js'
import { expectGolden } from './golden.js'

const login = event('login', {})
const purchase = event('purchase', { amount: number(), plan: string(), gift: boolean() })
const quoted = event("it's `odd` \\", { 'a"b': number() })

const kinds: FeatureRequest['kinds'] = (name, property) =>
  [login, purchase, quoted].find((each) => each.name === name)?.properties[property as never]?.['kind']

function feature(name: string, node: FeatureNode, kind: Feature['kind'] = 'numeric'): Feature {
  return { name, kind, title: name, family: 'test', node }
}

const declared = (name: string, { node }: Quantity<'past'>, kind?: Feature['kind']): Feature =>
  feature(name, node, kind)

function compiled(
  features: readonly Feature[],
  given: Partial<FeatureRequest> = {},
): ReturnType<typeof compileFeatures> {
  return compileFeatures({
    entity: 'customer',
    population: count(login, last('30d')).atLeast(1).node,
    features,
    anchor: Date.parse('2025-06-01T00:00:00Z'),
    kinds,
    sessionIds: false,
    traits: { country: { kind: 'string' }, seats: { kind: 'number' }, signedUp: { kind: 'time' } },
    ...given,
  })
}

const logins = [
  declared('login_count_7d', count(login, last('7d'))),
  declared('login_count_ever', count(login, ever())),
  feature('activity_count_7d', { kind: 'count', events: [], window: last('7d') }),
]

describe('the SQL of features', () => {
  it('of counts: one array of times for each event type, cut to windows', () =>
    expectGolden('counts', compiled(logins)))

  it('of one entity: the same, with everyone but the asked for left out', () =>
    expectGolden('one-entity', compiled(logins, { entityIds: ["c1'; DROP TABLE events"] })))

  it('of a sample: the same, with a part of the ids', () =>
    expectGolden('sample', compiled(logins, { sample: { share: 0.05, seed: 7 } })))

  it('of a stretch of ids', () =>
    expectGolden('stretch', compiled(logins, { range: { after: 'c1', upTo: 'c2' } })))

  it('of days, visits, pauses and times of day', () =>
    expectGolden(
      'rhythm',
      compiled([
        feature('days', { kind: 'activeDays', events: ['login'], window: last('30d') }),
        feature('visits', { kind: 'sessions', events: [], window: last('30d') }),
        feature('minutes', { kind: 'minutes', events: [], window: last('30d') }),
        feature('gap', { kind: 'gap', events: ['login'], statistic: 'silence' }),
        feature('weekend', { kind: 'clock', events: [], window: last('90d'), statistic: 'weekendShare' }),
        feature('hour', { kind: 'clock', events: [], window: last('90d'), statistic: 'hour' }),
      ]),
    ))

  it('of visits that events name', () =>
    expectGolden(
      'named-visits',
      compiled([declared('visits', sessions(login, last('30d')))], { sessionIds: true }),
    ))

  it('of properties: pairs of time and value', () =>
    expectGolden(
      'properties',
      compiled([
        ...(['sum', 'mean', 'max', 'distinct'] as const).map((aggregate) =>
          feature(`amount_${aggregate}`, {
            kind: 'aggregate',
            aggregate,
            event: 'purchase',
            property: 'amount',
            window: last('30d'),
          }),
        ),
        declared('plan', latest(purchase.plan, ever()), 'category'),
        feature(
          'usual_plan',
          {
            kind: 'aggregate',
            aggregate: 'mostFrequent',
            event: 'purchase',
            property: 'plan',
            window: last('30d'),
          },
          'category',
        ),
      ]),
    ))

  it('of declared features: filters, ratios, scores, odd names', () =>
    expectGolden(
      'declared',
      compiled([
        declared(
          'gifts',
          count(purchase, last('30d'), [
            { property: 'gift', comparison: 'is', value: true },
            { property: 'plan', comparison: 'isNot', value: "o'hara" },
          ]),
        ),
        declared('odd', sum(quoted['a"b'], last('30d'))),
        declared('value', ratio(sum(purchase.amount, ever()), count(purchase, ever()))),
        declared(
          'engagement',
          score([
            { of: count(login, last('30d')), weight: 2, from: 0, to: 10 },
            { of: trait('seats'), weight: 1, from: 20, to: -5 },
          ]),
        ),
      ]),
    ))

  it('of traits as they were known, in the population and as features', () =>
    expectGolden(
      'traits',
      compiled([declared('country', trait('country'), 'category'), declared('age', trait('signedUp'))], {
        population: trait('country')
          .isNot('DE')
          .and(count(login, last('7d')).atLeast(1)).node,
      }),
    ))

  it('of a funnel', () =>
    expectGolden(
      'funnel',
      compiled([
        feature('reached', { kind: 'funnel', stages: ['login', 'purchase'], statistic: 'reached' }),
        feature('days', { kind: 'funnel', stages: ['login', 'purchase'], statistic: 'days', at: 2 }),
        feature('actions', { kind: 'funnel', stages: ['login', 'purchase'], statistic: 'actions' }),
      ]),
    ))
})
