import { LRUCache } from 'lru-cache'

import type { Instant } from '../../shared/time.js'
import { type Allowance, type Allowed, allowedOf } from './allowance.js'

interface Bucket {
  tokens: number
  at: Instant
}

/** Of how many callers it is known what they have asked; those not heard of for longest start anew. */
const callers = 50_000

/** An allowance that is counted in this process: several servers allow several times as much. */
export class LocalAllowance implements Allowance {
  readonly perMinute: number
  readonly #buckets = new LRUCache<string, Bucket>({ max: callers })

  /** @param perMinute at least 1 */
  constructor(perMinute: number) {
    this.perMinute = perMinute
  }

  take(caller: string, now: Instant): Allowed {
    const bucket = this.#filled(caller, now)
    const granted = bucket.tokens >= 1
    if (granted) bucket.tokens--
    return allowedOf(granted, bucket.tokens, this.perMinute)
  }

  #filled(caller: string, now: Instant): Bucket {
    const bucket = this.#buckets.get(caller)
    if (bucket === undefined) {
      const full = { tokens: this.perMinute, at: now }
      this.#buckets.set(caller, full)
      return full
    }
    // A clock that was set back fills nothing and takes nothing away.
    const passed = Math.max(0, now - bucket.at)
    bucket.tokens = Math.min(this.perMinute, bucket.tokens + (passed / 60_000) * this.perMinute)
    bucket.at = now
    return bucket
  }
}
