const levels: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warning',
  50: 'error',
  60: 'fatal',
}

/** What every line has, and what is told in its own place. */
const ownPlace = new Set(['level', 'time', 'message', 'err', 'cause'])

interface LogError {
  readonly message?: string
  readonly stack?: string
}

/**
 * A line of JSON as one for people: the time of day (UTC), the level unless it is the usual one, the message, and the
 * rest as `name=value`; an error's stack stands below. A line that is no JSON stays as it is.
 */
export function readableLine(line: string): string {
  const record = parsed(line)
  if (record === undefined) return line
  const { level, time, message, err } = record as {
    readonly level?: number
    readonly time?: number
    readonly message?: string
    readonly err?: LogError
  }
  const named = level === undefined || level === 30 ? [] : [levels[level] ?? String(level)]
  const rest = Object.entries(record)
    .filter(([name]) => !ownPlace.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const stack = err === undefined ? '' : `\n  ${(err.stack ?? err.message ?? '').replaceAll('\n', '\n  ')}`
  return `${[timeOfDay(time), ...named, message ?? '', ...rest].join(' ')}${stack}\n`
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}

function timeOfDay(time = 0): string {
  return new Date(time).toISOString().slice(11, 23)
}
