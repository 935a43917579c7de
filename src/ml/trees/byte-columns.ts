import { type Coding, codeCount, type CategoryCoding, halvingLadder, type NumericCoding } from './coding.js'
import type { Image } from './image.js'
import type { Tree } from './tree.js'

/** Rows that kernels work on together: `BLOCK` of `kernels/assembly/block.ts`. */
export const BLOCK = 256

/** Thresholds of one byte column at most: codes 0 to 254, and 255 for missing values. */
const PIECE_THRESHOLDS = 254
const MISSING_RIGHT = 255
const MISSING_LEFT = 0
/** What kernels hold of a code: with its highest bit flipped, so that signed comparison orders codes. */
export const FLIP = 0x80

const NUMBERS = 0
const BYTES = 1
const WIDE = 2

/** A split as kernels see it: a row goes right when its code in this byte column is above the cut. */
export interface ByteSplit {
  readonly byteColumn: number
  /** 0 to 254. */
  readonly cut: number
}

interface Piece {
  readonly byteColumn: number
  readonly first: number
  readonly missing: number
}

/**
 * The byte columns that the splits of some trees compare. A byte is enough for everything, since a column that is
 * asked for more gets several byte columns: one for each 254 thresholds, one for missing values on the left and one
 * for missing values on the right, and one for each set of more than 256 levels.
 */
export class ByteColumns {
  readonly #codings: readonly Coding[]
  readonly #pieces = new Map<number, Map<string, Piece>>()
  readonly #levels = new Map<number, number>()
  readonly #wide = new Map<number, { byteColumn: number; set: Uint8Array }[]>()
  #count = 0

  constructor(codings: readonly Coding[]) {
    this.#codings = codings
  }

  /** How many there are so far. */
  get count(): number {
    return this.#count
  }

  /** Inputs that are asked for, in order: each has a slot of the source, in this order. */
  get inputs(): number[] {
    const asked = [...this.#pieces.keys(), ...this.#levels.keys(), ...this.#wide.keys()]
    return asked.sort((a, b) => a - b)
  }

  /** How a split is compared; nothing for one by a set of levels, for which see `levels`. */
  splitOf(tree: Tree, node: number): ByteSplit | undefined {
    const input = tree.column[node]
    const coding = this.#codings[input]
    if (coding.kind === 'numeric') return this.#numeric(input, tree.cut[node], tree.missingLeft[node] === 1)
    return isWide(coding) ? this.#set(input, tree.levelSets[-1 - tree.cut[node]]) : undefined
  }

  /** The byte column of the codes of a category column of at most 256 codes. */
  levels(input: number): number {
    const known = this.#levels.get(input) ?? this.#count++
    this.#levels.set(input, known)
    return known
  }

  #numeric(input: number, cut: number, missingLeft: boolean): ByteSplit {
    const piece = Math.floor(cut / PIECE_THRESHOLDS)
    const first = piece * PIECE_THRESHOLDS
    const missing = missingLeft ? MISSING_LEFT : MISSING_RIGHT
    const pieces = this.#pieces.get(input) ?? new Map<string, Piece>()
    this.#pieces.set(input, pieces)
    const key = `${piece} ${missing}`
    const { byteColumn } = pieces.get(key) ?? { byteColumn: this.#count++ }
    pieces.set(key, { byteColumn, first, missing })
    return { byteColumn, cut: cut - first }
  }

  #set(input: number, set: Uint8Array): ByteSplit {
    const sets = this.#wide.get(input) ?? []
    this.#wide.set(input, sets)
    const known = sets.find((other) => other.set === set) ?? { byteColumn: this.#count++, set }
    if (!sets.includes(known)) sets.push(known)
    return { byteColumn: known.byteColumn, cut: 0 }
  }

  /** Writes how sources become byte columns (`kernels/assembly/coding.ts`). @returns address of the inputs */
  write(image: Image): number {
    const inputs = this.inputs
    const address = image.take(32 * inputs.length)
    inputs.forEach((input, slot) => {
      const coding = this.#codings[input]
      const at = address + 32 * slot
      if (coding.kind === 'numeric') this.#writeNumeric(image, at, input, coding)
      else if (isWide(coding)) this.#writeWide(image, at, input)
      else this.#writeLevels(image, at, input)
      image.setUint32(at + 28, slot)
    })
    return address
  }

  #writeNumeric(image: Image, at: number, input: number, { thresholds, missing }: NumericCoding): void {
    const ladder = halvingLadder(thresholds)
    const pieces = [...(this.#pieces.get(input) ?? new Map<string, Piece>()).values()]
    image.setUint32(at, NUMBERS)
    image.setUint32(at + 4, image.numbers(ladder))
    image.setUint32(at + 8, Math.log2(ladder.length + 1))
    image.setUint32(at + 12, missing === 'zero' ? 1 : 0)
    image.setUint32(at + 16, missing === 'none' ? thresholds.filter((cut) => cut < 0).length : 0xffff)
    const list = image.take(8 * pieces.length)
    pieces.forEach((piece, i) => {
      image.setUint32(list + 8 * i, piece.byteColumn * BLOCK)
      image.setUint16(list + 8 * i + 4, piece.first)
      image.setUint8(list + 8 * i + 6, piece.missing ^ FLIP)
    })
    image.setUint32(at + 20, list)
    image.setUint32(at + 24, pieces.length)
  }

  #writeLevels(image: Image, at: number, input: number): void {
    image.setUint32(at, BYTES)
    image.setUint32(at + 20, image.words([this.levels(input) * BLOCK, 0]))
    image.setUint32(at + 24, 1)
  }

  #writeWide(image: Image, at: number, input: number): void {
    const sets = this.#wide.get(input) ?? []
    image.setUint32(at, WIDE)
    const tables = sets.flatMap(({ byteColumn, set }) => {
      const sides = set.map((left) => (left === 1 ? MISSING_LEFT : MISSING_RIGHT) ^ FLIP)
      return [byteColumn * BLOCK, image.octets(sides)]
    })
    image.setUint32(at + 20, image.words(tables))
    image.setUint32(at + 24, sets.length)
  }
}

/** Whether the codes of a category column need two bytes. */
export function isWide(coding: CategoryCoding): boolean {
  return codeCount(coding) > 256
}
