import type { Job, JobKind, JobState } from './job.js'

export interface JobRequest {
  readonly kind: JobKind
  readonly input: Readonly<Record<string, unknown>>
  /** The public name of the key that asks. */
  readonly owner: string
  /** Default: a new one, or the one that belongs to the idempotency key. */
  readonly id?: string | undefined
  /** A second request of the same owner with the same key is the first one's job. */
  readonly idempotencyKey?: string | undefined
  /** W3C traceparent of the request. */
  readonly trace?: string | undefined
}

export interface QueueDepth {
  readonly queued: number
  readonly running: number
}

/**
 * Where jobs are put, looked up and stopped. That a job exists, how far it is and what it came to are rows in the
 * warehouse; which process does it is the queue's matter (in this process's children, or BullMQ's workers).
 */
export interface JobBoard {
  readonly description: string
  /** Resolves once the job is written down: from then on it is done, whatever dies. */
  submit(request: JobRequest): Promise<Job>
  find(id: string): Promise<Job | undefined>
  /** The newest first. */
  list(query: {
    readonly state?: JobState | undefined
    readonly owner?: string | undefined
    /** Default 100. */
    readonly limit?: number | undefined
  }): Promise<readonly Job[]>
  /** Stops it, wherever it runs; one that has ended stays as it is. @returns undefined when there is none */
  cancel(id: string): Promise<Job | undefined>
  depth(): Promise<QueueDepth>
  /** Lets running jobs go on elsewhere or be begun again by the next process, and takes no more. */
  close(): Promise<void>
}

/** Lines of a log: pino's loggers are such. */
export interface JobLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}
