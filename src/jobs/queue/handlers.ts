import { ForetellError } from '../../shared/errors.js'
import { batch, scoring } from '../batch.js'
import { ingestNamed } from '../ingest.js'
import { trainNamed } from '../train.js'
import type { JobHandler } from './handler.js'
import type { JobKind } from './job.js'

/** What each kind of job does. */
const handlers: Partial<Record<JobKind, JobHandler>> = {
  batch,
  score: scoring,
  train: { run: ({ project, job }) => trainNamed(project, String(job.input['prediction'])) },
  ingest: { run: ({ project, job }) => ingestNamed(project, nameIn(job.input['source'])) },
}

/** @throws ForetellError `INTERNAL` for a kind that this version does not know */
export function handlerOf(kind: JobKind): JobHandler {
  const handler = handlers[kind]
  if (handler === undefined) {
    throw new ForetellError('INTERNAL', { values: { what: `a job of the kind ${kind} is not known here` } })
  }
  return handler
}

function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
