import type { Clock } from '../shared/time.js'
import type { Cache } from './cache.js'
import { InProcessCache } from './in-process.js'
import { RedisCache } from './redis.js'

export interface CacheSettings {
  /** The address of a Redis; without one, the cache is in this process. */
  readonly redis: string | undefined
  readonly cacheSeconds: number
  readonly cacheEntries: number
}

/**
 * @param namespace what tells this warehouse from others in the same Redis
 * @param warn told once when the cache is lost
 */
export async function openCache(
  { redis, cacheSeconds, cacheEntries }: CacheSettings,
  { namespace, clock, warn }: { namespace: string; clock: Clock; warn: (message: string) => void },
): Promise<Cache> {
  const timeToLive = cacheSeconds * 1000
  return redis === undefined
    ? new InProcessCache({ timeToLive, subjects: cacheEntries, clock })
    : RedisCache.open({ url: redis, namespace, timeToLive, warn })
}
