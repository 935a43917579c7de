import { ForetellError } from '../../shared/errors.js'

/** `ok`: works; `warn`: works, and somebody should know something; `fail`: does not work. */
export type Verdict = 'ok' | 'warn' | 'fail'

/** What was found of one part of a project. */
export interface Finding {
  readonly part: string
  readonly verdict: Verdict
  /** What is there, in one phrase. */
  readonly found: string
  /** What to do; null where nothing is. */
  readonly remedy: string | null
}

export function ok(part: string, found: string): Finding {
  return { part, verdict: 'ok', found, remedy: null }
}

export function warn(part: string, found: string, remedy: string): Finding {
  return { part, verdict: 'warn', found, remedy }
}

export function fail(part: string, found: string, remedy: string): Finding {
  return { part, verdict: 'fail', found, remedy }
}

/** Looks, and takes whatever is thrown for what was found. */
export async function looked(
  part: string,
  remedy: string,
  look: () => Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return [await look()].flat()
  } catch (error) {
    if (error instanceof ForetellError) return [fail(part, error.message, error.remedy)]
    return [fail(part, error instanceof Error ? error.message : String(error), remedy)]
  }
}
