import { afterAll, beforeAll } from 'vitest'

import { LocalBoard } from '../../src/jobs/queue/local-board.js'
import type { TestBusiness } from '../../src/predictions/business.testing.js'
import { churnBusiness, quietLog } from './jobs-business.js'
import { jobsCases } from './jobs-cases.js'

let business: TestBusiness
beforeAll(async () => (business = await churnBusiness()))
afterAll(() => business.dispose())

jobsCases('jobs in processes of the server', {
  business: () => business,
  async open(project) {
    const board = await LocalBoard.open(project, { log: quietLog, backoff: 10, priority: 0 })
    return { board, processes: () => board.processes, close: () => board.close() }
  },
})
