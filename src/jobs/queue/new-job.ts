import { createHash, randomUUID } from 'node:crypto'

import type { Job } from './job.js'
import type { JobRequest } from './job-board.js'
import type { JobStore } from './job-store.js'

/**
 * The id of a job that is asked for. That of an idempotency key is made of the key and its owner, so that whichever
 * process is asked the second time comes to the same job.
 */
export function newJobId({ id, owner, idempotencyKey }: JobRequest): string {
  if (id !== undefined) return id
  return idempotencyKey === undefined ? randomUUID() : idOfKey(owner, idempotencyKey)
}

/**
 * Writes a job down as queued.
 * @param worker who sees to it
 * @returns the job, and whether it was asked for before by the same idempotency key
 */
export async function writeDown(
  store: JobStore,
  request: JobRequest,
  worker: string,
): Promise<{ readonly job: Job; readonly known: boolean }> {
  const id = newJobId(request)
  const before = request.idempotencyKey === undefined ? undefined : await store.find(id)
  if (before !== undefined) return { job: before, known: true }
  const { kind, owner, input, trace = null } = request
  await store.create({ id, kind, owner, input, trace, worker })
  return { job: await store.known(id), known: false }
}

/** In the form of a UUID. */
export function idOfKey(owner: string, key: string): string {
  const digits = createHash('sha256')
    .update(JSON.stringify([owner, key]))
    .digest('hex')
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join('-')
}
