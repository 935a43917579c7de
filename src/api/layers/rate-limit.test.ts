import Type from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { redisServer, testRedis, type TestRedis } from '../../cache/redis.testing.js'
import { resolve } from '../../config/resolve.js'
import { type TestProject, testProject } from '../../sources/project.testing.js'
import { Metrics } from '../metrics/metrics.js'
import { route } from '../route.js'
import type { Layer } from '../server.js'
import { type TestServer, testServer } from '../server.testing.js'
import { limitRates } from './rate-limit.js'

const ask = route({
  operation: 'ask',
  method: 'GET',
  path: '/ask',
  tag: 'server',
  summary: '',
  scope: 'none',
  answers: { 200: Type.Unknown() },
  handle: () => Promise.resolve({}),
})

describe.skipIf(redisServer === undefined)('servers that share a Redis', () => {
  let redis: TestRedis
  let project: TestProject
  beforeAll(async () => {
    redis = await testRedis()
    project = await testProject()
  })
  afterAll(async () => {
    await redis.dispose()
    await project.dispose()
  })

  async function server(): Promise<TestServer & { readonly metrics: Metrics }> {
    const options = { sources: {}, predictions: {}, server: { redis: redis.url, requestsPerMinute: 3 } }
    const plan = { ...project.plan, server: resolve(options, { root: project.root }).server }
    const metrics = new Metrics('0.1.0')
    const services = { project: { ...project, plan }, metrics }
    // A machine that is busy with other tests may take its time.
    const layer: Layer = (app, all) => limitRates(app, all, 10_000)
    return { ...(await testServer(services, [ask], [layer])), metrics }
  }

  it('answer no more together than one would, and each alone once Redis has gone', async () => {
    const [one, other] = [await server(), await server()]
    const statuses: unknown[] = []
    for (const { app } of [one, other, one, other, one]) {
      const { statusCode, headers } = await app.inject('/ask')
      statuses.push([statusCode, headers['ratelimit-limit'], headers['ratelimit-remaining']])
    }
    expect(statuses).toEqual([
      [200, '3', '2'],
      [200, '3', '1'],
      [200, '3', '0'],
      [429, '3', '0'],
      [429, '3', '0'],
    ])
    const refused = await other.app.inject('/ask')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(10)
    expect(refused.json()).toMatchObject({ code: 'RATE_LIMITED' })
    expect(project.warnings).toEqual([])

    await redis.kill()
    for (const { app } of [one, other]) expect((await app.inject('/ask')).statusCode).toBe(200)
    expect(project.warnings).toHaveLength(2)
    const text = await one.metrics.text()
    expect(text).toMatch(/^foretell_rate_limits_unshared_total 1$/m)
    await one.app.close()
    await other.app.close()
  })
})
