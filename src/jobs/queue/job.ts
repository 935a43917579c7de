import type { SerialisedError } from '../../shared/errors.js'

/** Work that takes long, by name; `jobs/queue/handlers.ts` has what each does. */
export type JobKind = 'batch' | 'score' | 'train' | 'ingest'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'expired'

/** A job as it stands: the newest row of its id in the warehouse. Times are ISO 8601. */
export interface Job {
  readonly id: string
  readonly kind: JobKind
  readonly state: JobState
  /** What was asked for: ids and names, never data of people beyond their ids. */
  readonly input: Readonly<Record<string, unknown>>
  /** Units done of `total`; null until it is known. */
  readonly progress: { readonly done: number; readonly total: number | null; readonly unit: string }
  /** What it is at: "Scoring churn"; empty before it has begun. */
  readonly step: string
  /** How many times it was begun: more than one after a process was lost. */
  readonly attempts: number
  /** What it came to, by kind; null until it is done. */
  readonly result: Readonly<Record<string, unknown>> | null
  readonly error: SerialisedError | null
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  /** When its results are deleted; null until it is done. */
  readonly expiresAt: string | null
  /** The public name of the key that asked for it. */
  readonly owner: string
  /** W3C traceparent of the request that asked for it; null without one. */
  readonly trace: string | null
  /** Who sees to it that it is done (`process-name.ts`). */
  readonly worker: string
  /** When anything was heard of it last. */
  readonly changedAt: string
}

/** The part of a job that changes. */
export type Standing = Pick<
  Job,
  | 'state'
  | 'progress'
  | 'step'
  | 'attempts'
  | 'result'
  | 'error'
  | 'startedAt'
  | 'finishedAt'
  | 'expiresAt'
  | 'worker'
>

/** A part of a job that may be done by itself, again, and by any process. */
export interface JobPart {
  readonly part: number
  /** By kind. */
  readonly input: Readonly<Record<string, unknown>>
  readonly rows: number
}

/** How often a job, or a part of one, is begun before it is given up. */
export const mostAttempts = 3

/** Whether nothing more is done about it. */
export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return state !== 'queued' && state !== 'running'
}
