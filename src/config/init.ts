import { draftFor } from './init/draft.js'
import type { DataSample } from './init/sample.js'
import { writeTypeScript } from './init/typescript.js'
import { writeYaml } from './init/yaml.js'

export { type DataSample, readSample } from './init/sample.js'

export interface InitialConfigOptions {
  /** Beginnings of the data files (`readSample`). Default: none, which gives a commented example. */
  readonly files?: readonly DataSample[]
  /** Default `typescript`. */
  readonly form?: 'typescript' | 'yaml'
}

/**
 * Writes a first configuration, with comments: one that works at once on the files it is shown (their id, time
 * and event columns, event types and properties guessed from their beginnings), or an example to fill in.
 * @returns the text of `foretell.config.ts` or `foretell.config.yaml`
 */
export function initialConfig({ files = [], form = 'typescript' }: InitialConfigOptions = {}): string {
  const draft = draftFor(files)
  return form === 'yaml' ? writeYaml(draft) : writeTypeScript(draft)
}
