import { ForetellError } from '../shared/errors.js'

/**
 * Reads plain data that may be anything: truncated, edited, from elsewhere. Every read says where it is, what
 * it expects, and throws `MODEL_UNREADABLE` on anything else. Only own properties are looked at.
 */
export class Serialised {
  readonly #value: unknown
  readonly #path: string
  readonly #refusal: Refusal

  /**
   * @param path where the value stands, as the error says it: `trees[3].left`
   * @param refusal the error to throw, of the sentence that says what is wrong
   */
  constructor(value: unknown, path = 'the top', refusal: Refusal = unreadable) {
    this.#value = value
    this.#path = path
    this.#refusal = refusal
  }

  /** A property of an object. */
  at(name: string): Serialised {
    const value = this.#value
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.not('an object')
    const inside = this.#path === 'the top' ? name : `${this.#path}.${name}`
    return this.#inside(
      Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined,
      inside,
    )
  }

  /** The items of a list of at most so many. */
  items(most: number): Serialised[] {
    const list = this.#list(0, most)
    return list.map((item, i) => this.#inside(item, `${this.#path}[${i}]`))
  }

  /** What a reader of a whole makes of a part, such as a model inside a model; errors name the place inside it. */
  nested<Whole>(read: (json: unknown) => Whole): Whole {
    return read(this.#value)
  }

  /** Whether an object has the property. */
  has(name: string): boolean {
    return typeof this.#value === 'object' && this.#value !== null && Object.hasOwn(this.#value, name)
  }

  isBoolean(): boolean {
    return typeof this.#value === 'boolean'
  }

  boolean(): boolean {
    if (typeof this.#value !== 'boolean') throw this.not('true or false')
    return this.#value
  }

  text(): string {
    if (typeof this.#value !== 'string') throw this.not('a text')
    return this.#value
  }

  oneOf<Choice extends string>(choices: readonly Choice[]): Choice {
    const found = choices.find((choice) => choice === this.#value)
    if (found === undefined) throw this.not(`one of ${choices.join(', ')}`)
    return found
  }

  /** A finite number in a range. */
  number(minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE): number {
    if (!isNumberIn(this.#value, minimum, maximum)) throw this.not(rangeText('a number', minimum, maximum))
    return this.#value
  }

  /** A finite number, or null, which stands for NaN. */
  numberOrNaN(): number {
    return this.#value === null ? NaN : this.number()
  }

  /** A text, a finite number, true or false. */
  scalar(): string | number | boolean {
    const value = this.#value
    if (typeof value === 'string' || typeof value === 'boolean') return value
    return this.number()
  }

  /** A whole number in a range. */
  integer(minimum: number, maximum: number): number {
    if (isNumberIn(this.#value, minimum, maximum) && Number.isInteger(this.#value)) return this.#value
    throw this.not(rangeText('a whole number', minimum, maximum))
  }

  /** A list of finite numbers in a range. */
  numbers(length: Length, minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE): Float64Array {
    const list = this.#list(...lengthRange(length))
    return Float64Array.from(list, (item, i) => {
      if (!isNumberIn(item, minimum, maximum)) {
        throw this.#inside(item, `${this.#path}[${i}]`).not(rangeText('a number', minimum, maximum))
      }
      return item
    })
  }

  /** A list of numbers of which some may be no number, which is NaN: so come null, NaN and infinities. */
  numbersOrNaN(length: Length): Float64Array {
    const list = this.#list(...lengthRange(length))
    return Float64Array.from(list, (item, i) => {
      if (item !== null && typeof item !== 'number') {
        throw this.#inside(item, `${this.#path}[${i}]`).not('a number')
      }
      return Number.isFinite(item) ? (item as number) : NaN
    })
  }

  /** A list of whole numbers in a range of 32-bit integers. */
  integers(length: Length, minimum: number, maximum: number): Int32Array {
    const list = this.#list(...lengthRange(length))
    return Int32Array.from(list, (item, i) => {
      if (!isNumberIn(item, minimum, maximum) || !Number.isInteger(item)) {
        throw this.#inside(item, `${this.#path}[${i}]`).not(rangeText('a whole number', minimum, maximum))
      }
      return item
    })
  }

  /** A list of different texts. */
  distinctTexts(most: number): string[] {
    const texts = this.items(most).map((item) => item.text())
    if (new Set(texts).size < texts.length) throw this.not('a list of different texts')
    return texts
  }

  /** The error that says what should have been here. */
  not(expected: string): ForetellError {
    return this.#refusal(`at ${this.#path} there is ${shortText(this.#value)} where ${expected} should be`)
  }

  #inside(value: unknown, path: string): Serialised {
    return new Serialised(value, path, this.#refusal)
  }

  #list(least: number, most: number): unknown[] {
    const value = this.#value
    if (!Array.isArray(value)) throw this.not('a list')
    if (value.length < least || value.length > most) {
      throw this.not(least === most ? `a list of ${least} items` : `a list of ${least} to ${most} items`)
    }
    // A list with holes would be skipped by callbacks; copying makes them undefined, which no read accepts.
    return Array.from<unknown>(value)
  }
}

/** Makes the error of what came instead of what was expected. */
export type Refusal = (got: string) => ForetellError

function unreadable(got: string): ForetellError {
  return new ForetellError('MODEL_UNREADABLE', { values: { got } })
}

/** How long a list must be: exactly so long, or at most. */
export type Length = number | { readonly most: number }

function lengthRange(length: Length): [number, number] {
  return typeof length === 'number' ? [length, length] : [0, length.most]
}

function isNumberIn(value: unknown, minimum: number, maximum: number): value is number {
  // NaN and infinities fail the comparisons.
  return typeof value === 'number' && value >= minimum && value <= maximum
}

function rangeText(what: string, minimum: number, maximum: number): string {
  return minimum === -Number.MAX_VALUE ? what : `${what} from ${minimum} to ${maximum}`
}

function shortText(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `a list of ${value.length} items`
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`
  return typeof value === 'number' || typeof value === 'boolean' || value === null
    ? String(value)
    : `a ${typeof value}`
}
