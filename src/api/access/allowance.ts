import { isIPv6 } from 'node:net'

import { LRUCache } from 'lru-cache'

import type { Instant } from '../../shared/time.js'

/** What is left after a request was counted. */
export interface Allowed {
  readonly granted: boolean
  /** Requests that would be granted now. */
  readonly remaining: number
  /** Seconds until one is granted; 0 where one is now. */
  readonly wait: number
}

interface Bucket {
  tokens: number
  at: Instant
}

/** Of how many callers it is known what they have asked; those not heard of for longest start anew. */
const callers = 50_000

/**
 * So many requests a minute for each caller: a bucket of as many, filled evenly, so that a caller who was quiet may
 * ask a minute's worth at once. Counted in this process: several servers allow several times as much.
 */
export class Allowance {
  readonly perMinute: number
  readonly #buckets = new LRUCache<string, Bucket>({ max: callers })

  /** @param perMinute at least 1 */
  constructor(perMinute: number) {
    this.perMinute = perMinute
  }

  /** Counts one request, where it is granted. */
  take(caller: string, now: Instant): Allowed {
    const bucket = this.#filled(caller, now)
    const granted = bucket.tokens >= 1
    if (granted) bucket.tokens--
    return { granted, ...this.#left(bucket) }
  }

  /** What would be granted, without counting. */
  look(caller: string, now: Instant): Allowed {
    const bucket = this.#filled(caller, now)
    return { granted: bucket.tokens >= 1, ...this.#left(bucket) }
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

  #left({ tokens }: Bucket): { remaining: number; wait: number } {
    const wait = tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / this.perMinute) * 60)
    return { remaining: Math.floor(tokens), wait }
  }
}

/** Who is counted as one where there is no key: an IPv4 address, or the /64 that one subscriber has of IPv6. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped !== null) return mapped[1]
  const [start, end] = address.split('::')
  const head = start === '' ? [] : start.split(':')
  const tail = end === undefined || end === '' ? [] : end.split(':')
  const zeros = end === undefined ? [] : Array<string>(8 - head.length - tail.length).fill('0')
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`
}
