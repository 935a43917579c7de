import { distance } from 'fastest-levenshtein'
import { ForetellError } from '../shared/errors.js'
import { nowhere, type Origin, type Path } from './origin.js'

/** One thing that is wrong in a configuration, and what would be right. */
export interface Mistake {
  readonly path: Path
  readonly expected: string
  readonly got: string
  /** The valid name nearest to what was written. */
  readonly suggestion?: string | undefined
}

/** What is wrong at one place; `candidates` are the names that would be right there. */
export interface Complaint {
  readonly expected: string
  readonly got: string
  readonly candidates?: readonly string[]
  /** The misspelt name itself, when `candidates` are given. */
  readonly name?: string
}

/** Gathers every mistake of a configuration, so that they are told together and not one a run. */
export class Mistakes {
  readonly #found: Mistake[]

  constructor(
    readonly origin: Origin = nowhere,
    found: readonly Mistake[] = [],
  ) {
    this.#found = [...found]
  }

  get found(): readonly Mistake[] {
    return this.#found
  }

  add(path: Path, { expected, got, candidates = [], name }: Complaint): void {
    const suggestion = name === undefined ? undefined : nearest(name, candidates)
    this.#found.push({ path, expected, got, suggestion })
  }

  /** A name that is not among the valid ones. */
  unknown(path: Path, what: string, name: string, candidates: readonly string[]): void {
    this.add(path, { expected: `${what} (${listed(candidates)})`, got: shown(name), candidates, name })
  }

  /** @throws ForetellError `CONFIG_INVALID` listing every mistake, in the order of the file where it is known */
  throwIfAny(): void {
    if (this.#found.length === 0) return
    const { file } = this.origin
    const placed = this.#found.map((mistake) => ({ mistake, line: this.origin.lineOf(mistake.path) }))
    const ordered = placed.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    const problems = ordered.map(({ mistake, line }) => ({
      at: {
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
        key: keyText(mistake.path),
      },
      message: sentence(mistake),
    }))
    throw new ForetellError('CONFIG_INVALID', {
      values: {
        count: problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`,
        mistakes: problems.map(({ at, message }) => `\n  ${place(at)}: ${message}`).join(''),
      },
      ...(file === undefined ? {} : { at: { file } }),
      problems,
    })
  }
}

/** Stands where something could not be read and the mistake has been told, so that it is not told twice. */
export const told: unique symbol = Symbol('told')

/** `predictions.churn.label`; the whole file is `(top)`. */
export function keyText(path: Path): string {
  return path.length === 0 ? '(top)' : path.join('.')
}

/**
 * The candidate most like a name, by edit distance without regard to case, `-` and `_`; undefined when none is
 * near enough to be what was meant: two letters may differ, a third of a longer name, one of a name of three.
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_\s]/g, '')
  const allowed = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))
  let best: string | undefined
  let smallest = allowed + 1
  for (const candidate of candidates) {
    const steps = distance(plain(name), plain(candidate))
    if (steps < smallest) {
      best = candidate
      smallest = steps
    }
  }
  return best
}

/** A value as it is shown in a message. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return `"${value}"`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'object') {
    const keys = Object.keys(value)
    return keys.length === 0 ? 'an empty object' : `an object with ${listed(keys)}`
  }
  return `a ${typeof value}`
}

/** Names for people; a long list is cut. */
export function listed(names: readonly string[], most = 12): string {
  if (names.length === 0) return 'there are none'
  return names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

function sentence({ expected, got, suggestion }: Mistake): string {
  const question = suggestion === undefined ? '' : `; did you mean \`${suggestion}\`?`
  return `expected ${expected}, got ${got}${question}`
}

function place({ file, line, key }: { file?: string; line?: number; key: string }): string {
  return file === undefined || line === undefined ? key : `${file}:${line} ${key}`
}
