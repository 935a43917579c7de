import type { Image } from '../trees/image.js'
import { gaussLegendre } from './quadrature.js'

const HEAD = 16
const COLUMN = 16
/** Bytes of a test behind the columns. */
const TEST = 12
/** Of the number of a pair of points. */
const PAIR = 16
/** What a column has for each pair: what it lets pass and takes, when it is met and when not. */
const FACTORS = 4

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

/** Room for what a leaf of so many columns works with: a number for each point. */
export function productBytes(columns: number): number {
  return PAIR * pairsFor(columns)
}

/**
 * Writes a leaf for `kernels/assembly/leaf-values.ts`.
 * @param at an address with room for `leafBytes`
 * @returns the address of its tests, which are left to be written
 */
export function writeLeaf(
  image: Image,
  at: number,
  value: number,
  columns: readonly RecordedColumn[],
  tests: number,
): number {
  const pairs = pairsFor(columns.length)
  const { points, weights } = evenRule(columns.length)
  image.setUint32(at, columns.length)
  image.setUint32(at + 4, pairs)
  image.setUint32(at + 8, tests)
  image.setUint32(at + 12, leafBytes(columns.length, tests))
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
    points.forEach((t, point) => {
      // As `factor` of `tree-shap.ts`; shares are above 0 and points inside (0, 1), so none is 0.
      const met = t + share * (1 - t)
      const unmet = share * (1 - t)
      const factors = [met, (1 - share) / met, unmet, -1 / (1 - t)]
      factors.forEach((factor, part) => {
        image.setFloat64(column + COLUMN + PAIR * pairs * part + 8 * point, factor)
      })
    })
  })
  return first + size * columns.length
}

function columnBytes(columns: number): number {
  return COLUMN + FACTORS * PAIR * pairsFor(columns)
}

function alignedTests(tests: number): number {
  return Math.ceil((TEST * tests) / 8) * 8
}

/** Half as many points as there are columns integrate any product of them. */
function pairsFor(columns: number): number {
  return Math.ceil(columns / 4)
}

/** Points in pairs; where there is one too many, it has no weight. */
function evenRule(columns: number): {
  readonly points: readonly number[]
  readonly weights: readonly number[]
} {
  const { points, weights } = gaussLegendre(Math.ceil(columns / 2))
  return points.length % 2 === 0
    ? { points: [...points], weights: [...weights] }
    : { points: [...points, 0.5], weights: [...weights, 0] }
}
