/**
 * A flag of the command line, declared once: how it is read, what it may be, and what help and
 * `docs/command-line.md` say about it.
 */
export interface CommandOption<Value> {
  /** The placeholder in help (`NUMBER`); undefined for a switch. */
  readonly value: string | undefined
  readonly about: string
  readonly fallback?: Value
  readonly read: (text: string) => Reading<Value>
}

/** What a text means, or what was expected of it instead. */
export type Reading<Value> = { readonly value: Value } | { readonly expected: string }

export type CommandOptions = Readonly<Record<string, CommandOption<unknown>>>

/** What a verb is given: every option by its name, undefined where it was left out and has no fallback. */
export type OptionValues<Options extends CommandOptions> = {
  readonly [Name in keyof Options]: Options[Name] extends CommandOption<infer Value> ? Value : never
}

/** On or off; off unless given. */
export function toggle(about: string): CommandOption<boolean> {
  return { value: undefined, about, fallback: false, read: () => ({ value: true }) }
}

export function text(value: string, about: string): CommandOption<string | undefined> {
  return { value, about, read: (given) => ({ value: given }) }
}

/** A file whose name ends in one of the given ways. */
export function fileName(endings: readonly string[], about: string): CommandOption<string | undefined> {
  const expected = `the name of a file that ends in ${endings.join(' or ')}`
  return {
    value: 'FILE',
    about,
    read: (given) => (endings.some((ending) => given.endsWith(ending)) ? { value: given } : { expected }),
  }
}

/** Names with commas between them; none unless given. */
export function list(value: string, about: string): CommandOption<readonly string[]> {
  const split = (given: string): readonly string[] =>
    given
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  return { value, about, fallback: [], read: (given) => ({ value: split(given) }) }
}

export interface Bounds<Fallback> {
  readonly minimum: number
  readonly maximum: number
  readonly fallback: Fallback
}

/** A whole number from `minimum` to `maximum`, both included. */
export function wholeNumber<Fallback extends number | undefined>(
  value: string,
  about: string,
  { minimum, maximum, fallback }: Bounds<Fallback>,
): CommandOption<number | Fallback> {
  const expected = `a whole number from ${minimum} to ${maximum}`
  return {
    value,
    about,
    fallback,
    read: (given) => {
      const parsed = /^-?\d+$/.test(given) ? Number(given) : Number.NaN
      return parsed >= minimum && parsed <= maximum ? { value: parsed } : { expected }
    },
  }
}

/**
 * One of a few words.
 * @param value the placeholder, where the words are too many to stand in it
 */
export function choice<Word extends string>(
  about: string,
  words: readonly Word[],
  value: string = words.join('|'),
): CommandOption<Word | undefined> {
  return {
    value,
    about,
    read: (given) => {
      const word = words.find((candidate) => candidate === given)
      return word === undefined ? { expected: `one of ${words.join(', ')}` } : { value: word }
    },
  }
}

/** `--sample-size` for `sampleSize`: the flag's spelling. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
