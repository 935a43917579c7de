import { listed, type Mistakes, shown } from '../mistakes.js'
import { isObject } from '../option.js'
import type { Path } from '../origin.js'

/** What the readers of a document share. */
export interface Reading {
  readonly mistakes: Mistakes
  /** Where each declaration that was made of the document stood in it. */
  readonly paths: WeakMap<object, Path>
}

export type Written = Readonly<Record<string, unknown>>

/** Remembers where a declaration stood. */
export function placed<const Declaration extends object>(
  declaration: Declaration,
  path: Path,
  { paths }: Reading,
): Declaration {
  paths.set(declaration, path)
  return declaration
}

/**
 * Finds the one word of a list that an object has as a key.
 * @returns undefined, with a mistake told, when it has none or several
 */
export function onlyWord(
  written: Written,
  words: readonly string[],
  others: readonly string[],
  path: Path,
  { mistakes }: Reading,
): string | undefined {
  const [word, second] = Object.keys(written).filter((key) => words.includes(key))
  if (word !== undefined && second === undefined) return word
  if (second !== undefined) {
    mistakes.add([...path, second], {
      expected: `only one of ${listed(words, 20)}`,
      got: `${word} and ${second}`,
    })
    return undefined
  }
  const strange = Object.keys(written).find((key) => !others.includes(key))
  if (strange === undefined)
    mistakes.add(path, { expected: `one of ${listed(words, 20)}`, got: shown(written) })
  else {
    const expected = `one of ${listed(words, 20)}`
    mistakes.add([...path, strange], { expected, got: shown(strange), name: strange, candidates: words })
  }
  return undefined
}

/**
 * Tells keys that do not belong beside a word.
 * @returns whether there are none
 */
export function onlyKeys(
  written: Written,
  keys: readonly string[],
  path: Path,
  beside: string,
  { mistakes }: Reading,
): boolean {
  const strange = Object.keys(written).filter((key) => !keys.includes(key))
  for (const key of strange) mistakes.unknown([...path, key], `a key that goes with ${beside}`, key, keys)
  return strange.length === 0
}

/** A list, or a single thing as a list of one. */
export function asList(written: unknown): readonly unknown[] {
  return Array.isArray(written) ? written : [written]
}

/**
 * An object, to read the parts of.
 * @returns undefined, with a mistake told, for anything else
 */
export function asObject(
  written: unknown,
  path: Path,
  expected: string,
  { mistakes }: Reading,
): Written | undefined {
  if (isObject(written)) return written
  mistakes.add(path, { expected, got: shown(written) })
  return undefined
}
