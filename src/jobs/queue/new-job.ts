import { createHash, randomUUID } from 'node:crypto'

import type { JobRequest } from './job-board.js'

/**
 * The id of a job that is asked for. That of an idempotency key is made of the key and its owner, so that whichever
 * process is asked the second time comes to the same job.
 */
export function newJobId({ id, owner, idempotencyKey }: JobRequest): string {
  if (id !== undefined) return id
  return idempotencyKey === undefined ? randomUUID() : idOfKey(owner, idempotencyKey)
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
