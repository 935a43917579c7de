import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'

import { initialConfig, readSample } from '../config/init.js'
import { configNames } from '../config/load.js'
import { ForetellError } from '../shared/errors.js'
import type { Request } from './request.js'

export interface InitOptions {
  /** Data files to look at, relative to the project's folder. */
  readonly from: readonly string[]
  readonly form: 'typescript' | 'yaml'
  /** Overwrite a configuration of the same form that is there. */
  readonly force: boolean
}

export interface Initialised {
  /** Absolute. */
  readonly file: string
  /** What was found in the files that were looked at. */
  readonly files: readonly { readonly path: string; readonly columns: number; readonly rows: number }[]
}

/**
 * Writes a commented configuration: an example, or one for data files as their beginnings have it.
 * @throws ForetellError `CONFIG_EXISTS` when the folder has one, `FILE_NOT_FOUND`
 */
export async function initialise(
  { folder }: Request,
  { from, form, force }: InitOptions,
): Promise<Initialised> {
  const written = form === 'yaml' ? 'foretell.config.yaml' : 'foretell.config.ts'
  const existing = configNames.find((name) => existsSync(join(folder, name)))
  // Overwriting one of another form would leave two of them.
  if (existing !== undefined && !(force && existing === written)) {
    throw new ForetellError('CONFIG_EXISTS', { values: { file: existing, folder } })
  }
  const samples = await Promise.all(from.map((path) => sampleOf(folder, path)))
  const file = join(folder, written)
  await mkdir(folder, { recursive: true })
  await writeFile(file, initialConfig({ files: samples, form }))
  const files = samples.map(({ path, columns, rows }) => ({
    path,
    columns: columns.length,
    rows: rows.length,
  }))
  return { file, files }
}

async function sampleOf(folder: string, path: string): ReturnType<typeof readSample> {
  const file = resolve(folder, path)
  if (!existsSync(file)) throw new ForetellError('FILE_NOT_FOUND', { values: { path: file, hint: '' } })
  return readSample(file, relative(folder, file).split(sep).join('/'))
}
