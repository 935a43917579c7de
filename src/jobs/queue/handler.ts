import type { Project } from '../../warehouse/project.js'
import type { Job, JobPart } from './job.js'

/** What a handler works with. */
export interface JobWork {
  /** Its observer's steps become the job's progress; its signal aborts when the job is cancelled or has to go. */
  readonly project: Project
  readonly job: Job
}

export type JobResult = Readonly<Record<string, unknown>>

/** Work that one process does from beginning to end. It may be begun again, and must then do no harm. */
export interface WholeHandler {
  readonly run: (work: JobWork) => Promise<JobResult>
}

/** Work that falls into parts, which any process may do, in any order, and again. */
export interface PartedHandler {
  /** Is asked once; the parts are written down. */
  readonly plan: (work: JobWork) => Promise<readonly JobPart[]>
  /** Doing it twice must come to the same as doing it once. */
  readonly part: (work: JobWork, part: JobPart) => Promise<void>
  /** Once all parts are done. It may be begun again. */
  readonly finish: (work: JobWork, parts: readonly JobPart[]) => Promise<JobResult>
  /** Takes back what has been written of a job that was cancelled, has failed or has expired. */
  readonly discard: (work: JobWork) => Promise<void>
}

export type JobHandler = WholeHandler | PartedHandler

export function isParted(handler: JobHandler): handler is PartedHandler {
  return 'part' in handler
}
