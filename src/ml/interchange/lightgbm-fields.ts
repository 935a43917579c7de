import { ForetellError } from '../../shared/errors.js'

/** What is wrong in a LightGBM file, in a sentence that fits after "but". */
export function lightgbmRefusal(got: string): ForetellError {
  return new ForetellError('IMPORT_UNREADABLE', { values: { program: 'LightGBM', got } })
}

const NUMBER = /^-?(\d+\.?\d*([eE][+-]?\d+)?|inf)$/

/** The `key=value` lines of one part of a LightGBM file: its header, or a tree. */
export class Fields {
  readonly #place: string
  readonly #fields = new Map<string, { readonly text: string; readonly line: number }>()

  /** @param place how an error names this part */
  constructor(place: string) {
    this.#place = place
  }

  /** @param line 1-based number of the line in the file */
  add(text: string, line: number): void {
    const end = text.indexOf('=')
    const [key, value] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)]
    if (this.#fields.has(key)) throw lightgbmRefusal(`line ${line} says ${short(key)} again`)
    this.#fields.set(key, { text: value, line })
  }

  has(key: string): boolean {
    return this.#fields.has(key)
  }

  text(key: string): string {
    const field = this.#fields.get(key)
    if (field === undefined) throw lightgbmRefusal(`${this.#place} does not say ${key}`)
    return field.text
  }

  /** Words between single spaces. */
  words(key: string): string[] {
    const text = this.text(key)
    return text === '' ? [] : text.trimEnd().split(' ')
  }

  integer(key: string, least: number, most: number): number {
    return this.integers(key, 1, least, most)[0]
  }

  integers(key: string, length: number, least: number, most: number): number[] {
    return this.numbers(key, length, least, most).map((value) => {
      if (!Number.isInteger(value)) throw this.not(key, 'whole numbers')
      return value
    })
  }

  numbers(key: string, length: number, least = -Number.MAX_VALUE, most = Number.MAX_VALUE): number[] {
    const words = this.words(key)
    if (words.length !== length) throw this.not(key, `${length} numbers`, `${words.length} words`)
    return words.map((word) => {
      const value = NUMBER.test(word) ? Number(word.replace('inf', 'Infinity')) : NaN
      if (!(value >= least && value <= most)) {
        throw this.not(key, `numbers from ${least} to ${most}`, short(word))
      }
      return value
    })
  }

  /** The error of a value that is not what it must be. */
  not(key: string, expected: string, got?: string): ForetellError {
    const field = this.#fields.get(key)
    const place = field === undefined ? this.#place : `line ${field.line} (${key})`
    return lightgbmRefusal(
      `${place} has ${got ?? short(field?.text ?? 'nothing')} where ${expected} should be`,
    )
  }
}

function short(text: string): string {
  return `"${text.slice(0, 40)}"`
}
