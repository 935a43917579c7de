import { type ByteColumns, FLIP } from './byte-columns.js'
import type { Image } from './image.js'
import { levelSplitOf } from './sides-of-sets.js'
import type { Tree } from './tree.js'

/** A cut that no code is above. */
const NEVER = 255

/** The bytes that stand for the two sides of a split. */
export interface SideBytes {
  readonly left: number
  readonly right: number
}

/** What a split asks, and what answers it. */
export interface SideTable {
  /** Where the code is, from that of the first byte column on. */
  readonly code: number
  /** An address: the byte of the side of a signed code stands so far from it. */
  readonly sides: number
}

/** Writes tables that tell by the code of a row on which side of a split it goes. */
export class SideTables {
  readonly #image: Image
  readonly #columns: ByteColumns
  readonly #bytes: SideBytes
  /** The sides at any cut, which all numeric splits share. */
  readonly #steps: number

  constructor(image: Image, columns: ByteColumns, bytes: SideBytes) {
    this.#image = image
    this.#columns = columns
    this.#bytes = bytes
    this.#steps = image.octets(Uint8Array.from({ length: 512 }, (_, i) => this.#byteOf(i <= NEVER)))
  }

  /** The table of an inner node. */
  of(tree: Tree, node: number): SideTable {
    const split = this.#columns.splitOf(tree, node)
    if (split !== undefined) {
      return { code: this.#columns.offsetOf(split.byteColumn), sides: this.#atCut(split.cut) }
    }
    const { input, set } = levelSplitOf(tree, node)
    const sides = Uint8Array.from({ length: 256 }, (_, code) => this.#byteOf(set[code] === 1))
    return {
      code: this.#columns.offsetOf(this.#columns.levels(input)),
      sides: this.#image.octets(sides) + FLIP,
    }
  }

  /** A table that says left of every code. */
  get allLeft(): number {
    return this.#atCut(NEVER)
  }

  #atCut(cut: number): number {
    return this.#steps + FLIP + NEVER - cut
  }

  #byteOf(isLeft: boolean): number {
    return isLeft ? this.#bytes.left : this.#bytes.right
  }
}
