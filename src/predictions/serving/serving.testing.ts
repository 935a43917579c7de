import {
  count,
  csv,
  defineConfig,
  event,
  last,
  next,
  number,
  predict,
  sum,
  table,
  column,
} from '../../config/declarations.js'
import type { Cache, CacheRead } from '../../cache/cache.js'
import { InProcessCache } from '../../cache/in-process.js'
import { type TestBusiness, testBusiness } from '../business.testing.js'
import type { Explain } from '../explain.js'
import { train } from '../train.js'

const login = event('login', {})
const purchase = event('purchase', { amount: number({ unit: 'USD' }) })
/** Little of all: what is tested here does not depend on how many features and rows there are. */
const few = { automaticFeatures: { windows: ['30d'] }, maximumAnchors: 4 } as const
const active = count(login, last('30d')).atLeast(1)

/** Reasons are the work of explanations/; these only show that they were asked for, of which row. */
export const stubExplain: Explain = (scorer, _prediction, frame) => {
  const { values, baseline } = scorer.contributions(frame)
  const width = values.length / Math.max(1, frame.rows)
  return Array.from({ length: frame.rows }, (_, row) => ({
    base: scorer.outcomeOf(baseline),
    factors: [
      {
        feature: 'sum',
        title: 'sum',
        impact: values.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value, 0),
        direction: 'raises',
        value: null,
        valueText: '',
        typical: null,
        typicalText: '',
        threshold: null,
        sentence: '',
        alike: [],
      },
    ],
  }))
}

/** Customers with trained champions of `churn`, `value` and `leaving` (a table), and `untrained` without one. */
export async function servedBusiness(): Promise<TestBusiness & { readonly tableFile: string }> {
  let tableFile = ''
  const business = await testBusiness(({ events, table: path }) => {
    tableFile = path
    const customers = table(path, { key: 'id' })
    return defineConfig({
      sources: { app: csv(events, { events: [login, purchase] }), customers },
      predictions: {
        churn: predict({ ...few, population: active, label: count(login, next('30d')).is(0) }),
        value: predict({ ...few, population: active, label: sum(purchase.amount, next('30d')) }),
        leaving: predict({ table: customers, label: column(customers, 'left').is('yes') }),
        untrained: predict({ ...few, population: active, label: count(login, next('7d')).is(0) }),
      },
    })
  })
  for (const name of ['churn', 'value', 'leaving']) await train(business.project, name)
  return { ...business, tableFile }
}

export function testCache(): Cache {
  return new InProcessCache({ timeToLive: 300_000, subjects: 1000, clock: { now: () => performance.now() } })
}

/** A cache that never remembers. */
export const noCache: Cache = {
  description: 'nowhere',
  read: (): Promise<CacheRead> => Promise.resolve({ hit: false, ticket: 0 }),
  write: () => Promise.resolve(),
  forget: () => Promise.resolve(),
  clear: () => Promise.resolve(),
  close: () => Promise.resolve(),
}
