import {
  type Coding,
  codeCount,
  halvingLadder,
  missingCode,
  missingRules,
  type NumericCoding,
} from './coding.js'
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
  /** Thresholds before its own. */
  readonly first: number
  /** The code of a missing value. */
  readonly missing: number
}

interface WideSet {
  readonly byteColumn: number
  readonly set: Uint8Array
}

/** Bytes of an input's record. */
const INPUT = 48

/**
 * The byte columns that the splits of some trees compare. A byte is enough for everything, since a column that is
 * asked for more gets several byte columns: one for each 254 thresholds, one for missing values on the left and one
 * for missing values on the right, and one for each set of more than 256 levels.
 */
export class ByteColumns {
  readonly #codings: readonly Coding[]
  readonly #pieces = new Map<number, Piece[]>()
  readonly #wide = new Map<number, WideSet[]>()
  readonly #stride: number
  #count = 0

  /** @param stride bytes from one byte column to the next: one for a row alone */
  constructor(codings: readonly Coding[], stride = BLOCK) {
    this.#codings = codings
    this.#stride = stride
  }

  /** How many there are so far. */
  get count(): number {
    return this.#count
  }

  /** Where a byte column begins, from the first one on. */
  offsetOf(byteColumn: number): number {
    return byteColumn * this.#stride
  }

  /** Inputs that are asked for, in order: each has a slot of the source, in this order. */
  get inputs(): number[] {
    return [...new Set([...this.#pieces.keys(), ...this.#wide.keys()])].sort((a, b) => a - b)
  }

  /** Meets every split of some trees, so that all byte columns have their numbers before any is written. */
  meet(trees: readonly Tree[]): void {
    for (const tree of trees) {
      tree.column.forEach((input, node) => {
        if (input >= 0 && this.splitOf(tree, node) === undefined) this.levels(input)
      })
    }
  }

  /** How a split is compared; nothing for one by a set of levels, for which see `levels`. */
  splitOf(tree: Tree, node: number): ByteSplit | undefined {
    const input = tree.column[node]
    const cut = tree.cut[node]
    if (cut >= 0) {
      const first = cut - (cut % PIECE_THRESHOLDS)
      const missing = tree.missingLeft[node] === 1 ? MISSING_LEFT : MISSING_RIGHT
      return { byteColumn: this.#piece(input, first, missing), cut: cut - first }
    }
    if (!isWide(this.#codings[input])) return undefined
    return { byteColumn: this.#set(input, tree.levelSets[-1 - cut]), cut: 0 }
  }

  /** The byte column of the very codes of a column of at most 256 codes. */
  levels(input: number): number {
    return this.#piece(input, 0, missingCode(this.#codings[input]))
  }

  #piece(input: number, first: number, missing: number): number {
    const pieces = this.#pieces.get(input) ?? []
    this.#pieces.set(input, pieces)
    const known = pieces.find((piece) => piece.first === first && piece.missing === missing)
    if (known !== undefined) return known.byteColumn
    return pieces[pieces.push({ byteColumn: this.#count++, first, missing }) - 1].byteColumn
  }

  #set(input: number, set: Uint8Array): number {
    const sets = this.#wide.get(input) ?? []
    this.#wide.set(input, sets)
    const known = sets.find((other) => other.set === set)
    if (known !== undefined) return known.byteColumn
    return sets[sets.push({ byteColumn: this.#count++, set }) - 1].byteColumn
  }

  /** Writes how sources become byte columns (`kernels/assembly/coding.ts`). @returns address of the inputs */
  write(image: Image): number {
    const inputs = this.inputs
    const address = image.take(INPUT * inputs.length)
    inputs.forEach((input, slot) => {
      const coding = this.#codings[input]
      const at = address + INPUT * slot
      const pieces = this.#pieces.get(input) ?? []
      const sets = this.#wide.get(input) ?? []
      if (coding.kind === 'numeric') writeLadder(image, at, coding)
      else image.setUint32(at, isWide(coding) ? WIDE : BYTES)
      image.setUint32(at + 16, missingCode(coding))
      image.setUint32(at + 20, this.#writePieces(image, pieces))
      image.setUint32(at + 24, pieces.length)
      image.setUint32(at + 28, slot)
      image.setUint32(at + 32, this.#writeSets(image, sets))
      image.setUint32(at + 36, sets.length)
    })
    return address
  }

  #writePieces(image: Image, pieces: readonly Piece[]): number {
    const list = image.take(8 * pieces.length)
    pieces.forEach((piece, i) => {
      image.setUint32(list + 8 * i, this.offsetOf(piece.byteColumn))
      image.setUint16(list + 8 * i + 4, piece.first)
      image.setUint8(list + 8 * i + 6, piece.missing ^ FLIP)
    })
    return list
  }

  #writeSets(image: Image, sets: readonly WideSet[]): number {
    return image.words(
      sets.flatMap(({ byteColumn, set }) => {
        const sides = set.map((left) => (left === 1 ? MISSING_LEFT : MISSING_RIGHT) ^ FLIP)
        return [this.offsetOf(byteColumn), image.octets(sides)]
      }),
    )
  }
}

function writeLadder(image: Image, at: number, { thresholds, missing = 'nan' }: NumericCoding): void {
  const ladder = halvingLadder(thresholds)
  image.setUint32(at, NUMBERS)
  image.setUint32(at + 4, image.numbers(ladder))
  image.setUint32(at + 8, Math.log2(ladder.length + 1))
  image.setUint32(at + 12, missingRules.indexOf(missing))
}

/** Whether the codes of a column need two bytes. */
export function isWide(coding: Coding): boolean {
  return codeCount(coding) > 256
}
