import { type ErrorCode, errorCatalogue } from './error-catalogue.js'

/** Where in the user's input the trouble is. Every part is optional; what is known is printed. */
export interface ErrorLocation {
  readonly file?: string
  /** 1-based line of `file`. */
  readonly line?: number
  /** Dotted path of a config key, e.g. `predictions.churn.label`. */
  readonly key?: string
}

/** One of several troubles told together. */
export interface ErrorProblem {
  readonly at: ErrorLocation
  readonly message: string
}

export interface ErrorDetails {
  /** Values for the `{name}` places of the catalogue's message. */
  readonly values?: Readonly<Record<string, string | number>>
  readonly at?: ErrorLocation
  readonly cause?: unknown
  /** The single troubles of an error that gathers many, for programs; the message lists them for people. */
  readonly problems?: readonly ErrorProblem[]
}

/** An error as `--json` prints it. */
export interface SerialisedError {
  readonly code: ErrorCode
  readonly message: string
  readonly remedy: string
  readonly at: ErrorLocation
  /** Only where there are several. */
  readonly problems?: readonly ErrorProblem[]
}

/**
 * The one error Foretell throws. Its message is made from the catalogue entry of its code, so that what the
 * user reads, what the API answers and what the docs say cannot drift apart (`errors.test.ts` compares them).
 */
export class ForetellError extends Error {
  override readonly name = 'ForetellError'
  readonly code: ErrorCode
  /** HTTP status of the same trouble when it reaches the API. */
  readonly status: number
  /** What the user can do about it: one sentence. */
  readonly remedy: string
  readonly at: ErrorLocation
  readonly problems: readonly ErrorProblem[]

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const entry = errorCatalogue[code]
    const values = details.values ?? {}
    super(`${describeLocation(details.at)}${fill(entry.message, values)}`, { cause: details.cause })
    this.code = code
    this.status = entry.status
    this.remedy = fill(entry.remedy, values)
    this.at = details.at ?? {}
    this.problems = details.problems ?? []
  }

  toJSON(): SerialisedError {
    const { code, message, remedy, at, problems } = this
    return { code, message, remedy, at, ...(problems.length === 0 ? {} : { problems }) }
  }
}

/** Replaces `{name}`; a name without a value is left as it stands, so that a slip is seen and not hidden. */
function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) =>
    name in values ? String(values[name]) : place,
  )
}

function describeLocation(at: ErrorLocation | undefined): string {
  if (at === undefined) return ''
  const file = at.file === undefined ? '' : at.line === undefined ? at.file : `${at.file}:${at.line}`
  const parts = [file, at.key ?? ''].filter((part) => part !== '')
  return parts.length === 0 ? '' : `${parts.join(' ')}: `
}
