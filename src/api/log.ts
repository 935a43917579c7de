import { isatty } from 'node:tty'

import { destination, type DestinationStream, type Logger, pino } from 'pino'

import type { ServerPlan } from '../config/plan.js'
import { readableLine } from './readable-line.js'

const standardError = 2

/**
 * Lines on standard error: JSON for programs, or words where a person sits before it. They are written by the process
 * itself, so that its last words are there.
 */
export function serverLog(level: ServerPlan['log']): Logger {
  const lines = destination({ fd: standardError, sync: true })
  return loggerInto(isatty(standardError) ? readable(lines) : together(lines), level)
}

/** Milliseconds that a line waits for others. */
const patience = 100
/** Characters that are not kept waiting. */
const mostWaiting = 32 * 1024

/**
 * Writes the lines of a moment at once: under load a write for each costs as much as half an answer. What is worth a
 * warning is written when it is said.
 */
export function together(lines: DestinationStream): DestinationStream {
  let waiting = ''
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (waiting === '') return
    const text = waiting
    waiting = ''
    lines.write(text)
  }
  process.on('exit', flush)
  const stream = {
    // So that pino says of what level the line is.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line: string): void {
      waiting += line
      if (stream.lastLevel > pino.levels.values['info'] || waiting.length > mostWaiting) flush()
      else timer ??= setTimeout(flush, patience).unref()
    },
  }
  return stream
}

/** A logger of lines of JSON. */
export function loggerInto(lines: DestinationStream, level: ServerPlan['log']): Logger {
  return pino({ level, base: null, messageKey: 'message' }, lines)
}

/** Rewrites lines of JSON for people. */
export function readable(lines: DestinationStream): DestinationStream {
  return { write: (line) => lines.write(readableLine(line)) }
}
