import { describeCache, timeToLive } from './cache.js'
import { InProcessCache } from '../../src/cache/in-process.js'

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
