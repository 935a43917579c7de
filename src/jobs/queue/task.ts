import type { SerialisedError } from '../../shared/errors.js'

/** What a process is given to do of a job. */
export type Task =
  /** All of it. */
  | { readonly jobId: string; readonly phase: 'whole' }
  /** All of it, or where it falls into parts their plan. */
  | { readonly jobId: string; readonly phase: 'begin' }
  | { readonly jobId: string; readonly phase: 'part'; readonly part: number }
  | { readonly jobId: string; readonly phase: 'finish' }

export type TaskOutcome =
  /** The task is done, or the job has ended otherwise. */
  | { readonly kind: 'done' }
  /** Parts that are to be done before the job can be finished. */
  | { readonly kind: 'parts'; readonly parts: readonly number[] }
  /** The process was told to stop; the task is to be begun again. */
  | { readonly kind: 'stopped' }
  /** `again`: the same may go well another time. */
  | { readonly kind: 'failed'; readonly error: SerialisedError; readonly again: boolean }
  /** The process ended without a word. */
  | { readonly kind: 'lost'; readonly reason: string }
