import { describe, expect, it } from 'vitest'
import { ForetellError } from '../../shared/errors.js'
import { type Config, predict } from '../define.js'
import { boolean, entity, event, number, string } from '../event.js'
import {
  activeDays,
  all,
  any,
  count,
  daysSince,
  daysSinceFirst,
  distinct,
  latest,
  max,
  mean,
  min,
  mostFrequent,
  ratio,
  score,
  sessions,
  sum,
  trait,
  until,
  where,
} from '../expression.js'
import type { Plan } from '../plan.js'
import { resolve } from '../resolve.js'
import { column, csv, field, ndjson, parquet, table, when } from '../source.js'
import { ever, last, next } from '../window.js'
import { parseConfig } from './document.js'

function planOf(text: string): Plan {
  const { config, origin, mistakes } = parseConfig(text, 'foretell.config.yaml')
  return resolve(config, { root: '/project', origin, mistakes })
}

/** Mistakes as `line key: what is said`. */
function mistakesOf(text: string): string[] {
  try {
    planOf(text)
  } catch (error) {
    if (!(error instanceof ForetellError) || error.code !== 'CONFIG_INVALID') throw error
    return error.problems.map(({ at, message }) => `${at.line} ${at.key}: ${message}`)
  }
  return []
}

describe('a document', () => {
  it('says all that a module says', () => {
    const login = event('login', {})
    const purchase = event('purchase', {
      amount: number({ unit: 'USD' }),
      plan: string(),
      gift: boolean(),
    })
    const refund = event('refund', {})
    const customer = entity('customer', { traits: { country: string(), seats: number() } })
    const customers = table('customers.csv', { key: 'id', columns: { age: number() } })
    const logins = count(login, last('30d'))
    const module: Config = {
      warehouse: { path: '.data' },
      sources: {
        app: csv('events/*.csv.gz', {
          entity: customer,
          events: [login, purchase, refund],
          columns: {
            id: 'user_id',
            time: 'ts',
            event: when(field('no').startsWith('C'), 'refund', 'purchase'),
          },
          properties: { amount: field('quantity').times(field('price')).minus(1), plan: 'Plan Name' },
          traits: { country: when(field('country').is(''), 'unknown', field('country')) },
          timeFormat: 'dayFirst',
          timeZone: 'Europe/London',
          skip: field('email').matches('@example[.]com$'),
          delimiter: ';',
        }),
        web: ndjson('web.jsonl', { entity: customer, events: [login] }),
        old: parquet('old.parquet', { entity: customer, events: [purchase] }),
        customers,
      },
      predictions: {
        churn: predict({
          entity: customer,
          anchors: '7d',
          maximumAnchors: 20,
          lateness: '1d',
          population: all(
            logins.atLeast(1),
            any(count(purchase, ever()).moreThan(2), trait('country').isNot('US')),
            daysSince([login, purchase]).lessThan(10).not(),
          ),
          label: count(purchase, next('30d'), where(purchase.plan).is('pro')).is(0),
          features: {
            a: sum(purchase.amount, last('90d'), [
              ...where(purchase.plan).is('pro'),
              ...where(purchase.amount).atLeast(5),
              ...where(purchase.amount).lessThan(50),
            ]),
            b: mean(purchase.amount, ever()),
            c: max(purchase.amount, last('1w')),
            d: min(purchase.amount, last('1w')),
            e: latest(purchase.plan, last('1w')),
            f: distinct(purchase.plan, last('1w')),
            g: mostFrequent(purchase.plan, last('1w')),
            h: activeDays(login, last('1w')),
            i: sessions([login, purchase], last('1w')),
            j: daysSinceFirst(login),
            k: trait('seats'),
            l: ratio(count(login, last('7d')), logins),
            m: score([
              { of: logins, weight: 0.7, from: 0, to: 10 },
              { of: daysSince(login), weight: 0.3, from: 30, to: 0 },
            ]),
          },
          automaticFeatures: { windows: ['7d', '4w'], exclude: ['*_max_*'] },
          funnel: [login, purchase],
          levels: { medium: 0.1, high: 0.2, critical: 0.3 },
          profit: { customerValue: 500, offerCost: 20, contactCost: 2, acceptance: 0.1 },
          maximumRows: 1000,
          seed: 5,
        }),
        value: predict({
          entity: customer,
          population: logins.atLeast(1).and(logins.lessThan(50)),
          label: sum(purchase.amount, next('90d')),
          automaticFeatures: false,
        }),
        again: predict({
          entity: customer,
          population: logins.atLeast(1),
          label: until(purchase, next('90d')),
        }),
        card: predict({ table: customers, label: column(customers, 'Churn').is('Yes'), exclude: ['age'] }),
        age: predict({ table: table('other.csv'), label: column(table('other.csv'), 'age') }),
      },
    }
    const document = `
$schema: ./foretell.schema.json
warehouse: { path: .data }
entities:
  customer: { traits: { country: string, seats: number } }
events:
  login:
  purchase: { amount: { type: number, unit: USD }, plan: string, gift: boolean }
  refund: {}
sources:
  app:
    file: events/*.csv.gz
    events: [login, purchase, refund]
    id: user_id
    time: ts
    event: { when: { column: no, startsWith: C }, then: refund, otherwise: purchase }
    properties:
      amount: { subtract: [{ multiply: [quantity, price] }, 1] }
      plan: Plan Name
    traits:
      country: { when: { column: country, is: '' }, then: unknown, otherwise: { column: country } }
    timeFormat: dayFirst
    timeZone: Europe/London
    skip: { column: email, matches: '@example[.]com$' }
    delimiter: ;
  web: { file: web.jsonl, events: [login] }
  old: { file: old.parquet, events: [purchase] }
  customers: { table: customers.csv, key: id, columns: { age: number } }
predictions:
  churn:
    anchors: 7d
    maximumAnchors: 20
    lateness: 1d
    population:
      all:
        - { count: login, last: 30d, atLeast: 1 }
        - any: [{ count: purchase, ever: true, moreThan: 2 }, { trait: country, isNot: US }]
        - not: { daysSince: [login, purchase], lessThan: 10 }
    label: { count: purchase, next: 30d, where: { plan: pro }, is: 0 }
    features:
      a: { sum: purchase.amount, last: 90d, where: { plan: pro, amount: { atLeast: 5, lessThan: 50 } } }
      b: { mean: purchase.amount, ever: true }
      c: { max: purchase.amount, last: 1w }
      d: { min: purchase.amount, last: 1w }
      e: { latest: purchase.plan, last: 1w }
      f: { distinct: purchase.plan, last: 1w }
      g: { mostFrequent: purchase.plan, last: 1w }
      h: { activeDays: login, last: 1w }
      i: { sessions: [login, purchase], last: 1w }
      j: { daysSinceFirst: login }
      k: { trait: seats }
      l: { ratio: [{ count: login, last: 7d }, { count: login, last: 30d }] }
      m:
        score:
          - { of: { count: login, last: 30d }, weight: 0.7, from: 0, to: 10 }
          - { of: { daysSince: login }, weight: 0.3, from: 30, to: 0 }
    automaticFeatures: { windows: [7d, 4w], exclude: ['*_max_*'] }
    funnel: [login, purchase]
    levels: { medium: 0.1, high: 0.2, critical: 0.3 }
    profit: { customerValue: 500, offerCost: 20, contactCost: 2, acceptance: 0.1 }
    maximumRows: 1000
    seed: 5
  value:
    population: { count: login, last: 30d, atLeast: 1, lessThan: 50 }
    label: { sum: purchase.amount, next: 90d }
    automaticFeatures: false
  again:
    population: { count: login, last: 30d, atLeast: 1 }
    label: { until: purchase, next: 90d }
  card:
    table: customers
    label: { column: Churn, is: Yes }
    exclude: age
  age:
    table: other.csv
    label: { column: age }
`
    // Through JSON, because an absent key and an undefined one say the same.
    const plain = (plan: Plan): unknown => JSON.parse(JSON.stringify(plan))
    expect(plain(planOf(document))).toEqual(plain(resolve(module, { root: '/project' })))
  })

  it('may declare events in its sources, by name where they have no properties', () => {
    const plan = planOf(`
sources:
  app: { file: a.csv, events: { login: {}, purchase: { amount: number } } }
  web: { file: b.csv, events: [login, logout] }
`)
    expect(plan.events).toEqual({
      login: { name: 'login', properties: {} },
      purchase: { name: 'purchase', properties: { amount: { kind: 'number' } } },
      logout: { name: 'logout', properties: {} },
    })
  })

  it('may put the parts of an event below columns, as a module does', () => {
    const below = planOf('sources: { app: { file: a.csv, events: [login], columns: { id: who, time: at } } }')
    const beside = planOf('sources: { app: { file: a.csv, events: [login], id: who, time: at } }')
    expect(below).toEqual(beside)
  })

  it('may name the only entity nowhere else, and one that is not declared anywhere', () => {
    const source = 'sources: { app: { file: a.csv, events: [login]'
    expect(planOf(`entities: { account: {} }\n${source} } }`).sources[0]).toMatchObject({ entity: 'account' })
    expect(planOf(`${source}, entity: member } }`).sources[0]).toMatchObject({ entity: 'member' })
    expect(planOf(`${source} } }`).sources[0]).toMatchObject({ entity: 'customer' })
  })

  it('may have events with dots in their names', () => {
    const plan = planOf(`
sources: { app: { file: a.csv, events: { page.view: { seconds: number } } } }
predictions:
  stay:
    population: { count: page.view, last: 7d, atLeast: 1 }
    label: { sum: page.view.seconds, next: 7d }
`)
    expect(plan.predictions['stay']).toMatchObject({
      label: { quantity: { event: 'page.view', property: 'seconds' } },
    })
  })

  it('may share its parts by anchors and merge keys', () => {
    const plan = planOf(`
sources: { app: { file: a.csv, events: [login] } }
predictions:
  churn: &churn
    population: &active { count: login, last: 30d, atLeast: 1 }
    label: { count: login, next: 30d, is: 0 }
  sooner:
    <<: *churn
    label: { count: login, next: 7d, is: 0 }
  other:
    population: *active
    label: { count: login, next: 1d, is: 0 }
`)
    expect(Object.values(plan.predictions)).toMatchObject([
      { horizon: 30 * 86.4e6 },
      { horizon: 7 * 86.4e6 },
      { horizon: 86.4e6 },
    ])
  })
})

describe('a mistake in a document', () => {
  /** A document that is right, with one line of it replaced; lines are counted from 1. */
  const lines = [
    'sources:', // 1
    '  app:', // 2
    '    file: a.csv', // 3
    '    events: { login: {}, purchase: { amount: number } }', // 4
    '  customers: { table: customers.csv }', // 5
    'predictions:', // 6
    '  churn:', // 7
    '    population:', // 8
    '      count: login', // 9
    '      last: 30d', // 10
    '      atLeast: 1', // 11
    '    label: { count: login, next: 30d, is: 0 }', // 12
    '    features:', // 13
    '      spent: { sum: purchase.amount, last: 30d }', // 14
    '  telco:', // 15
    '    table: customers', // 16
    '    label: { column: Churn, is: Yes }', // 17
  ]
  const withLine = (number: number, line: string): string => lines.with(number - 1, line).join('\n')

  it('is not in what the cases start from', () => {
    expect(mistakesOf(lines.join('\n'))).toEqual([])
  })

  const verbs =
    'count, sum, mean, max, min, latest, distinct, mostFrequent, activeDays, sessions, daysSince, daysSinceFirst, trait, ratio, score, column, until, all, any, not'
  const cases: readonly [number, string, string | RegExp][] = [
    [
      2,
      '  app:\n    fiel: b.csv',
      /^3 sources\.app\.fiel: expected one of the keys \(file, format, events, .*\), got "fiel"; did you mean `file`\?$/,
    ],
    [3, '    path: a.csv', '2 sources.app: expected `file` (events) or `table`, got path, events'],
    [
      3,
      '    file: a.xlsx',
      '3 sources.app.file: expected a file that ends in csv, tsv, txt, ndjson, jsonl or parquet, or a format, got "a.xlsx"',
    ],
    [3, '    file: 7', '3 sources.app.file: expected the path of a file, relative to the project, got 7'],
    [
      4,
      '    events: { login: {}, purchase: { amount: nubmer } }',
      /^4 sources\.app\.events\.purchase\.amount: expected a type \(number, string, boolean, time\), got "nubmer"; did you mean `number`\?$/,
    ],
    [
      4,
      '    events: { login: {}, purchase: { amount: { typ: number } } }',
      /^4 sources\.app\.events\.purchase\.amount\.typ: .*did you mean `type`\?$/,
    ],
    [
      4,
      '    events: { login: {}, purchase: { amount: number } }\n    time: { colunm: ts }',
      '5 sources.app.time.colunm: expected one of column, constant, when, add, subtract, multiply, divide, got "colunm"; did you mean `column`?',
    ],
    [
      4,
      '    events: { login: {}, purchase: { amount: number } }\n    properties: { amount: { multiply: [Price] } }',
      '5 sources.app.properties.amount.multiply: expected a list of at least two columns or numbers, got a list of 1',
    ],
    [
      4,
      '    events: { login: {}, purchase: { amount: number } }\n    skip: { column: a, begins: b }',
      /^5 sources\.app\.skip\.begins: expected one of is, .*, got "begins"$/,
    ],
    [
      4,
      '    events: { login: {}, purchase: { amount: number } }\n    skip: { column: a, moreThan: b }',
      '5 sources.app.skip: expected a number after moreThan, got "b"',
    ],
    [
      4,
      '    events: { login: {}, purchase: { amount: number } }\n    event: { when: { column: a, is: b }, then: c }',
      '5 sources.app.event.otherwise: expected a number, text, or true or false, got nothing',
    ],
    [
      5,
      '  customers: { table: customers.csv, colums: {} }',
      /^5 sources\.customers\.colums: .*did you mean `columns`\?$/,
    ],
    [5, '  customers: customers.csv', /^5 sources\.customers: expected a source, such as/],
    [
      8,
      '    population:\n      cout: login\n    x-population:',
      `9 predictions.churn.population.cout: expected one of ${verbs}, got "cout"; did you mean \`count\`?`,
    ],
    [
      9,
      '      count: logn',
      '9 predictions.churn.population.count: expected an event of the sources (login, purchase), got "logn"; did you mean `login`?',
    ],
    [
      9,
      '      count: 3',
      /^9 predictions\.churn\.population\.count: expected an event of the sources \(login, purchase\), got 3$/,
    ],
    [
      9,
      '      sum: amount',
      '9 predictions.churn.population.sum: expected an event and its property, such as purchase.amount, got "amount"',
    ],
    [
      10,
      '      next: 30d',
      '10 predictions.churn.population.next: expected a window of the past, such as last 30d, got next 30d',
    ],
    [
      10,
      '      last: 30',
      '10 predictions.churn.population.last: expected a length of time such as 30d, 12h, 4w or 90m, got 30',
    ],
    [10, '      ever: yes', '10 predictions.churn.population.ever: expected ever: true, got "yes"'],
    [
      10,
      '      last: 30d\n      ever: true',
      '8 predictions.churn.population: expected last, next or ever beside count, got last and ever',
    ],
    [10, '', '8 predictions.churn.population: expected last, next or ever beside count, got none of them'],
    [
      11,
      '      atleast: 1',
      /^11 predictions\.churn\.population\.atleast: expected a key that goes with count .*did you mean `atLeast`\?$/,
    ],
    [11, '      atLeast: "1"', '11 predictions.churn.population.atLeast: expected a number, got "1"'],
    [
      11,
      '      atLeast: 0',
      '11 predictions.churn.population.atLeast: expected a value that a count can be on either side of, got atLeast 0, which decides nothing',
    ],
    [
      11,
      '',
      '8 predictions.churn.population: expected a condition, such as count(login, last 30d) at least 1, got a quantity (count)',
    ],
    [
      11,
      '      atLeast: 1\n      where: { amount: 3 }',
      '12 predictions.churn.population.where.amount: expected a property of login (there are none), got "amount"',
    ],
    [
      12,
      '    label: { count: login, sum: purchase.amount, next: 30d }',
      `12 predictions.churn.label.sum: expected only one of ${verbs}, got count and sum`,
    ],
    [
      12,
      '    label: churned',
      '12 predictions.churn.label: expected an expression, such as { count: login, last: 30d }, got "churned"',
    ],
    [
      12,
      '    label: { all: [{ count: login, next: 1d }] }',
      '12 predictions.churn.label.all.0: expected a condition: a quantity with one of is, isNot, atLeast, atMost, moreThan, lessThan, got no comparison',
    ],
    [
      12,
      '',
      '7 predictions.churn.label: expected a condition, a quantity or a time until something, of the future, got nothing',
    ],
    [
      14,
      '      spent: { sum: purchase.amuont, last: 30d }',
      '14 predictions.churn.features.spent.sum: expected a property of purchase (amount), got "amuont"; did you mean `amount`?',
    ],
    [
      14,
      '      spent: { ratio: [{ count: login, last: 1d }] }',
      '14 predictions.churn.features.spent.ratio: expected a list of two quantities, got a list of 1',
    ],
    [
      14,
      '      spent: { ratio: [{ count: login, last: 1d }, { count: login, next: 1d }] }',
      '14 predictions.churn.features.spent.ratio.1.next: expected a window of the past, such as last 30d, got next 1d',
    ],
    [
      14,
      '      spent: { score: [{ of: { count: login, last: 1d }, weight: 1, from: 0 }] }',
      '14 predictions.churn.features.spent.score.0.to: expected a number, got nothing',
    ],
    [
      14,
      '      spent: { score: [{ of: { count: login, last: 1d, is: 0 }, weight: 1, from: 0, to: 1 }] }',
      '14 predictions.churn.features.spent.score.0.of: expected a quantity without a comparison, got a condition',
    ],
    [
      14,
      '      spent: { count: login, last: 30d, where: [plan] }',
      '14 predictions.churn.features.spent.where: expected values by property, such as { plan: pro }, got a list of 1',
    ],
    [
      14,
      '      spent: { trait: plan }',
      '14 predictions.churn.features.spent.trait: expected a trait of customer (there are none), got "plan"',
    ],
    [
      14,
      '      spent: { column: plan }',
      '14 predictions.churn.features.spent.column: expected an expression of the past, got column, which belongs into a prediction from a table',
    ],
    [
      16,
      '    table: custmers',
      '16 predictions.telco.table: expected a table of the sources, or the path of a file (customers), got "custmers"; did you mean `customers`?',
    ],
    [
      16,
      '    table: { key: id }',
      '16 predictions.telco.table.file: expected the path of a file, relative to the project, got nothing',
    ],
    [
      17,
      '    label: { colum: Churn, is: Yes }',
      `17 predictions.telco.label.colum: expected one of ${verbs}, got "colum"; did you mean \`column\`?`,
    ],
  ]
  it.each(cases)('at line %i: %s', (number, line, message) => {
    // A line that is only there to keep the rest of the document whole is a mistake of its own.
    const found = mistakesOf(withLine(number, line)).filter((mistake) => !mistake.includes('x-population'))
    if (message instanceof RegExp) expect(found[0]).toMatch(message)
    else expect(found[0]).toBe(message)
    expect(found.slice(1)).toEqual([])
  })

  it('is told with all the others, in the order of the file', () => {
    const found = mistakesOf(`
predictoins: {}
sources:
  app: { file: a.csv, events: [login], timeZone: Mars }
predictions:
  churn:
    label: { count: login, last: 30d, is: 0 }
    population: { count: logn, last: 30d, atLeast: 1 }
    levels: { high: 2 }
`)
    expect(found.map((mistake) => mistake.split(':')[0])).toEqual([
      '2 predictoins',
      '4 sources.app.timeZone',
      '7 predictions.churn.label.last',
      '8 predictions.churn.population.count',
      '9 predictions.churn.levels.high',
    ])
  })

  it('is a name that the top does not declare', () => {
    const found = mistakesOf(`
entities: { customer: {}, account: { trait: {} } }
events: { login: {} }
sources:
  app: { file: a.csv, events: [logn], entity: acount }
`)
    expect(found).toEqual([
      '2 entities.account.trait: expected a key that goes with an entity (traits), got "trait"; did you mean `traits`?',
      '5 sources.app.events.0: expected one of the events (login), got "logn"; did you mean `login`?',
      '5 sources.app.entity: expected one of the entities (customer, account), got "acount"; did you mean `account`?',
    ])
  })
})
