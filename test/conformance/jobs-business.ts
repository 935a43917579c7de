import { count, csv, defineConfig, entity, event, last, next, number, predict } from '../../src/index.js'
import type { JobLog } from '../../src/jobs/queue/job-board.js'
import { type TestBusiness, testBusiness } from '../../src/predictions/business.testing.js'
import { train } from '../../src/predictions/train.js'
import { systemClock } from '../../src/shared/time.js'

export const quietLog: JobLog = { info: () => undefined, warn: () => undefined }

/** Few of all: jobs are trained and scored many times, and what is tested of them does not depend on it. */
const few = { anchors: '14d', maximumAnchors: 4, automaticFeatures: { windows: ['30d'] } } as const

/** A business whose prediction `churn` has a champion. Its clock goes, since jobs are told apart by time. */
export async function churnBusiness(): Promise<TestBusiness> {
  const business = await testBusiness((paths) => {
    const login = event('login', {})
    const purchase = event('purchase', { amount: number() })
    const customer = entity('customer')
    return defineConfig({
      sources: { app: csv(paths.events, { events: [login, purchase], columns: { id: 'customer_id' } }) },
      predictions: {
        churn: predict({
          ...few,
          entity: customer,
          population: count(login, last('60d')).atLeast(1),
          label: count(login, next('30d')).is(0),
        }),
      },
    })
  })
  await train(business.project, 'churn')
  return { ...business, project: { ...business.project, clock: systemClock } }
}

/** The same as it stands in a configuration file. */
export const churnDocument = {
  events: { login: {}, purchase: { amount: 'number' } },
  sources: { app: { file: 'events.csv', events: ['login', 'purchase'], id: 'customer_id' } },
  predictions: {
    churn: {
      ...few,
      population: { count: 'login', last: '60d', atLeast: 1 },
      label: { count: 'login', next: '30d', is: 0 },
    },
  },
}
