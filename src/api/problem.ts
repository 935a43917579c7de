import { ForetellError } from '../shared/errors.js'
import { Reply } from './route.js'

/** RFC 9457, "Problem Details for HTTP APIs", with the error's code and what to do about it. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  /** Which request it was: its id stands in the log. */
  readonly instance: string
  readonly code: string
  readonly remedy: string
  /** The single troubles, each with the place in the request (a JSON pointer). */
  readonly errors?: readonly { readonly at: string; readonly message: string }[]
}

const documentation = 'https://foretell.dev/errors'

/** An error as a problem. What an unexpected one says is for the log only: it may name files, tables or people. */
export function problemReply(error: ForetellError, requestId: string): Reply {
  const hidden = error.status >= 500 && error.code === 'INTERNAL'
  const problem: Problem = {
    type: `${documentation}#${error.code.toLowerCase()}`,
    title: titleOf(error.code),
    status: error.status,
    detail: hidden ? 'Something went wrong in the server; its log says what.' : error.message,
    instance: `urn:request:${requestId}`,
    code: error.code,
    remedy: hidden ? 'Ask who runs the server to look for the request id in its log.' : error.remedy,
    ...(error.problems.length === 0
      ? {}
      : { errors: error.problems.map(({ at, message }) => ({ at: at.key ?? '', message })) }),
  }
  return new Reply(problem, error.status, { 'content-type': 'application/problem+json' })
}

/** Whatever was thrown, as an error that may be told. */
export function tellable(error: unknown): ForetellError {
  if (error instanceof ForetellError) return error
  return new ForetellError('INTERNAL', { values: { what: 'in the server' }, cause: error })
}

/** `MODEL_MISSING` as "Model missing". */
function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return `${words[0].toUpperCase()}${words.slice(1)}`
}
