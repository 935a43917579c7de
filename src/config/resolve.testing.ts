import { ForetellError } from '../shared/errors.js'
import { boolean, event, number, string } from './event.js'
import { count } from './expression.js'
import type { Plan } from './plan.js'
import { resolve } from './resolve.js'
import { csv } from './source.js'
import { last, next } from './window.js'

export const login = event('login', {})
export const purchase = event('purchase', {
  amount: number({ unit: 'USD' }),
  plan: string(),
  gift: boolean(),
})
export const app = csv('data/events.csv', { events: [login, purchase] })
export const population = count(login, last('30d')).atLeast(1)
export const label = count(login, next('30d')).is(0)

export function planOf(config: Readonly<Record<string, unknown>>): Plan {
  return resolve({ sources: { app }, predictions: {}, ...config }, { root: '/project' })
}

/** Each mistake as `key: what is said`. */
function mistakesOf(run: () => unknown): string[] {
  try {
    run()
  } catch (error) {
    if (!(error instanceof ForetellError) || error.code !== 'CONFIG_INVALID') throw error
    return error.problems.map(
      ({ at, message }) => `${at.line === undefined ? '' : `${at.line} `}${at.key}: ${message}`,
    )
  }
  return []
}

export const mistakesIn = (config: Readonly<Record<string, unknown>>): string[] =>
  mistakesOf(() => planOf(config))

/** Mistakes of a prediction that is right but for the given options. */
export function mistakesOfPrediction(options: Record<string, unknown>): string[] {
  return mistakesIn({ predictions: { churn: { kind: 'events', population, label, ...options } } }).map(
    (mistake) => mistake.replace('predictions.churn', 'churn'),
  )
}
