import type { Duration } from '../shared/time.js'

/**
 * The tense of an expression. Features and populations accept `past`, labels accept `future`; the two are
 * different types, so a feature that looks into the future does not compile (`define.test-d.ts`).
 * `table` is the tense of a column of a table without time.
 */
export type Tense = 'past' | 'future' | 'table'

/**
 * A stretch of time beside the anchor t: `last('30d')` is (t - 30d, t], `next('30d')` is (t, t + 30d],
 * `ever()` is (-inf, t].
 */
export interface Window<T extends Tense = Tense> {
  readonly tense: T
  /** Undefined: without bound, which only the past can be. */
  readonly length: Duration | undefined
}

/** The past, (t - length, t]. */
export function last(length: Duration): Window<'past'> {
  return { tense: 'past', length }
}

/** The whole past, (-inf, t]. */
export function ever(): Window<'past'> {
  return { tense: 'past', length: undefined }
}

/** The future, (t, t + length]. */
export function next(length: Duration): Window<'future'> {
  return { tense: 'future', length }
}
