import type { JobHandler } from './handler.js'
import type { JobKind } from './job.js'

/** What each kind of job does. Its code is loaded when the first job of the kind is done: most processes do one. */
const handlers: Readonly<Record<JobKind, () => Promise<JobHandler>>> = {
  batch: async () => (await import('../batch.js')).batch,
  score: async () => (await import('../batch.js')).scoring,
  train: async () => (await import('../train.js')).training,
  ingest: async () => (await import('../ingest.js')).ingesting,
}

export function handlerOf(kind: JobKind): Promise<JobHandler> {
  return handlers[kind]()
}
