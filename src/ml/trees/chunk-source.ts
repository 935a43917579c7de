import { columnsOf } from '../frame-check.js'
import type { Column, Frame } from '../frame.js'
import { BLOCK, isWide } from './byte-columns.js'
import { type Coding, levelCodes, missingCode } from './coding.js'

/** Bytes of a row in a slot. */
export const SLOT_ROW = 8

type Filler = (buffer: ArrayBufferLike, address: number, begin: number, end: number) => void

/**
 * Copies rows of a frame to where kernels read them: a slot of 8 bytes a row for each input that a model asks for.
 * Numbers stay as they are; levels become codes of one byte, or of two where there are more than 256.
 */
export class ChunkSource {
  readonly #fillers: readonly Filler[]

  /**
   * @param slots which input has which slot
   * @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND`
   */
  constructor(codings: readonly Coding[], slots: readonly number[], frame: Frame) {
    const columns = columnsOf(codings, frame)
    this.#fillers = slots.map((input) => fillerOf(codings[input], columns[input]))
  }

  /** The rows [`begin`, `end`) to slots of `slotBytes` each from an address on. */
  fill(buffer: ArrayBufferLike, address: number, slotBytes: number, begin: number, end: number): void {
    this.#fillers.forEach((fill, slot) => {
      fill(buffer, address + slot * slotBytes, begin, end)
    })
  }
}

function fillerOf(coding: Coding, column: Column): Filler {
  if (column.kind === 'numeric') {
    const { values } = column
    return (buffer, address, begin, end) => {
      new Float64Array(buffer, address, end - begin).set(values.subarray(begin, end))
    }
  }
  if (coding.kind !== 'category') throw new TypeError(`${coding.name} is not a category column`)
  const codeOf = levelCodes(coding, column)
  const missing = missingCode(coding)
  const { codes } = column
  const wide = isWide(coding)
  return (buffer, address, begin, end) => {
    const rows = end - begin
    const length = Math.ceil(rows / BLOCK) * BLOCK
    // Kernels work on whole blocks and look codes up: what follows the last row must be codes, too.
    const slot = wide ? new Uint16Array(buffer, address, length) : new Uint8Array(buffer, address, length)
    for (let row = 0; row < rows; row++) {
      const level = codes[begin + row]
      slot[row] = level < 0 ? missing : codeOf[level]
    }
    slot.fill(0, rows)
  }
}
