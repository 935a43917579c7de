import { setTimeout as pause } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { LocalAllowance } from '../../src/api/access/local-allowance.js'
import { RedisAllowance } from '../../src/api/access/redis-allowance.js'
import { redisServer, testRedis, type TestRedis } from '../../src/cache/redis.testing.js'
import { takeBy, describeAllowance } from './allowance.js'

describeAllowance('an allowance in this process', (perMinute) => {
  let now = 0
  const take = takeBy(new LocalAllowance(perMinute), () => now)
  return Promise.resolve({
    take,
    takeElsewhere: take,
    pass: (milliseconds) => {
      now += milliseconds
      return Promise.resolve()
    },
    dispose: () => Promise.resolve(),
  })
})

describe.skipIf(redisServer === undefined)('with a redis-server on the PATH', () => {
  let redis: TestRedis
  let namespaces = 0
  const warnings: string[] = []
  let alone = 0
  beforeAll(async () => (redis = await testRedis()))
  afterAll(() => redis.dispose())

  // A machine that is busy with other tests may take its time.
  const open = (namespace: string, perMinute: number, patience = 10_000): Promise<RedisAllowance> =>
    RedisAllowance.open({
      url: redis.url,
      namespace,
      perMinute,
      patience,
      warn: (message) => void warnings.push(message),
      alone: () => alone++,
    })

  describeAllowance('an allowance in Redis', async (perMinute) => {
    const namespace = `tested ${++namespaces}`
    const [here, elsewhere] = [await open(namespace, perMinute), await open(namespace, perMinute)]
    // Servers whose clocks are a day apart.
    return {
      take: takeBy(here, () => 0),
      takeElsewhere: takeBy(elsewhere, () => 86_400_000),
      pass: (milliseconds) => pause(milliseconds),
      dispose() {
        here.close()
        elsewhere.close()
        return Promise.resolve()
      },
    }
  })

  it('does not count together what belongs to another warehouse', async () => {
    const [one, other] = [await open('one', 1), await open('other', 1)]
    expect((await one.take('a', 0)).granted).toBe(true)
    expect((await other.take('a', 0)).granted).toBe(true)
    expect((await one.take('a', 0)).granted).toBe(false)
    one.close()
    other.close()
  })

  it('goes by a limit that has been lowered since', async () => {
    const before = await open('lowered', 100)
    expect((await before.take('a', 0)).remaining).toBe(99)
    const after = await open('lowered', 2)
    expect((await after.take('a', 0)).remaining).toBe(1)
    before.close()
    after.close()
  })

  it('counts by itself while Redis is away, says so once, and counts together again', async () => {
    const allowance = await open('lost', 2)
    const granted = async (): Promise<boolean> => (await allowance.take('a', 0)).granted
    expect([await granted(), await granted(), await granted()]).toEqual([true, true, false])
    expect([alone, warnings.length]).toEqual([0, 0])
    await redis.kill()
    await pause(20)
    expect([await granted(), await granted(), await granted()]).toEqual([true, true, false])
    expect([alone, warnings.length]).toEqual([3, 1])
    expect(warnings[0]).toContain('each server counts for itself')
    await redis.restart()
    // The new Redis knows of nothing.
    let back = false
    for (let attempt = 0; !back && attempt < 200; attempt++) {
      await pause(25)
      back = await granted()
    }
    expect(back).toBe(true)
    expect(warnings).toHaveLength(1)
    allowance.close()
  })

  it('keeps nobody waiting for a Redis that says nothing', async () => {
    const allowance = await open('frozen', 1000, 50)
    await allowance.take('a', 0)
    alone = 0
    redis.freeze()
    const started = performance.now()
    for (let round = 0; round < 100; round++) expect((await allowance.take('a', 0)).granted).toBe(true)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(alone).toBe(100)
    redis.thaw()
    allowance.close()
  })
})
