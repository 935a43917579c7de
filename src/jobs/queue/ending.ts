import { ForetellError, type SerialisedError } from '../../shared/errors.js'
import type { Clock } from '../../shared/time.js'
import type { Job, Standing } from './job.js'

/** How a job stands that has ended without a result. */
export function ended(
  job: Job,
  state: 'failed' | 'cancelled',
  clock: Clock,
  error: SerialisedError | null = null,
): Standing {
  return { ...job, state, error, step: '', finishedAt: new Date(clock.now()).toISOString() }
}

/** How a job stands that waits to be begun again. @param counts false where its process was told to stop */
export function queuedAgain(job: Job, worker: string, counts: boolean): Standing {
  const attempts = counts ? job.attempts : Math.max(0, job.attempts - 1)
  return { ...job, state: 'queued', attempts, step: '', worker }
}

/** Of a job whose process has ended again and again without a word. */
export function lostError(job: Job, reason: string): SerialisedError {
  return new ForetellError('JOB_LOST', {
    values: { kind: job.kind, attempts: job.attempts, reason },
  }).toJSON()
}
