import { ClickHouseError } from '@clickhouse/client'

import { ForetellError } from '../shared/errors.js'

/** Where a statement failed: for the message. */
export interface FailureContext {
  readonly warehouse: string
  readonly signal: AbortSignal | undefined
}

/**
 * Says in Foretell's words what the user can do something about. Everything else is passed on as it is: a
 * `ClickHouseError`, with `code` and `type`, is about a statement, and statements are ours.
 */
export function explained(error: unknown, context: FailureContext): unknown {
  if (error instanceof ForetellError) return error
  if (context.signal?.aborted === true) return cancelled(error)
  if (error instanceof ClickHouseError) return explainedByEngine(error, context)
  if (isConnectionLoss(error)) {
    return new ForetellError('WAREHOUSE_LOST', {
      values: { warehouse: context.warehouse, reason: reasonOf(error) },
      cause: error,
    })
  }
  return error
}

export function cancelled(cause?: unknown): ForetellError {
  return new ForetellError('CANCELLED', { values: { what: 'the statement' }, cause })
}

function explainedByEngine(error: ClickHouseError, context: FailureContext): Error {
  const values = { warehouse: context.warehouse, reason: error.message }
  switch (error.type) {
    case 'MEMORY_LIMIT_EXCEEDED':
      return new ForetellError('WAREHOUSE_MEMORY', { values, cause: error })
    case 'NOT_ENOUGH_SPACE':
      return new ForetellError('WAREHOUSE_DISK_FULL', { values, cause: error })
    case 'QUERY_WAS_CANCELLED':
      return cancelled(error)
    case 'STATEMENT_REFUSED':
      return new ForetellError('STATEMENT_REFUSED', { values, cause: error })
    case 'AUTHENTICATION_FAILED':
    case 'REQUIRED_PASSWORD':
    case 'ACCESS_DENIED':
    case 'READONLY':
      return new ForetellError('WAREHOUSE_ACCESS', { values, cause: error })
    default:
      return error
  }
}

const lossCodes = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
])

/** Whether the other side went away, rather than said no. */
export function isConnectionLoss(error: unknown): boolean {
  return (
    error instanceof Error && (lossCodes.has(codeOf(error)) || /socket hang up|aborted/.test(error.message))
  )
}

/** Whether the statement never reached the engine, so that it certainly had no effect. */
export function neverArrived(error: unknown): boolean {
  return error instanceof Error && ['ECONNREFUSED', 'ENOENT', 'ENOTFOUND'].includes(codeOf(error))
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || codeOf(error) : String(error)
}
