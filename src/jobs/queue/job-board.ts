import type { Job, JobKind, JobState } from './job.js'

export interface JobRequest {
  readonly kind: JobKind
  readonly input: Readonly<Record<string, unknown>>
  /** The public name of the key that asks. */
  readonly owner: string
  /** A second request with the same token is the first one's job. */
  readonly idempotencyKey?: string | undefined
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
  submit(request: JobRequest): Promise<Job>
  find(id: string): Promise<Job | undefined>
  list(query: {
    readonly state?: JobState | undefined
    readonly limit?: number | undefined
  }): Promise<readonly Job[]>
  /** Stops it, wherever it runs; one that has ended stays as it is. @returns undefined when there is none */
  cancel(id: string): Promise<Job | undefined>
  depth(): Promise<QueueDepth>
  /** Lets running jobs go on elsewhere or be begun again by the next process, and takes no more. */
  close(): Promise<void>
}
