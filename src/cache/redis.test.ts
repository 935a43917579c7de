import { setTimeout as pause } from 'node:timers/promises'

import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CacheRead } from './cache.js'
import { RedisCache } from './redis.js'
import { withoutPassword } from './redis-link.js'
import { redisServer, testRedis, type TestRedis } from './redis.testing.js'

describe.skipIf(redisServer === undefined)('the cache in Redis', () => {
  let redis: TestRedis
  let cache: RedisCache
  let warnings: string[]
  const opened: RedisCache[] = []

  /** A machine that is busy with other tests may take its time. */
  async function open(namespace = 'tested', patience = 2000): Promise<RedisCache> {
    const one = await RedisCache.open({
      url: redis.url,
      namespace,
      timeToLive: 60_000,
      warn: (message) => void warnings.push(message),
      patience,
    })
    opened.push(one)
    return one
  }

  beforeEach(async () => {
    warnings = []
    redis = await testRedis()
    cache = await open()
  })

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()))
    await redis.dispose()
  })

  async function learn(text: string, subject = 'someone'): Promise<void> {
    const look = await cache.read(subject, 'churn')
    if (!look.hit) await cache.write(subject, 'churn', text, look.ticket)
  }

  /** Waits until an answer can be remembered again, at most some seconds. */
  async function relearnt(text: string): Promise<CacheRead> {
    for (let attempt = 0; attempt < 100; attempt++) {
      // Several at once, as requests come.
      await Promise.all([learn(text), learn(text), cache.read('another', 'churn')])
      const look = await cache.read('someone', 'churn')
      if (look.hit) return look
      await pause(50)
    }
    return cache.read('someone', 'churn')
  }

  it('keeps the answers of warehouses apart', async () => {
    await learn('ours')
    const other = await open('another')
    expect((await other.read('someone', 'churn')).hit).toBe(false)
    await other.clear()
    expect(await cache.read('someone', 'churn')).toEqual({ hit: true, text: 'ours' })
  })

  it('leaves nothing without an end in Redis but one mark', async () => {
    await learn('known')
    const client = new Redis(redis.url)
    const keys = await client.keys('*')
    const lives = await Promise.all(keys.map(async (key) => [key, await client.pttl(key)] as const))
    client.disconnect()
    expect(lives).toHaveLength(3)
    for (const [key, life] of lives) {
      if (key === 'foretell:tested:cache:era') expect(life).toBe(-1)
      else expect(life).toBeGreaterThan(50_000)
    }
  })

  it('misses, warns once and comes back when Redis is lost and found', async () => {
    await learn('before')
    await redis.kill()
    await pause(20)
    const started = performance.now()
    for (let round = 0; round < 50; round++) {
      const look = await cache.read('someone', 'churn')
      expect(look.hit).toBe(false)
      if (!look.hit) await cache.write('someone', 'churn', 'lost', look.ticket)
      await cache.forget(['someone'])
    }
    await cache.clear()
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(warnings).toHaveLength(1)
    await redis.restart()
    expect(await relearnt('after')).toEqual({ hit: true, text: 'after' })
    expect(warnings).toHaveLength(1)
    await redis.kill()
    await pause(20)
    await cache.read('someone', 'churn')
    expect(warnings).toHaveLength(2)
  })

  it('keeps nobody waiting for a Redis that says nothing', async () => {
    cache = await open('tested', 50)
    await relearnt('known')
    redis.freeze()
    const started = performance.now()
    expect((await cache.read('someone', 'churn')).hit).toBe(false)
    const first = performance.now() - started
    for (let round = 0; round < 100; round++) await cache.read('someone', 'churn')
    expect(first).toBeLessThan(2000)
    expect(performance.now() - started).toBeLessThan(3000)
    redis.thaw()
    expect((await relearnt('again')).hit).toBe(true)
    // It was slow, and is not lost.
    expect(warnings).toHaveLength(0)
  })

  it('gives a connection up on which nothing comes back', async () => {
    await learn('known')
    redis.freeze()
    const started = performance.now()
    await cache.forget(['someone'])
    expect(performance.now() - started).toBeGreaterThan(2900)
    expect((await cache.read('someone', 'churn')).hit).toBe(false)
    redis.thaw()
    expect(await relearnt('fresh')).toEqual({ hit: true, text: 'fresh' })
    expect(warnings).toHaveLength(1)
  })

  it('takes an answer that came while this process was busy', async () => {
    cache = await open('tested', 50)
    await relearnt('known')
    const looked = cache.read('someone', 'churn')
    // The request goes out, then nothing is read for longer than anybody waits.
    await new Promise((resolve) => setImmediate(resolve))
    const until = performance.now() + 120
    while (performance.now() < until);
    expect(await looked).toEqual({ hit: true, text: 'known' })
  })

  it('gives no answer that was to be forgotten while Redis could not be reached', async () => {
    await learn('stale')
    const client = new Redis(redis.url)
    await client.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    await pause(20)
    await cache.forget(['someone'])
    expect(await client.keys('*')).toHaveLength(3)
    client.disconnect()
    expect(await relearnt('fresh')).toEqual({ hit: true, text: 'fresh' })
  })

  it('forgets everything when Redis refuses to forget somebody', async () => {
    await learn('stale')
    await learn('also', 'another')
    const client = new Redis(redis.url)
    await client.acl('SETUSER', 'default', '-unlink')
    await cache.forget(['someone'])
    expect((await cache.read('someone', 'churn')).hit).toBe(false)
    await client.acl('SETUSER', 'default', '+unlink')
    client.disconnect()
    expect(await relearnt('fresh')).toEqual({ hit: true, text: 'fresh' })
    expect((await cache.read('another', 'churn')).hit).toBe(false)
  })

  it('starts without a Redis and uses it once it is there', async () => {
    await redis.kill()
    const early = await open()
    expect((await early.read('someone', 'churn')).hit).toBe(false)
    await early.forget(['someone'])
    expect(warnings.length).toBeGreaterThanOrEqual(1)
    await redis.restart()
    cache = early
    expect((await relearnt('late')).hit).toBe(true)
  })
})

it('does not show a password', () => {
  expect(withoutPassword('redis://user:secret@cache.example:6380/2')).toBe('redis://cache.example:6380/2')
})
