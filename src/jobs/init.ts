import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { configNames } from '../config/load.js'
import { ForetellError } from '../shared/errors.js'
import { composeConfig } from './init/compose.js'
import { type FileProfile, inspectFile } from './init/inspect.js'
import { template } from './init/template.js'
import { withoutConfig } from './open.js'
import type { Request } from './request.js'

export interface InitOptions {
  /** A data file to look at, relative to where the command runs. */
  readonly from: string | undefined
  /** Overwrite a `foretell.config.ts` that is there. */
  readonly force: boolean
}

export interface Initialised {
  /** Absolute. */
  readonly file: string
  readonly profile: FileProfile | undefined
}

/**
 * Writes a commented configuration: a general one, or one for a data file as it was found.
 * @throws ForetellError `CONFIG_EXISTS` when the folder has one, and what reading the file throws
 */
export async function initialise(request: Request, { from, force }: InitOptions): Promise<Initialised> {
  const { folder } = request
  const written = 'foretell.config.ts'
  const existing = configNames.find((name) => existsSync(join(folder, name)))
  // Overwriting one in another language would leave two of them.
  if (existing !== undefined && !(force && existing === written)) {
    throw new ForetellError('CONFIG_EXISTS', { values: { file: existing, folder } })
  }
  const profile =
    from === undefined
      ? undefined
      : await withoutConfig(request, (project) => inspectFile(project, resolve(from)))
  const file = join(folder, written)
  await mkdir(folder, { recursive: true })
  await writeFile(file, profile === undefined ? template : composeConfig(profile, folder))
  return { file, profile }
}
