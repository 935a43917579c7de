import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

import { ForetellError } from '../shared/errors.js'
import { type Clock, MINUTE } from '../shared/time.js'
import { checkTarget, type TargetRules } from './outgoing-address.js'
import { hasEnded, type Job } from './queue/job.js'
import type { JobBoard } from './queue/job-board.js'
import { sendWebhook } from './webhook.js'
import { signatureOf } from './webhook-signature.js'

export interface JobCallbacksOptions {
  readonly jobs: Pick<JobBoard, 'find' | 'list'>
  /** `whsec_...`; without one, no address can be given. */
  readonly secret: string | undefined
  readonly clock: Clock
  /** Told when a message was not taken by its receiver. */
  readonly warn: (message: string) => void
  readonly rules?: TargetRules
  /** Milliseconds between two looks at a job. */
  readonly interval?: number
  /** See `WebhookOptions`. */
  readonly schedule?: readonly number[]
}

/** How long after its end a job is told of again by a server that has started since: it may have been interrupted. */
const resent = 10 * MINUTE

/**
 * Tells whoever asked for a job that it has ended, by a signed message to the address they gave (`callback_url`). A
 * message may come twice, after a restart or from two servers; its id is the job's.
 */
export class JobCallbacks {
  readonly #options: JobCallbacksOptions
  readonly #end = new AbortController()
  readonly #watching = new Set<Promise<void>>()

  constructor(options: JobCallbacksOptions) {
    this.#options = options
    setMaxListeners(0, this.#end.signal)
  }

  /**
   * Checks an address before a job is made that would call it.
   * @throws ForetellError `WEBHOOK_TARGET`; `WEBHOOK_SECRET` where the server has none to sign with
   */
  async check(url: string): Promise<void> {
    this.#secret()
    await checkTarget(url, this.#options.rules)
  }

  /** Sees to it that the end of a job is told, where it has an address. */
  watch(job: Job): void {
    const url = urlOf(job)
    if (url === undefined) return
    const watching = this.#told(job.id, url)
      .catch((error: unknown) => this.#failed(job.id, error instanceof Error ? error.message : String(error)))
      .finally(() => this.#watching.delete(watching))
    this.#watching.add(watching)
  }

  /** Goes on with the jobs of servers before this one. */
  async resume(): Promise<void> {
    const now = this.#options.clock.now()
    for (const job of await this.#options.jobs.list({ limit: 1000 })) {
      const finished = job.finishedAt === null ? now : Date.parse(job.finishedAt)
      if (!hasEnded(job) || now - finished < resent) this.watch(job)
    }
  }

  /** Tells no more; the server that starts next goes on. */
  async close(): Promise<void> {
    this.#end.abort()
    await Promise.allSettled(this.#watching)
  }

  async #told(id: string, url: string): Promise<void> {
    const job = await this.#ended(id)
    if (job === undefined) return
    const { clock, rules, schedule } = this.#options
    const delivery = await sendWebhook(messageOf(job), {
      url,
      secrets: [this.#secret()],
      clock,
      signal: this.#end.signal,
      ...(rules === undefined ? {} : { rules }),
      ...(schedule === undefined ? {} : { schedule }),
    })
    if (!delivery.delivered) this.#failed(id, delivery.reason ?? 'it was not taken')
  }

  /** @returns undefined for one that is gone */
  async #ended(id: string): Promise<Job | undefined> {
    const { jobs, interval = 1000 } = this.#options
    for (;;) {
      const job = await jobs.find(id)
      if (job === undefined || hasEnded(job)) return job
      await pause(interval, undefined, { signal: this.#end.signal })
    }
  }

  #secret(): string {
    const { secret } = this.#options
    if (secret === undefined) throw new ForetellError('WEBHOOK_SECRET')
    // One that cannot sign is told of before there is anything to send.
    signatureOf({ id: '', timestamp: 0, body: '' }, secret)
    return secret
  }

  #failed(id: string, reason: string): void {
    if (!this.#end.signal.aborted) this.#options.warn(`the end of job ${id} could not be told: ${reason}`)
  }
}

function urlOf({ input }: Job): string | undefined {
  const url = input['callbackUrl']
  return typeof url === 'string' ? url : undefined
}

/** What a receiver needs to fetch the rest. Nothing of it is about people. */
function messageOf(job: Job): { id: string; type: string; data: Record<string, unknown> } {
  return {
    id: `job-${job.id}`,
    type: 'job.finished',
    data: {
      job_id: job.id,
      kind: job.kind,
      status: job.state,
      status_url: `/jobs/${job.id}`,
      error: job.error?.code ?? null,
      finished_at: job.finishedAt,
    },
  }
}
