import type { Instant } from '../../shared/time.js'

/** What is left after a request was counted. */
export interface Allowed {
  readonly granted: boolean
  /** Requests that would be granted now. */
  readonly remaining: number
  /** Seconds until one is granted; 0 where one is now. */
  readonly wait: number
}

/**
 * So many requests a minute for each caller: a bucket of as many, filled evenly, so that a caller who was quiet may
 * ask a minute's worth at once.
 */
export interface Allowance {
  /** At least 1. */
  readonly perMinute: number
  /** Counts one request, where it is granted. One that counts in this process answers without a promise. */
  take(caller: string, now: Instant): Allowed | Promise<Allowed>
}

/** @param tokens requests in the bucket, as a fraction, 0 at least */
export function allowedOf(granted: boolean, tokens: number, perMinute: number): Allowed {
  const wait = tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perMinute) * 60)
  return { granted, remaining: Math.floor(tokens), wait }
}
