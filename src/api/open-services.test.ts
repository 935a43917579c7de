import { afterAll, beforeAll, expect, it } from 'vitest'

import { churnBusiness } from '../../test/conformance/jobs-business.js'
import type { TestBusiness } from '../predictions/business.testing.js'
import { methodsOf } from '../warehouse/warehouse.testing.js'
import { openServices } from './open-services.js'

let business: TestBusiness
beforeAll(async () => {
  business = await churnBusiness()
})
afterAll(() => business.dispose())

it('counts answers that the warehouse does not take for its log', async () => {
  const { project } = business
  const { plan, warehouse } = project
  const services = await openServices({
    ...project,
    plan: { ...plan, server: { ...plan.server, jobs: 0 } },
    warehouse: {
      ...methodsOf(warehouse),
      insertStream: (target, ...rest) =>
        target.startsWith('prediction_log')
          ? Promise.reject(new Error('the disk is full'))
          : warehouse.insertStream(target, ...rest),
    },
  })
  const count = async (): Promise<string | undefined> =>
    /^foretell_predictions_unlogged_total.*$/m.exec(await services.metrics.text())?.[0]
  try {
    for (const id of ['c1', 'c2']) await services.predictor.predict('churn', id, { explain: false })
    expect(await count()).toBe('foretell_predictions_unlogged_total 0')
  } finally {
    await services.close()
  }
  expect(await count()).toBe('foretell_predictions_unlogged_total 2')
})
