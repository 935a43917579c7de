import { afterAll, beforeAll, describe } from 'vitest'

import { redisServer, testRedis, type TestRedis } from '../../src/cache/redis.testing.js'
import { LocalBoard } from '../../src/jobs/queue/local-board.js'
import { RedisBoard } from '../../src/jobs/queue/redis-board.js'
import { RedisWorker } from '../../src/jobs/queue/redis-worker.js'
import { churnBusiness, quietLog } from './jobs-business.js'
import { jobsCases } from './jobs-cases.js'
import type { TestBusiness } from '../../src/predictions/business.testing.js'

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

describe.skipIf(redisServer === undefined)('with a Redis', () => {
  let redis: TestRedis
  beforeAll(async () => (redis = await testRedis()))
  afterAll(() => redis.dispose())

  jobsCases('jobs in a queue', {
    business: () => business,
    async open(project) {
      const options = { log: quietLog, url: redis.url }
      const withoutWorkers = { ...project.plan, server: { ...project.plan.server, jobs: 0 } }
      const board = await RedisBoard.open({ ...project, plan: withoutWorkers }, options)
      const worker = await RedisWorker.open(project, { ...options, jobs: 1, lockTime: 2000, priority: 0 })
      return {
        board,
        processes: () => worker.processes,
        async close() {
          await worker.close()
          await board.close()
        },
      }
    },
  })
})
