import { isatty } from 'node:tty'

import { destination, type DestinationStream, type Logger, pino } from 'pino'

import type { ServerPlan } from '../config/plan.js'
import { readableLine } from './readable-line.js'

const standardError = 2

/**
 * Lines on standard error, written before anything else is done, so that the last words of a process are there: JSON
 * for programs, or words where a person sits before it.
 */
export function serverLog(level: ServerPlan['log']): Logger {
  const lines = destination({ fd: standardError, sync: true })
  return loggerInto(isatty(standardError) ? readable(lines) : together(lines), level)
}

/** Writes the lines of one turn of the event loop at once: under load a write for each costs as much as an answer. */
function together(lines: DestinationStream): DestinationStream {
  let waiting = ''
  const flush = (): void => {
    if (waiting === '') return
    const text = waiting
    waiting = ''
    lines.write(text)
  }
  process.on('exit', flush)
  return {
    write(line) {
      if (waiting === '') setImmediate(flush)
      waiting += line
    },
  }
}

/** A logger of lines of JSON. */
export function loggerInto(lines: DestinationStream, level: ServerPlan['log']): Logger {
  return pino({ level, base: null, messageKey: 'message' }, lines)
}

/** Rewrites lines of JSON for people. */
export function readable(lines: DestinationStream): DestinationStream {
  return { write: (line) => lines.write(readableLine(line)) }
}
