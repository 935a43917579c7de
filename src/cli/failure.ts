import { ForetellError } from '../shared/errors.js'
import type { Paint } from './report/paint.js'

/** What is said about an error: its message and the way out; the stack only where it was asked for. */
export function failureText(error: unknown, paint: Paint, verbose: boolean): string {
  const lines = error instanceof ForetellError ? expected(error, paint) : unexpected(error, paint, verbose)
  if (verbose && error instanceof Error) lines.push('', paint.dim(stackOf(error)))
  return lines.join('\n')
}

function expected(error: ForetellError, paint: Paint): string[] {
  const [first = '', ...rest] = error.message.split('\n')
  return [
    `${paint.red(paint.bold('error'))}  ${first}`,
    ...rest,
    `${paint.cyan('what to do')}  ${error.remedy}`,
  ]
}

function unexpected(error: unknown, paint: Paint, verbose: boolean): string[] {
  const message = error instanceof Error ? error.message : String(error)
  const hint = verbose
    ? 'Please report this with the lines below.'
    : 'This is a bug of Foretell. Run the same with --verbose and report what it prints.'
  return [`${paint.red(paint.bold('error'))}  ${message}`, `${paint.cyan('what to do')}  ${hint}`]
}

/** The stack with those of its causes. */
function stackOf(error: Error): string {
  const own = error.stack ?? error.message
  return error.cause instanceof Error ? `${own}\ncaused by ${stackOf(error.cause)}` : own
}

/** The same as data, for `--json`. */
export function failureJson(error: unknown): { readonly error: object } {
  if (error instanceof ForetellError) return { error: error.toJSON() }
  const message = error instanceof Error ? error.message : String(error)
  return {
    error: { code: 'INTERNAL', message, remedy: 'Run the same with --verbose and report what it prints.' },
  }
}
