import { count, csv, defineConfig, entity, event, last, next, number, predict } from '../../src/index.js'
import type { JobLog } from '../../src/jobs/queue/job-board.js'
import { type TestBusiness, testBusiness } from '../../src/predictions/business.testing.js'
import { train } from '../../src/predictions/train.js'
import { systemClock } from '../../src/shared/time.js'

export const quietLog: JobLog = { info: () => undefined, warn: () => undefined }

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
          entity: customer,
          anchors: '14d',
          population: count(login, last('60d')).atLeast(1),
          label: count(login, next('30d')).is(0),
        }),
      },
    })
  })
  await train(business.project, 'churn')
  return { ...business, project: { ...business.project, clock: systemClock } }
}
