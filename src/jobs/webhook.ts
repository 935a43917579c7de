import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

import type { Clock } from '../shared/time.js'
import { checkTarget, type OutgoingTarget, type TargetRules } from './outgoing-address.js'
import { signatureOf } from './webhook-signature.js'

/** A message of Standard Webhooks. */
export interface WebhookMessage {
  /** The same for every attempt: by it, a receiver knows a message that it has had. */
  readonly id: string
  /** Such as `job.finished`. */
  readonly type: string
  /** Together with the rest under 20 kB. */
  readonly data: Readonly<Record<string, unknown>>
}

export interface WebhookOptions {
  readonly url: string
  /** `whsec_...`; with several, the message bears a signature of each, for the time of a rotation. */
  readonly secrets: readonly string[]
  readonly clock: Clock
  readonly rules?: TargetRules
  readonly signal?: AbortSignal
  /** Milliseconds before each attempt. Default: the first steps of the published schedule. */
  readonly schedule?: readonly number[]
}

export interface Delivery {
  readonly delivered: boolean
  readonly attempts: number
  /** HTTP status of the last attempt; undefined when there was no answer. */
  readonly status: number | undefined
  /** Why the last attempt failed, without the address. */
  readonly reason: string | undefined
}

/** Standard Webhooks' own, as far as a process may be expected to live: at once, after 5 s, 5 min and 30 min. */
const publishedSchedule = [0, 5_000, 300_000, 1_800_000]

/** Milliseconds that a receiver has to answer. */
const patience = 15_000

/** Milliseconds that a receiver may ask to be left alone for. */
const longestWait = 3_600_000

/** The receiver is gone and says so: nothing is sent there again. */
const GONE = 410

/**
 * Sends a message until it is taken (2xx), the receiver is gone (410), or the schedule is over. The target is checked
 * before each attempt, the connection goes to the very address that was checked, and no redirect is followed.
 * @throws ForetellError `WEBHOOK_TARGET` when the first check refuses it; `WEBHOOK_SECRET`
 */
export async function sendWebhook(message: WebhookMessage, options: WebhookOptions): Promise<Delivery> {
  const { schedule = publishedSchedule, signal } = options
  await checkTarget(options.url, options.rules)
  let delivery: Delivery = { delivered: false, attempts: 0, status: undefined, reason: undefined }
  let asked = 0
  for (const [index, wait] of schedule.entries()) {
    await pause(Math.max(wait, asked), undefined, signal === undefined ? {} : { signal })
    const outcome = await attempt(message, options)
    asked = outcome.retryAfter
    delivery = { ...outcome.delivery, attempts: index + 1 }
    if (delivery.delivered || delivery.status === GONE) break
  }
  return delivery
}

interface Outcome {
  readonly delivery: Omit<Delivery, 'attempts'>
  /** Milliseconds that the receiver wants to be left alone for. */
  readonly retryAfter: number
}

async function attempt(message: WebhookMessage, options: WebhookOptions): Promise<Outcome> {
  const { clock, secrets } = options
  const now = clock.now()
  const { id, type, data } = message
  const body = JSON.stringify({ type, timestamp: new Date(now).toISOString(), data })
  const timestamp = Math.floor(now / 1000)
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'foretell',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => signatureOf({ id, timestamp, body }, secret)).join(' '),
  }
  try {
    const target = await checkTarget(options.url, options.rules)
    const { status, retryAfter } = await post(target, headers, body, options.signal)
    const delivered = status >= 200 && status < 300
    const reason = delivered ? undefined : `it answered ${status}`
    return { delivery: { delivered, status, reason }, retryAfter }
  } catch (error) {
    options.signal?.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    return { delivery: { delivered: false, status: undefined, reason }, retryAfter: 0 }
  }
}

interface Answer {
  readonly status: number
  readonly retryAfter: number
}

function post(
  { url, address, family }: OutgoingTarget,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const pinned: LookupFunction = (_host, { all }, done) =>
    all === true ? done(null, [{ address, family }]) : done(null, address, family)
  const late = AbortSignal.timeout(patience)
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      headers,
      lookup: pinned,
      agent: false,
      signal: signal === undefined ? late : AbortSignal.any([late, signal]),
    })
    request.once('error', (error) => reject(late.aborted ? new Error('it took too long') : error))
    request.once('response', (response) => {
      const { statusCode = 0, headers } = response
      // What it says is not read: the status is all that counts.
      response.destroy()
      resolve({ status: statusCode, retryAfter: retryAfterOf(headers['retry-after']) })
    })
    request.end(body)
  })
}

/** Only seconds are understood; a date is not waited for. */
function retryAfterOf(header: string | undefined): number {
  return /^\d{1,6}$/.test(header ?? '') ? Math.min(Number(header) * 1000, longestWait) : 0
}
