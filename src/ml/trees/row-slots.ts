import { isWide } from './byte-columns.js'
import { type Coding, missingCode } from './coding.js'

/** Bytes of a slot. */
export const SLOT = 8

/** Where kernels read a single row: a slot for each input that is asked for, one after the other. */
export class RowSlots {
  readonly #slots: readonly number[]
  readonly #numbers: Float64Array
  readonly #bytes: Uint8Array
  readonly #words: Uint16Array
  /** By slot: 0 for numbers, 1 for codes of one byte, 2 of two. */
  readonly #widths: Uint8Array
  readonly #missing: Int32Array

  constructor(codings: readonly Coding[], slots: readonly number[], buffer: ArrayBufferLike, source: number) {
    this.#slots = slots
    this.#numbers = new Float64Array(buffer, source, slots.length)
    this.#bytes = new Uint8Array(buffer, source, SLOT * slots.length)
    this.#words = new Uint16Array(buffer, source, (SLOT / 2) * slots.length)
    this.#widths = Uint8Array.from(slots, (input) => {
      const coding = codings[input]
      if (coding.kind === 'numeric') return 0
      return isWide(coding) ? 2 : 1
    })
    this.#missing = Int32Array.from(slots, (input) => missingCode(codings[input]))
  }

  /** @param values one an input, as `RowScorer.values` */
  fill(values: Float64Array): void {
    for (let slot = 0; slot < this.#slots.length; slot++) {
      if (this.#widths[slot] === 0) this.#numbers[slot] = values[this.#slots[slot]]
      else this.#setCode(slot, values)
    }
  }

  /** What is no code is no level that was seen: the kernel looks codes up without asking. */
  #setCode(slot: number, values: Float64Array): void {
    const value = values[this.#slots[slot]]
    const missing = this.#missing[slot]
    const code = Number.isNaN(value) ? missing : value >= 0 && value < missing ? Math.floor(value) : 0
    if (this.#widths[slot] === 1) this.#bytes[SLOT * slot] = code
    else this.#words[(SLOT / 2) * slot] = code
  }
}
