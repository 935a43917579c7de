import type { Mistakes } from './mistakes.js'
import { isObject, type Option, type Options, readOptions } from './option.js'
import { serverOptions } from './server-options.js'
import type { ServerPlan } from './plan.js'

/** The server's options, each from the environment where it stands there, else as it was written. */
export function resolveServer(
  written: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  mistakes: Mistakes,
): ServerPlan {
  const given = written ?? {}
  const overlaid = isObject(given) ? { ...given, ...fromEnvironment(serverOptions, environment) } : given
  return readOptions(serverOptions, overlaid, ['server'], mistakes)
}

function fromEnvironment(
  options: Options,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, unknown>> {
  const found = Object.entries(options).flatMap(([key, option]) => {
    const text = option.environment === undefined ? undefined : environment[option.environment]
    return text === undefined || text === '' ? [] : [[key, parsed(option, text)] as const]
  })
  return Object.fromEntries(found)
}

/** What a variable's text would be in a file; a text that is nothing of the kind stays one, and is told as a mistake. */
function parsed({ kind }: Option, text: string): unknown {
  switch (kind.schema['type']) {
    case 'integer':
      return /^-?\d+$/.test(text) ? Number(text) : text
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text
    case 'array':
      return text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    default:
      return text
  }
}
