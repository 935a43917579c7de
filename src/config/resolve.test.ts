import { describe, expect, it } from 'vitest'
import { DAY } from '../shared/time.js'
import { predict } from './define.js'
import { entity, event, number, string } from './event.js'
import { count, sum, trait, until } from './expression.js'
import type { EventPredictionPlan, EventSourcePlan } from './plan.js'
import { resolve } from './resolve.js'
import { app, label, login, mistakesIn, planOf, population, purchase } from './resolve.testing.js'
import { column, csv, field, ndjson, table, when } from './source.js'
import { last, next } from './window.js'

describe('a plan', () => {
  it('has its defaults filled in', () => {
    const plan = planOf({ predictions: { churn: predict({ population, label }) } })
    expect(plan).toEqual({
      root: '/project',
      warehouse: { url: undefined, path: '/project/.foretell' },
      server: {
        host: '127.0.0.1',
        port: 8080,
        redis: undefined,
        cacheSeconds: 300,
        cacheEntries: 100_000,
        cors: [],
        requestsPerMinute: 6000,
        adminKey: undefined,
        webhookSecret: undefined,
        trustProxy: false,
        jobs: 1,
        resultHours: 168,
        shutdownSeconds: 30,
        log: 'info',
      },
      events: {
        login: { name: 'login', properties: {} },
        purchase: {
          name: 'purchase',
          properties: {
            amount: { kind: 'number', unit: 'USD' },
            plan: { kind: 'string' },
            gift: { kind: 'boolean' },
          },
        },
      },
      entities: { customer: { name: 'customer', traits: {} } },
      sources: [
        {
          kind: 'events',
          name: 'app',
          format: 'csv',
          path: '/project/data/events.csv',
          delimiter: undefined,
          entity: 'customer',
          events: ['login', 'purchase'],
          columns: {},
          properties: {},
          traits: {},
          timeFormat: 'auto',
          timeZone: 'UTC',
          skip: undefined,
        },
      ],
      predictions: {
        churn: {
          kind: 'events',
          name: 'churn',
          task: 'classification',
          entity: 'customer',
          population: population.node,
          label: { kind: 'condition', condition: label.node },
          horizon: 30 * DAY,
          anchorInterval: 30 * DAY,
          maximumAnchors: 12,
          lateness: 0,
          features: {},
          automaticFeatures: {
            enabled: true,
            windows: [7, 30, 90, 365].map((days) => days * DAY),
            exclude: [],
          },
          funnel: [],
          levels: { medium: 0.2, high: 0.5, critical: 0.8 },
          profit: { customerValue: 200, offerCost: 10, contactCost: 1, acceptance: 0.3, assumed: true },
          maximumRows: 200_000,
          seed: 1,
        },
      },
    })
  })

  it('has what was written', () => {
    const churn = predict({
      population,
      label: count(login, next('14d'))
        .is(0)
        .and(sum(purchase.amount, next('6w')).lessThan(10)),
      anchors: '1w',
      maximumAnchors: 5,
      lateness: '0d',
      features: { logins: count(login, last('7d')) },
      automaticFeatures: { windows: ['30d', '7d', '30d'], exclude: ['*_max_*'] },
      funnel: [login, purchase],
      levels: { high: 0.4 },
      profit: { offerCost: 0 },
      maximumRows: 10,
      seed: 0,
    })
    const plan = planOf({
      predictions: { churn },
      warehouse: { url: 'https://clickhouse.example:8443', path: '../elsewhere' },
    })
    expect(plan.predictions['churn']).toMatchObject({
      horizon: 42 * DAY,
      anchorInterval: 7 * DAY,
      maximumAnchors: 5,
      lateness: 0,
      features: { logins: { kind: 'count', events: ['login'], window: { tense: 'past', length: '7d' } } },
      automaticFeatures: { enabled: true, windows: [7 * DAY, 30 * DAY], exclude: ['*_max_*'] },
      funnel: ['login', 'purchase'],
      levels: { medium: 0.2, high: 0.4, critical: 0.8 },
      profit: { customerValue: 200, offerCost: 0, contactCost: 1, acceptance: 0.3, assumed: false },
      maximumRows: 10,
      seed: 0,
    })
    expect(plan.warehouse).toEqual({ url: 'https://clickhouse.example:8443', path: '/elsewhere' })
  })

  it('takes the task from the label', () => {
    const predictions = {
      who: predict({ population, label }),
      much: predict({ population, label: sum(purchase.amount, next('90d')) }),
      when: predict({ population, label: until(purchase, next('90d')) }),
      row: predict({ table: table('t.csv'), label: column(table('t.csv'), 'Churn').is('Yes') }),
      cell: predict({ table: table('t.csv'), label: column(table('t.csv'), 'Value') }),
    }
    const plan = planOf({ predictions })
    expect(Object.values(plan.predictions).map(({ name, task }) => [name, task])).toEqual([
      ['who', 'classification'],
      ['much', 'regression'],
      ['when', 'survival'],
      ['row', 'classification'],
      ['cell', 'regression'],
    ])
  })

  it('makes no automatic features where none are wanted', () => {
    const plan = planOf({ predictions: { churn: predict({ population, label, automaticFeatures: false }) } })
    expect((plan.predictions['churn'] as EventPredictionPlan).automaticFeatures.enabled).toBe(false)
  })

  it('prefers the address in the environment', () => {
    const environment = { CLICKHOUSE_URL: 'http://other:8123' }
    const config = { sources: {}, predictions: {}, warehouse: { url: 'http://mine:8123' } }
    expect(resolve(config, { root: '/project', environment }).warehouse.url).toBe('http://other:8123')
    expect(resolve(config, { root: '/project', environment: {} }).warehouse.url).toBe('http://mine:8123')
  })

  it('maps columns and what is computed of them', () => {
    const retail = ndjson('data/*.ndjson.gz', {
      events: [purchase],
      columns: { id: 'CustomerID', event: when(field('InvoiceNo').startsWith('C'), 'refund', 'purchase') },
      properties: { amount: field('Quantity').times(field('UnitPrice')) },
      skip: field('Country').isEmpty(),
    })
    const [source] = planOf({ sources: { retail } }).sources as [EventSourcePlan]
    expect(source).toMatchObject({
      format: 'ndjson',
      path: '/project/data/*.ndjson.gz',
      columns: {
        id: { kind: 'field', column: 'CustomerID' },
        event: { kind: 'when', test: { comparison: 'startsWith', value: 'C' } },
      },
      properties: { amount: { kind: 'arithmetic', operator: '*' } },
      skip: { comparison: 'isEmpty' },
    })
  })
})

describe('entities', () => {
  const customer = entity('customer', { traits: { plan: string() } })
  const account = entity('account')
  const invoice = event('invoice', {})

  it('are the only declared one where none is named', () => {
    const plan = planOf({
      sources: { app: csv('e.csv', { events: [login], entity: account }) },
      predictions: { churn: predict({ population, label }) },
    })
    expect((plan.predictions['churn'] as EventPredictionPlan).entity).toBe('account')
  })

  it('must be named where there are several', () => {
    const sources = {
      app: csv('a.csv', { events: [login], entity: customer }),
      billing: csv('b.csv', { events: [invoice], entity: account }),
    }
    expect(mistakesIn({ sources, predictions: { churn: predict({ population, label }) } })).toEqual([
      'predictions.churn.entity: expected one of the entities customer, account, got nothing',
    ])
    expect(
      mistakesIn({ sources, predictions: { churn: predict({ entity: account, population, label }) } }),
    ).toEqual([
      'predictions.churn.population: expected an event that happens to account, whom the prediction is about, got login, which happens to customer',
      'predictions.churn.label: expected an event that happens to account, whom the prediction is about, got login, which happens to customer',
    ])
  })

  it('may share an event type, and declare it in parts', () => {
    const sources = {
      web: csv('a.csv', { events: [event('login', { browser: string() })], entity: customer }),
      phone: csv('b.csv', { events: [event('login', { model: string() })], entity: customer }),
    }
    expect(planOf({ sources }).events['login']?.properties).toEqual({
      browser: { kind: 'string' },
      model: { kind: 'string' },
    })
    const clash = {
      ...sources,
      tv: csv('c.csv', { events: [event('login', { model: number() })], entity: customer }),
    }
    expect(mistakesIn({ sources: clash })).toEqual([
      'sources.tv.events.login.model: expected string, as declared before, got number',
    ])
  })

  it('have the traits that a prediction declares for them', () => {
    const churn = predict({ entity: customer, population: trait('plan').is('pro'), label })
    expect(planOf({ predictions: { churn } }).entities).toEqual({
      customer: { name: 'customer', traits: { plan: { kind: 'string' } } },
    })
    const misspelt = predict({ entity: customer, population: trait('plam').is('pro'), label })
    expect(mistakesIn({ predictions: { churn: misspelt } })).toEqual([
      'predictions.churn.population: expected a trait of customer (plan), got "plam"; did you mean `plan`?',
    ])
  })
})

describe('mistakes at the top', () => {
  it.each([
    [
      { predictoins: {} },
      'predictoins: expected one of the keys (sources, predictions, warehouse, server), got "predictoins"; did you mean `predictions`?',
    ],
    [
      { forecasts: {} },
      'forecasts: expected one of the keys (sources, predictions, warehouse, server), got "forecasts"',
    ],
    [{ sources: [] }, 'sources: expected sources by name, got an empty list'],
    [
      { warehouse: { url: 'localhost' } },
      'warehouse.url: expected the address of a ClickHouse server such as http://localhost:8123, got "localhost"',
    ],
    [
      { sources: { '1st': app } },
      'sources.1st: expected the name of a source of letters, digits, _ and -, beginning with a letter, got "1st"',
    ],
    [
      { predictions: { 'my churn': predict({ population, label }) } },
      'predictions.my churn: expected the name of a prediction of letters, digits, _ and -, beginning with a letter, got "my churn"',
    ],
    [
      { predictions: { batch: predict({ population, label }) } },
      'predictions.batch: expected another name of a prediction, since the address POST /predict/batch of the server is something else, got "batch"',
    ],
  ])('%#', (config, message) => {
    expect(mistakesIn(config)).toEqual([message])
  })
})
