import { existsSync } from 'node:fs'
import { basename, dirname, extname, join, resolve as absolute } from 'node:path'
import { ForetellError } from '../shared/errors.js'
import type { Config } from './define.js'
import { readDocument } from './document/document.js'
import { loadModule } from './load-module.js'
import type { Mistake } from './mistakes.js'
import { fileLabel, inFile, type Origin } from './origin.js'
import type { Plan } from './plan.js'
import { resolve } from './resolve.js'

/** Names of a configuration, in the project's folder. */
export const configNames = ['ts', 'mts', 'js', 'mjs', 'yaml', 'yml', 'json'].map(
  (ending) => `foretell.config.${ending}`,
)

export interface LoadOptions {
  /** Folder of the project: where the configuration is looked for, and what its paths are relative to. */
  readonly root: string
  /** The configuration itself, relative to `root`, when it is not to be looked for. */
  readonly file?: string | undefined
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** A configuration as it was written, with where its parts stand. */
export interface LoadedConfig {
  /** Absolute. */
  readonly file: string
  /** Folder of the project: where the file is. */
  readonly root: string
  readonly config: Config
  readonly origin: Origin
  /** What was found wrong while reading it; `resolve` tells it with the rest. */
  readonly mistakes: readonly Mistake[]
}

/**
 * Finds, reads and checks the configuration of a project.
 * @throws ForetellError as `loadConfig` and `resolve` do
 */
export async function loadPlan(options: LoadOptions): Promise<Plan> {
  const { config, root, origin, mistakes } = await loadConfig(options)
  return resolve(config, { root, origin, mistakes, environment: options.environment ?? {} })
}

/**
 * Finds and reads the configuration of a project. A module (`ts`, `js`, ...) is run; a document (`yaml`, `json`) is read.
 * @throws ForetellError `CONFIG_NOT_FOUND`, `CONFIG_AMBIGUOUS`, `CONFIG_SYNTAX`, `CONFIG_THREW`, `CONFIG_NO_EXPORT`
 */
export async function loadConfig({ root, file: named }: LoadOptions): Promise<LoadedConfig> {
  const file = named === undefined ? findConfig(root) : namedConfig(root, named)
  const place = { file, root: dirname(file) }
  const label = fileLabel(absolute(root), file)
  if (/^\.(ya?ml|json)$/.test(extname(file))) return { ...place, ...(await readDocument(file, label)) }
  return { ...place, config: await loadModule(file, absolute(root)), origin: inFile(label), mistakes: [] }
}

/** @returns the absolute path of the only configuration in a folder */
function findConfig(root: string): string {
  const found = configNames.map((name) => join(absolute(root), name)).filter((path) => existsSync(path))
  const [only, ...others] = found
  if (only === undefined) {
    const looked = join(absolute(root), 'foretell.config.{ts,mts,js,mjs,yaml,yml,json}')
    throw new ForetellError('CONFIG_NOT_FOUND', { values: { looked } })
  }
  if (others.length > 0) {
    const files = found.map((path) => basename(path)).join(' and ')
    throw new ForetellError('CONFIG_AMBIGUOUS', { values: { files }, at: { file: absolute(root) } })
  }
  return only
}

function namedConfig(root: string, named: string): string {
  const file = absolute(root, named)
  if (!existsSync(file)) throw new ForetellError('CONFIG_NOT_FOUND', { values: { looked: file } })
  return file
}
