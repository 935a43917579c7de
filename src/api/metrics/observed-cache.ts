import type { Cache } from '../../cache/cache.js'
import type { Metrics } from './metrics.js'

/** A cache whose hits and misses are counted. */
export function observedCache(cache: Cache, { cacheLooks }: Metrics): Cache {
  return {
    description: cache.description,
    async read(subject, name) {
      const found = await cache.read(subject, name)
      cacheLooks.inc({ result: found.hit ? 'hit' : 'miss' })
      return found
    },
    write: (subject, name, text, ticket) => cache.write(subject, name, text, ticket),
    forget: (subjects) => cache.forget(subjects),
    clear: () => cache.clear(),
    close: () => cache.close(),
  }
}
