import type { components } from './api.gen.js'

export type Problem = components['schemas']['Problem']

/** A request that was refused or failed. */
export class ForetellApiError extends Error {
  override readonly name = 'ForetellApiError'

  constructor(
    /** Of HTTP. */
    readonly status: number,
    /** Stable, for programs: `MODEL_MISSING`; `HTTP_502` and the like where something before the server answered. */
    readonly code: string,
    message: string,
    /** All that the server said; undefined where the answer was no problem document. */
    readonly problem: Problem | undefined,
    /** The answer's body as it came, for routes that fail in a shape of their own. */
    readonly body: string,
  ) {
    super(message)
  }

  /** What to do about it, where the server said so. */
  get remedy(): string | undefined {
    return this.problem?.remedy
  }
}

/** Reads the answer's body, which nobody may have read yet. */
export async function failureOf(response: Response): Promise<ForetellApiError> {
  const body = await response.text()
  const problem = problemIn(response, body)
  const message = problem?.detail ?? `the server answered ${response.status} ${response.statusText}`.trimEnd()
  return new ForetellApiError(
    response.status,
    problem?.code ?? `HTTP_${response.status}`,
    message,
    problem,
    body,
  )
}

function problemIn(response: Response, body: string): Problem | undefined {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) return undefined
  try {
    return JSON.parse(body) as Problem
  } catch {
    return undefined
  }
}
