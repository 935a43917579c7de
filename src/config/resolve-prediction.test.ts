import { describe, expect, it } from 'vitest'
import { event } from './event.js'
import { count, latest, score, sum, trait, where } from './expression.js'
import { login, mistakesOfPrediction, population, purchase } from './resolve.testing.js'
import { last, next } from './window.js'

describe('mistakes of a prediction', () => {
  it('are none in what the other cases start from', () => {
    expect(mistakesOfPrediction({})).toEqual([])
  })

  const logins = count(login, last('30d'))
  // A module is not compiled before it is run, so everything that types refuse can come.
  const untyped = (value: unknown): never => value as never
  const cases: readonly [string, Record<string, unknown>, string | RegExp][] = [
    [
      'a population of the future',
      { population: count(login, next('30d')).is(0) },
      'churn.population: expected a window of the past, such as last 30d, got next 30d',
    ],
    [
      'a label of the past',
      { label: logins.is(0) },
      'churn.label: expected a window of the future, such as next 30d, got last 30d',
    ],
    [
      'a feature of the future, inside a score',
      { features: { health: score([{ of: untyped(count(login, next('7d'))), weight: 1, from: 0, to: 9 }]) } },
      'churn.features.health: expected a window of the past, such as last 30d, got next 7d',
    ],
    [
      'a label of traits',
      { label: trait('plan').is('pro') },
      'churn.label: expected an expression of the future, got trait, which belongs into a population or feature',
    ],
    [
      'a quantity as population',
      { population: logins },
      'churn.population: expected a condition, such as count(login, last 30d) at least 1, got a quantity (count)',
    ],
    [
      'no population',
      { population: undefined },
      'churn.population: expected a condition on the past, got nothing',
    ],
    [
      'an event that is in no source',
      { label: count(event('logout', {}), next('7d')).is(0) },
      'churn.label: expected an event of the sources (login, purchase), got "logout"',
    ],
    [
      'a misspelt event',
      { label: count(event('logim', {}), next('7d')).is(0) },
      'churn.label: expected an event of the sources (login, purchase), got "logim"; did you mean `login`?',
    ],
    [
      'a misspelt property',
      {
        features: {
          spent: sum(untyped((purchase as unknown as Record<string, unknown>)['amuont']), last('7d')),
        },
      },
      'churn.features.spent: expected a property of purchase (amount, plan, gift), got "amuont"; did you mean `amount`?',
    ],
    [
      'the sum of a text',
      { features: { spent: sum(untyped(purchase.plan), last('7d')) } },
      'churn.features.spent: expected a number to take the sum of, got purchase.plan, which is a string',
    ],
    [
      'a filter on a property of another event',
      { features: { paid: count(login, last('7d'), where(purchase.plan).is('pro')) } },
      'churn.features.paid: expected a property of login (there are none), got "plan"',
    ],
    [
      'a filter with a value of another type',
      { features: { paid: count(purchase, last('7d'), where(purchase.plan).is(untyped(3))) } },
      'churn.features.paid: expected a text, got 3',
    ],
    [
      'a property that every object has',
      { features: { spent: sum(untyped({ event: 'purchase', property: 'constructor' }), last('7d')) } },
      'churn.features.spent: expected a property of purchase (amount, plan, gift), got "constructor"',
    ],
    [
      'an order among texts',
      { population: latest(purchase.plan, last('7d')).atLeast(3) },
      'churn.population: expected is or isNot, because a string has no order, got atLeast',
    ],
    [
      'a condition that always holds',
      { population: logins.atLeast(0) },
      'churn.population: expected a value that a count can be on either side of, got atLeast 0, which decides nothing',
    ],
    [
      'a condition that never holds',
      { population: logins.is(1.5) },
      'churn.population: expected a value that a count can be on either side of, got is 1.5, which decides nothing',
    ],
    [
      'a number that is none',
      { population: logins.is(Number.NaN) },
      'churn.population: expected a number, got NaN',
    ],
    [
      'a window without length',
      { label: count(login, next(untyped(undefined))).is(0) },
      'churn.label: expected a length of time such as 30d, 12h, 4w or 90m, got nothing',
    ],
    [
      'months',
      { label: count(login, next(untyped('1mo'))).is(0) },
      'churn.label: expected a length of time such as 30d, 12h, 4w or 90m, got "1mo"',
    ],
    [
      'an empty list of events',
      { population: count([], last('7d')).is(0) },
      'churn.population: expected at least one event, got an empty list',
    ],
    [
      'an event twice',
      { population: count([login, login], last('7d')).is(0) },
      'churn.population: expected each event once, got "login" twice',
    ],
    [
      'a score without weight',
      { features: { health: score([{ of: logins, weight: 0, from: 0, to: 9 }]) } },
      'churn.features.health: expected a number above 0, got 0',
    ],
    [
      'a score without range',
      { features: { health: score([{ of: logins, weight: 1, from: 3, to: 3 }]) } },
      'churn.features.health: expected another value than from, which is 3, got 3',
    ],
    [
      'a score of texts',
      { features: { health: score([{ of: latest(purchase.plan, last('7d')), weight: 1, from: 0, to: 3 }]) } },
      'churn.features.health: expected a quantity that is a number, got a string',
    ],
    [
      'a text as label',
      { label: latest(purchase.plan, next('7d')) },
      'churn.label: expected a number to predict, or a condition such as is("Yes"), got a string',
    ],
    [
      'a condition as feature',
      { features: { active: population } },
      'churn.features.active: expected a quantity, such as count(login, last 30d), got a condition',
    ],
    [
      'features that differ by case',
      { features: { Logins: logins, logins } },
      'churn.features.logins: expected names that differ by more than case, got "logins" beside "Logins"',
    ],
    [
      'the name of a feature',
      { features: { 'log-ins': logins } },
      'churn.features.log-ins: expected the name of a feature of letters, digits and _, beginning with a letter, got "log-ins"',
    ],
    [
      'a funnel of one stage',
      { funnel: [login] },
      'churn.funnel: expected at least two events in their order, got a list of 1',
    ],
    [
      'a funnel in a circle',
      { funnel: [login, purchase, login] },
      'churn.funnel: expected each event once, got "login" twice',
    ],
    [
      'levels that fall',
      { levels: { medium: 0.6 } },
      'churn.levels: expected levels that rise, got medium 0.6, high 0.5, critical 0.8',
    ],
    [
      'levels outside (0, 1)',
      { levels: { critical: 1 } },
      'churn.levels.critical: expected a number above 0 and below 1, got 1',
    ],
    [
      'a misspelt level',
      { levels: { criticl: 0.9 } },
      'churn.levels.criticl: expected one of the keys (medium, high, critical), got "criticl"; did you mean `critical`?',
    ],
    [
      'a negative cost',
      { profit: { contactCost: -1 } },
      'churn.profit.contactCost: expected a number of at least 0, got -1',
    ],
    [
      'a share above 1',
      { profit: { acceptance: 30 } },
      'churn.profit.acceptance: expected a number above 0 and of at most 1, got 30',
    ],
    [
      'no anchors',
      { anchors: '0d' },
      'churn.anchors: expected a length of time such as 30d, 12h, 4w or 90m, got "0d"',
    ],
    [
      'half an anchor',
      { maximumAnchors: 1.5 },
      'churn.maximumAnchors: expected a whole number of at least 1, got 1.5',
    ],
    [
      'a number as lateness',
      { lateness: 3 },
      'churn.lateness: expected a length of time such as 30d, 12h, 4w or 90m, or 0d, got 3',
    ],
    [
      'no windows',
      { automaticFeatures: { windows: [] } },
      'churn.automaticFeatures.windows: expected a list of at least one length of time such as 30d, got an empty list',
    ],
    [
      'true for automatic features',
      { automaticFeatures: true },
      'churn.automaticFeatures: expected an object with windows, exclude, got true',
    ],
    ['a misspelt key', { popluation: 1 }, /^churn\.popluation: .*did you mean `population`\?$/],
    [
      'a key of a later version',
      { explain: true },
      /^churn\.explain: expected one of the keys \(.*\), got "explain"$/,
    ],
    [
      'an event as entity',
      { entity: login },
      /^churn\.entity: expected an entity, such as entity\('customer'\), got an object/,
    ],
  ]
  it.each(cases)('%s', (_name, options, message) => {
    const [only, ...more] = mistakesOfPrediction(options)
    expect(more).toEqual([])
    if (message instanceof RegExp) expect(only).toMatch(message)
    else expect(only).toBe(message)
  })

  it('are all told at once', () => {
    expect(mistakesOfPrediction({ anchors: 'week', seed: -1, label: population })).toHaveLength(3)
  })
})
