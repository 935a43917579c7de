import { Redis } from 'ioredis'

export interface RedisState {
  readonly version: string
  /** Round trip of one command. */
  readonly milliseconds: number
  /** What it does when its memory is full, such as `noeviction`. */
  readonly evictionPolicy: string
}

/** Milliseconds that connecting and asking may take. */
const patience = 3000

/**
 * Connects to a Redis, asks it what it is, and leaves.
 * @throws the connection's or the server's error
 */
export async function redisState(url: string): Promise<RedisState> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patience,
    commandTimeout: patience,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  let reason: Error | undefined
  redis.on('error', (error) => (reason = error))
  try {
    await redis.connect()
    const started = performance.now()
    await redis.ping()
    const milliseconds = Math.round((performance.now() - started) * 10) / 10
    const [server, memory] = [await redis.info('server'), await redis.info('memory')]
    return {
      version: fieldOf(server, 'redis_version'),
      milliseconds,
      evictionPolicy: fieldOf(memory, 'maxmemory_policy'),
    }
  } catch (error) {
    // What the connection says first is why; what the command says is only that it is gone.
    throw reason ?? error
  } finally {
    redis.disconnect()
  }
}

/** `7.0.15` of `redis_version:7.0.15` among other lines. */
function fieldOf(info: string, name: string): string {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? 'unknown'
}
