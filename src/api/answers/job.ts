import Type, { type Static } from 'typebox'

import type { Job } from '../../jobs/queue/job.js'
import { nullable } from './common.js'

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'expired'] as const

const state = Type.Enum([...jobStates])
const time = nullable(Type.String({ description: 'ISO 8601' }))
const statusUrl = Type.String({ description: 'where to ask how it stands' })

/** A job that was just asked for. */
export const acceptedJob = Type.Object(
  { job_id: Type.String(), status: state, status_url: statusUrl },
  { additionalProperties: false, title: 'AcceptedJob' },
)

/** A job as it stands. */
export const jobAnswer = Type.Object(
  {
    job_id: Type.String(),
    kind: Type.Enum(['batch', 'score', 'train', 'ingest']),
    status: state,
    status_url: statusUrl,
    results_url: nullable(Type.String({ description: 'of a batch that is done, while it can be fetched' })),
    input: Type.Record(Type.String(), Type.Unknown(), { description: 'what was asked for' }),
    step: Type.String({ description: 'what it is at; empty before and after' }),
    progress: Type.Object(
      {
        done: Type.Integer({ minimum: 0 }),
        total: nullable(Type.Integer({ minimum: 0, description: 'null until it is known' })),
        unit: Type.String(),
        percent: nullable(Type.Number({ minimum: 0, maximum: 100 })),
      },
      { additionalProperties: false },
    ),
    attempts: Type.Integer({ minimum: 0, description: 'more than one after a process was lost' }),
    result: nullable(Type.Record(Type.String(), Type.Unknown(), { description: 'what it came to, by kind' })),
    error: nullable(
      Type.Object(
        { code: Type.String(), message: Type.String(), remedy: Type.String() },
        { additionalProperties: false },
      ),
    ),
    created_at: Type.String({ description: 'ISO 8601' }),
    started_at: time,
    finished_at: time,
    expires_at: nullable(Type.String({ description: 'when its results are deleted, ISO 8601' })),
    owner: Type.String({ description: 'the public name of the key that asked for it' }),
  },
  { additionalProperties: false, title: 'Job' },
)

export function jobAcceptedOf({ id, state: status }: Job): Static<typeof acceptedJob> {
  return { job_id: id, status, status_url: `/jobs/${id}` }
}

export function jobAnswerOf(job: Job): Static<typeof jobAnswer> {
  const { id, kind, state: status, progress, error } = job
  const { done, total } = progress
  return {
    job_id: id,
    kind,
    status,
    status_url: `/jobs/${id}`,
    results_url: kind === 'batch' && status === 'done' ? `/jobs/${id}/results` : null,
    input: job.input,
    step: job.step,
    progress: {
      ...progress,
      percent: total === null || total === 0 ? null : Math.min(100, Math.round((1000 * done) / total) / 10),
    },
    attempts: job.attempts,
    result: job.result,
    error:
      error === null
        ? null
        : {
            code: error.code,
            // What an unexpected error says may name files or people; the log has it.
            message:
              error.code === 'INTERNAL' ? 'Something went wrong in a job; its log says what.' : error.message,
            remedy: error.remedy,
          },
    created_at: job.createdAt,
    started_at: job.startedAt,
    finished_at: job.finishedAt,
    expires_at: job.expiresAt,
    owner: job.owner,
  }
}
