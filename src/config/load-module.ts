import { dirname } from 'node:path'
import { createJiti } from 'jiti'
import { type ErrorLocation, ForetellError } from '../shared/errors.js'
import * as foretell from './declarations.js'
import type { Config } from './define.js'
import { nearest, shown } from './mistakes.js'
import { isObject } from './option.js'
import { fileLabel } from './origin.js'

/**
 * Runs a configuration that is a module and returns its default export. `foretell` inside it is this very
 * package, whether or not it is installed where the file is, so that a configuration runs in any folder.
 * @param root folder of the project, which messages name files relative to
 * @throws ForetellError `CONFIG_SYNTAX`, `CONFIG_THREW`, `CONFIG_NO_EXPORT`
 */
export async function loadModule(file: string, root: string): Promise<Config> {
  const module = await runModule(file, root)
  const exported = isObject(module) ? module['default'] : undefined
  if (isObject(exported)) return exported as unknown as Config
  const names = isObject(module) ? Object.keys(module) : []
  const others = names.length === 0 ? 'no export' : `no default export, only ${names.join(', ')}`
  const got = exported === undefined ? others : `${shown(exported)} as the default export`
  throw new ForetellError('CONFIG_NO_EXPORT', { values: { got }, at: { file: fileLabel(root, file) } })
}

async function runModule(file: string, root: string): Promise<unknown> {
  // Run afresh each time, past jiti's caches: a process that lives long reloads a changed configuration.
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    tryNative: false,
    virtualModules: { foretell },
  })
  try {
    return await jiti.import(file)
  } catch (error) {
    throw syntaxTrouble(error, root) ?? thrownTrouble(error, file, root)
  }
}

/** jiti tells a syntax error in the text of its message: `ParseError: Unexpected token\n /path/file.ts:2:9`. */
function syntaxTrouble(error: unknown, root: string): ForetellError | undefined {
  const match = /^ParseError: (.*?)\s*\n\s*(.+):(\d+):(\d+)/.exec(messageOf(error))
  if (match === null) return undefined
  const [, reason = '', where = '', line, column] = match
  const at = { file: fileLabel(root, where), line: Number(line) }
  return new ForetellError('CONFIG_SYNTAX', {
    values: { reason: `${reason} (column ${column})` },
    at,
    cause: error,
  })
}

function thrownTrouble(error: unknown, file: string, root: string): ForetellError {
  const message = messageOf(error).split('\nRequire stack:')[0] ?? ''
  const kind = error instanceof Error ? `${error.name}: ` : ''
  return new ForetellError('CONFIG_THREW', {
    values: { error: misspeltImport(message) ?? `${kind}${message}` },
    at: locationOf(error, file, root),
    cause: error,
  })
}

/** Calling what `foretell` does not export fails as `(0 , _foretell.evnt) is not a function`. */
function misspeltImport(message: string): string | undefined {
  const name = /_foretell\d*\.(\w+)\)? is not a function/.exec(message)?.[1]
  if (name === undefined) return undefined
  const near = nearest(name, Object.keys(foretell))
  return `a call of \`${name}\`, which foretell does not export${near === undefined ? '' : `; did you mean \`${near}\`?`}`
}

/** The innermost frame of the stack that is the user's own. */
function locationOf(error: unknown, file: string, root: string): ErrorLocation {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const frames = stack.split('\n').flatMap((frame) => {
    const match = /([^\s()]+):(\d+):\d+\)?$/.exec(frame)
    return match === null ? [] : [{ path: match[1] ?? '', line: Number(match[2]) }]
  })
  const own = frames.find(({ path }) => path.startsWith(dirname(file)) && !path.includes('/node_modules/'))
  return own === undefined
    ? { file: fileLabel(root, file) }
    : { file: fileLabel(root, own.path), line: own.line }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
