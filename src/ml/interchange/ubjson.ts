import type { ForetellError } from '../../shared/errors.js'

/** Deeper nesting than any model has. */
const MOST_DEPTH = 100

/** How a number of each type marker is read: its bytes, and from where. */
const numbers: Readonly<Record<string, readonly [number, (view: DataView, at: number) => number]>> = {
  i: [1, (view, at) => view.getInt8(at)],
  U: [1, (view, at) => view.getUint8(at)],
  I: [2, (view, at) => view.getInt16(at)],
  l: [4, (view, at) => view.getInt32(at)],
  L: [8, (view, at) => Number(view.getBigInt64(at))],
  d: [4, (view, at) => view.getFloat32(at)],
  D: [8, (view, at) => view.getFloat64(at)],
}

/**
 * Reads UBJSON (ubjson.org) as XGBoost writes it: lengths are 64-bit, arrays may say their length and type.
 * Never more is set aside than the bytes that are left can fill.
 * @param refusal the error of the sentence that says what is wrong and at which byte
 */
export function readUbjson(bytes: Uint8Array, refusal: (got: string) => ForetellError): unknown {
  return new UbjsonReader(bytes, refusal).whole()
}

class UbjsonReader {
  readonly #view: DataView
  readonly #bytes: Uint8Array
  readonly #refusal: (got: string) => ForetellError
  readonly #text = new TextDecoder()
  #at = 0

  constructor(bytes: Uint8Array, refusal: (got: string) => ForetellError) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#refusal = refusal
  }

  whole(): unknown {
    const value = this.#value(0)
    if (this.#at < this.#bytes.length) throw this.#wrong('there is more after its end')
    return value
  }

  #value(depth: number): unknown {
    if (depth > MOST_DEPTH) throw this.#wrong('it is nested too deeply')
    const marker = this.#marker()
    switch (marker) {
      case '{':
        return this.#object(depth)
      case '[':
        return this.#array(depth)
      case 'S':
        return this.#string()
      case 'T':
        return true
      case 'F':
        return false
      case 'Z':
        return null
      default:
        return this.#number(marker)
    }
  }

  #object(depth: number): unknown {
    const entries: [string, unknown][] = []
    while (this.#peek() !== '}') entries.push([this.#string(), this.#value(depth + 1)])
    this.#at++
    return Object.fromEntries(entries)
  }

  #array(depth: number): unknown[] {
    if (this.#peek() === '$') {
      this.#at++
      const type = this.#marker()
      return Array.from({ length: this.#length(sizeOf(type)) }, () => this.#number(type))
    }
    if (this.#peek() === '#') return Array.from({ length: this.#length(1) }, () => this.#value(depth + 1))
    const items: unknown[] = []
    while (this.#peek() !== ']') items.push(this.#value(depth + 1))
    this.#at++
    return items
  }

  /** `#` and a count of items of at least so many bytes each. */
  #length(size: number): number {
    if (this.#marker() !== '#') throw this.#wrong('there is no length')
    return this.#count(size)
  }

  #count(size: number): number {
    const marker = this.#marker()
    const count = this.#number(marker)
    if (!Number.isInteger(count) || count < 0 || count * size > this.#bytes.length - this.#at) {
      throw this.#wrong(`a length of ${count} is more than there is`)
    }
    return count
  }

  #string(): string {
    const length = this.#count(1)
    this.#at += length
    return this.#text.decode(this.#bytes.subarray(this.#at - length, this.#at))
  }

  #number(marker: string): number {
    if (!Object.hasOwn(numbers, marker)) throw this.#wrong(`"${marker}" is no type`)
    const [size, read] = numbers[marker]
    if (this.#at + size > this.#bytes.length) throw this.#wrong('it ends')
    this.#at += size
    return read(this.#view, this.#at - size)
  }

  #marker(): string {
    const marker = this.#peek()
    this.#at++
    return marker
  }

  #peek(): string {
    if (this.#at >= this.#bytes.length) throw this.#wrong('it ends')
    return String.fromCharCode(this.#bytes[this.#at])
  }

  #wrong(what: string): ForetellError {
    return this.#refusal(`at byte ${this.#at} ${what}`)
  }
}

function sizeOf(marker: string): number {
  return Object.hasOwn(numbers, marker) ? numbers[marker][0] : 1
}
