import type { Image } from '../trees/image.js'
import { gaussLegendre } from './quadrature.js'

const HEAD = 32
const COLUMN = 32
/** Bytes of a test behind the columns. */
const TEST = 12
/** Of the number of a pair of points. */
const PAIR = 16

/** What a leaf's record says of a column; `care` and `wanted` where the leaf is only for filling a table. */
export interface RecordedColumn {
  /** Of the training rows that meet what is asked of it, in (0, 1]. */
  readonly share: number
  /** Where the value of the column is, from that of the first one on. */
  readonly place: number
  /** Which bits say whether it is met, and what they are then. */
  readonly care: number
  readonly wanted: number
}

/** Bytes of a leaf's record. */
export function leafBytes(columns: number, tests: number): number {
  return HEAD + PAIR * pairsFor(columns) + columnBytes(columns) * columns + alignedTests(tests)
}

/** Room for what a leaf of so many columns works with: a number for each point, two words for each column. */
export function leafRoom(columns: number): number {
  return PAIR * pairsFor(columns) + 8 * (columns + 1)
}

/** Writes leaves for `kernels/assembly/leaf-values.ts`, and the rules that they share. */
export class LeafWriter {
  readonly #rulesAt: Image
  /** By how many pairs of points they have. */
  readonly #rules = new Map<number, number>()

  /** @param image where rules are written to */
  constructor(image: Image) {
    this.#rulesAt = image
  }

  /**
   * @param at an address with room for `leafBytes`
   * @returns the address of the leaf's tests, which are left to be written
   */
  write(image: Image, at: number, value: number, columns: readonly RecordedColumn[], tests: number): number {
    const pairs = pairsFor(columns.length)
    const { points, weights } = gaussLegendre(2 * pairs)
    image.setUint32(at, columns.length)
    image.setUint32(at + 4, pairs)
    image.setUint32(at + 8, tests)
    image.setUint32(at + 12, leafBytes(columns.length, tests))
    image.setUint32(at + 16, this.#ruleOf(pairs))
    weights.forEach((weight, i) => {
      image.setFloat64(at + HEAD + 8 * i, value * weight)
    })
    const first = at + HEAD + PAIR * pairs
    const size = columnBytes(columns.length)
    columns.forEach(({ share, place, care, wanted }, i) => {
      const column = first + size * i
      image.setUint32(column, place)
      image.setUint32(column + 4, care)
      image.setUint32(column + 8, wanted)
      image.setFloat64(column + 16, share)
      points.forEach((t, point) => {
        const passing = t + share * (1 - t)
        image.setFloat64(column + COLUMN + 8 * point, passing)
        image.setFloat64(column + COLUMN + PAIR * pairs + 8 * point, (1 - share) / passing)
      })
    })
    return first + size * columns.length
  }

  #ruleOf(pairs: number): number {
    const known = this.#rules.get(pairs)
    if (known !== undefined) return known
    const points = [...gaussLegendre(2 * pairs).points]
    const powers = Array.from({ length: COLUMNS_A_PAIR * pairs + 1 }, (_, power) =>
      points.map((t) => (1 - t) ** power),
    )
    const address = this.#rulesAt.numbers([...points.map((t) => -1 / (1 - t)), ...powers.flat()])
    this.#rules.set(pairs, address)
    return address
  }
}

function columnBytes(columns: number): number {
  return COLUMN + 2 * PAIR * pairsFor(columns)
}

function alignedTests(tests: number): number {
  return Math.ceil((TEST * tests) / 8) * 8
}

/** Half as many points as there are columns integrate any product of them. */
const COLUMNS_A_PAIR = 4

function pairsFor(columns: number): number {
  return Math.ceil(columns / COLUMNS_A_PAIR)
}
