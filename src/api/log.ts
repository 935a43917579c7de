import { isatty } from 'node:tty'

import { destination, type DestinationStream, type Logger, pino } from 'pino'

import type { ServerPlan } from '../config/plan.js'
import { readableLine } from './readable-line.js'

const standardError = 2

/**
 * Lines on standard error, written at once, so that the last words of a process are there: JSON for programs, or
 * words where a person sits before it.
 */
export function serverLog(level: ServerPlan['log']): Logger {
  const lines = destination({ fd: standardError, sync: true })
  return loggerInto(isatty(standardError) ? readable(lines) : lines, level)
}

/** A logger of lines of JSON. */
export function loggerInto(lines: DestinationStream, level: ServerPlan['log']): Logger {
  return pino({ level, base: null, messageKey: 'message' }, lines)
}

/** Rewrites lines of JSON for people. */
export function readable(lines: DestinationStream): DestinationStream {
  return { write: (line) => lines.write(readableLine(line)) }
}
