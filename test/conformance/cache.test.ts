import { setTimeout as pause } from 'node:timers/promises'

import { describe } from 'vitest'

import { InProcessCache } from '../../src/cache/in-process.js'
import { RedisCache } from '../../src/cache/redis.js'
import { redisServer, testRedis } from '../../src/cache/redis.testing.js'
import { describeCache, timeToLive } from './cache.js'

describeCache('the cache in this process', () => {
  let now = 0
  const cache = new InProcessCache({ timeToLive, subjects: 100, clock: { now: () => now } })
  return Promise.resolve({
    cache,
    other: cache,
    pass: (milliseconds) => {
      now += milliseconds
      return Promise.resolve()
    },
    dispose: () => cache.close(),
  })
})

describe.skipIf(redisServer === undefined)('with a redis-server on the PATH', () => {
  describeCache('the cache in Redis', async () => {
    const redis = await testRedis()
    const warn = (): void => undefined
    // A machine that is busy with other tests may take its time.
    const options = { url: redis.url, namespace: 'tested', timeToLive, warn, patience: 10_000 }
    const [cache, other] = [await RedisCache.open(options), await RedisCache.open(options)]
    return {
      cache,
      other,
      // Redis has a clock of its own, so time has to pass.
      pass: (milliseconds) => pause(milliseconds),
      async dispose() {
        await Promise.all([cache.close(), other.close()])
        await redis.dispose()
      },
    }
  })
})
