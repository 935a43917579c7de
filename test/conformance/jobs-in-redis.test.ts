import { setTimeout as pause } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { redisServer, testRedis, type TestRedis } from '../../src/cache/redis.testing.js'
import { RedisBoard } from '../../src/jobs/queue/redis-board.js'
import { RedisWorker } from '../../src/jobs/queue/redis-worker.js'
import { exportBatch } from '../../src/predictions/batch-results.js'
import type { TestBusiness } from '../../src/predictions/business.testing.js'
import type { Project } from '../../src/warehouse/project.js'
import { foretellWorker } from './foretell-worker.js'
import { churnBusiness, quietLog } from './jobs-business.js'
import { ended, everyone, jobsCases } from './jobs-cases.js'

let business: TestBusiness
let redis: TestRedis

/** A board that leaves all work to workers. */
function boardOf(project: Project): Promise<RedisBoard> {
  const plan = { ...project.plan, server: { ...project.plan.server, jobs: 0 } }
  return RedisBoard.open({ ...project, plan }, { log: quietLog, url: redis.url })
}

describe.skipIf(redisServer === undefined)('with a Redis', () => {
  beforeAll(async () => {
    redis = await testRedis()
    business = await churnBusiness()
  })
  afterAll(async () => {
    await redis.dispose()
    await business.dispose()
  })

  jobsCases('jobs in a queue', {
    business: () => business,
    async open(project) {
      const board = await boardOf(project)
      const options = { log: quietLog, url: redis.url, jobs: 1, lockTime: 2000, priority: 0 }
      const worker = await RedisWorker.open(project, options)
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

  it('a batch whose `foretell worker` is killed is finished by another, each customer once', async () => {
    const { project, root } = business
    const board = await boardOf(project)
    const first = await foretellWorker(root, redis.url)
    const input = { ...everyone, explanations: true, partRows: 30 }
    const { id } = await board.submit({ kind: 'batch', input, owner: 'killed' })
    while (first.parts('done').length < 2) await pause(5)
    await first.kill()
    expect(await board.find(id)).toMatchObject({ state: 'running', result: null })

    const second = await foretellWorker(root, redis.url)
    const job = await ended(board, id)
    await second.stop()
    await board.close()
    const people = await peopleOf(project, Date.parse(String(job.result?.['anchor'])))
    expect(job).toMatchObject({ state: 'done', attempts: 1, error: null, result: { rows: people.length } })
    const batch = {
      jobId: id,
      prediction: 'churn',
      version: String(job.result?.['version']),
      anchor: String(job.result?.['anchor']),
    }
    const lines = await textOf(await exportBatch(project, batch, 'ndjson'))
    const ids = lines.map((line) => (JSON.parse(line) as { user_id: string }).user_id)
    expect(ids).toEqual(people)
    // Together they did all, and of what the first had done at most the last is done again: its end was not heard.
    const [done, begun] = [first.parts('done'), second.parts('begun')]
    expect([...new Set([...done, ...begun])].sort((a, b) => a - b)).toEqual([
      ...Array(Math.ceil(people.length / 30)).keys(),
    ])
    expect(done.slice(0, -1).filter((part) => begun.includes(part))).toEqual([])
    expect(begun.length).toBeGreaterThan(0)
  })
})

/** Ids of those who are in the population, in their order. */
async function peopleOf({ warehouse }: Project, anchor: number): Promise<readonly string[]> {
  const rows = await warehouse.rows<{ id: string }>(
    `SELECT DISTINCT entity_id AS id FROM events
     WHERE event = 'login' AND occurred_at <= fromUnixTimestamp64Milli({anchor:Int64})
       AND occurred_at > fromUnixTimestamp64Milli({anchor:Int64}) - INTERVAL 60 DAY
     ORDER BY id`,
    { parameters: { anchor } },
  )
  return rows.map(({ id }) => id)
}

async function textOf(bytes: AsyncIterable<Buffer>): Promise<readonly string[]> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString().trimEnd().split('\n')
}
