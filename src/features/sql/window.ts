import type { Window } from '../../config/window.js'
import { durationLength, type Instant } from '../../shared/time.js'
import { windowSuffix } from '../naming.js'

/**
 * The test that a time lies in a window. Rows before or after the anchor are left out where rows are read, so one
 * bound is enough: (t - w, t] is `at > since_w`, (t, t + w] is `at <= until_w`.
 * @param at SQL of a time in milliseconds
 */
export function inWindow(at: string, window: Window): string {
  if (window.length === undefined) return '1'
  return window.tense === 'future'
    ? `${at} <= {${windowParameter(window)}:Int64}`
    : `${at} > {${windowParameter(window)}:Int64}`
}

/** `since_30d`, `until_30d`. */
export function windowParameter(window: Window): string {
  return `${window.tense === 'future' ? 'until' : 'since'}_${windowSuffix(window)}`
}

/** Milliseconds since 1970 of the window's bound that is not the anchor. */
export function windowBound(window: Window, anchor: Instant): Instant {
  if (window.length === undefined) return anchor
  const length = durationLength(window.length)
  return window.tense === 'future' ? anchor + length : anchor - length
}
