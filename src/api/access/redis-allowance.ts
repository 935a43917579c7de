import type { Result } from 'ioredis'

import { RedisLink } from '../../cache/redis-link.js'
import type { Instant } from '../../shared/time.js'
import { type Allowance, type Allowed, allowedOf } from './allowance.js'
import { LocalAllowance } from './local-allowance.js'

export interface RedisAllowanceOptions {
  readonly url: string
  /** What all keys of this warehouse begin with, after `foretell:`. */
  readonly namespace: string
  /** At least 1. */
  readonly perMinute: number
  /** Told once when Redis is lost, and again only after it has been back. */
  readonly warn: (message: string) => void
  /** Called for each request that was counted in this process, since Redis did not answer. */
  readonly alone?: () => void
  /** Milliseconds that a request waits for Redis. Default 50. */
  readonly patience?: number
}

/**
 * Fills the bucket for the time since it was last taken from, and takes one. Redis's own clock counts, so that the
 * servers' need not agree. A bucket that was not taken from for a minute is full, which is what a missing one is.
 */
const takeOne = `
local most = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = most
if bucket[1] then
  tokens = math.min(most, tonumber(bucket[1]) + math.max(0, now - tonumber(bucket[2])) * most / 60000)
end
if tokens < 1 then return { 0, string.format('%.17g', tokens) } end
local left = string.format('%.17g', tokens - 1)
redis.call('HSET', KEYS[1], 'tokens', left, 'at', string.format('%.17g', now))
redis.call('PEXPIRE', KEYS[1], 60000)
return { 1, left }
`

declare module 'ioredis' {
  interface RedisCommander<Context> {
    takeOne(bucket: string, perMinute: number): Result<[granted: number, tokens: string], Context>
  }
}

/**
 * An allowance that servers on all machines share: it is counted in Redis. While Redis is away or slow, each server
 * counts for itself, as if it were the only one.
 */
export class RedisAllowance implements Allowance {
  readonly perMinute: number
  readonly #link: RedisLink
  readonly #prefix: string
  readonly #local: LocalAllowance
  readonly #alone: () => void

  private constructor({ url, namespace, perMinute, warn, alone, patience = 50 }: RedisAllowanceOptions) {
    const lost = 'does not answer; until it does, each server counts for itself what its callers may ask'
    this.perMinute = perMinute
    this.#link = new RedisLink({ url, patience, lost, warn })
    this.#link.redis.defineCommand('takeOne', { numberOfKeys: 1, lua: takeOne })
    this.#prefix = `foretell:${namespace}:allowance`
    this.#local = new LocalAllowance(perMinute)
    this.#alone = alone ?? (() => undefined)
  }

  /** Connects; a Redis that does not answer is warned of, and used once it does. */
  static async open(options: RedisAllowanceOptions): Promise<RedisAllowance> {
    const allowance = new RedisAllowance(options)
    await allowance.#link.connect()
    return allowance
  }

  /** @param now by the clock of this server, for what is counted in it */
  async take(caller: string, now: Instant): Promise<Allowed> {
    const taken = this.#link.usable
      ? await this.#link.asked(() => this.#link.redis.takeOne(`${this.#prefix}:${caller}`, this.perMinute))
      : undefined
    if (taken === undefined) {
      this.#alone()
      return this.#local.take(caller, now)
    }
    const [granted, tokens] = taken
    return allowedOf(granted === 1, Number(tokens), this.perMinute)
  }

  close(): void {
    this.#link.close()
  }
}
