import { resolve as absolute } from 'node:path'
import { type Mistakes, shown, told } from './mistakes.js'
import type { Path } from './origin.js'
import type { Vocabulary } from './vocabulary.js'

/** What the resolving of sources and predictions shares. */
export interface SourceScope {
  /** Absolute folder of the project. */
  readonly root: string
  readonly vocabulary: Vocabulary
  readonly mistakes: Mistakes
}

/** The absolute path of a source's file. */
export function filePath(file: unknown, path: Path, { root, mistakes }: SourceScope): string | undefined {
  if (file === told) return undefined
  if (typeof file === 'string' && file.trim() !== '') return absolute(root, file)
  mistakes.add([...path, 'file'], {
    expected: 'the path of a file, relative to the project',
    got: shown(file),
  })
  return undefined
}
