import type { CodedRows, Codes, Coding } from '../trees/coding.js'
import type { Tree } from '../trees/tree.js'
import { type Condition, type LeafPath, leafPaths } from './leaf-paths.js'
import { gaussLegendre, type Quadrature } from './quadrature.js'

/**
 * Exact path-dependent Shapley values of trees: the same numbers as Algorithm 2 of Lundberg et al., "From local
 * explanations to global understanding with explainable AI for trees" (2020), computed leaf by leaf.
 *
 * A leaf with value v is reached through conditions on columns 1..d. For column j let z_j be the share of the
 * training rows that its conditions let pass (product of cover ratios along the path) and o_j be 1 when the row
 * meets all of them, else 0. With the columns in S known, the leaf contributes v * prod(S: o) * prod(not S: z),
 * so its Shapley values are those of a product game, which have a closed form (Owen's multilinear extension,
 * 1972): phi_j = v (o_j - z_j) * integral over t in [0, 1] of prod over i != j of (o_i t + z_i (1 - t)).
 * The integrand is a polynomial of degree d - 1, which Gauss-Legendre quadrature with d / 2 points integrates
 * exactly. Nothing is subtracted or unwound, so deep trees lose no digits.
 */

/** Above so many columns on a path the values of each combination are not kept, but computed for each row. */
const TABLE_COLUMNS = 12
/** Nor with fewer rows in a block: there would be nothing to share. */
const TABLE_ROWS = 16

/** The trees of one model, taken apart into leaves. Made once, used for any number of blocks of rows. */
export class TreeShap {
  /** Mean prediction of the trees over their own covers: what is known of a row with no column known. */
  readonly baseline: number
  readonly #leaves: readonly LeafPath[]

  constructor(trees: readonly Tree[], codings: readonly Coding[]) {
    this.#leaves = trees.flatMap((tree) => leafPaths(tree, codings))
    this.baseline = this.#leaves.reduce(
      (sum, { value, conditions }) => sum + conditions.reduce((part, { share }) => part * share, value),
      0,
    )
  }

  /**
   * Adds the contributions of a block of rows.
   * @param into one array a column, at least `coded.rows` long; raw prediction units (log odds or value)
   */
  add(coded: CodedRows, into: readonly Float64Array[]): void {
    const masks = new Int32Array(coded.rows)
    for (const leaf of this.#leaves) {
      const rowsShare = coded.rows >= TABLE_ROWS && leaf.conditions.length <= TABLE_COLUMNS
      if (rowsShare) addByTable(leaf, coded, masks, into)
      else addByRow(leaf, coded, into)
    }
  }
}

/**
 * Rows differ, for one leaf, only by which conditions they meet: a bit each. The values of a combination are
 * computed when it is first met and then looked up, as most rows share a few.
 */
function addByTable(
  { value, conditions }: LeafPath,
  coded: CodedRows,
  masks: Int32Array,
  into: readonly Float64Array[],
): void {
  const size = conditions.length
  masks.fill(0)
  conditions.forEach(({ column, meets }, bit) => {
    markMet(coded.columns[column], coded.rows, meets, bit, masks)
  })

  const slots = new Int32Array(2 ** size).fill(-1)
  const table = conditions.map(() => new Float64Array(Math.min(slots.length, coded.rows)))
  const rule = gaussLegendre(Math.ceil(size / 2))
  const met = new Uint8Array(size)
  const contributions = new Float64Array(size)
  let used = 0
  for (let row = 0; row < coded.rows; row++) {
    const mask = masks[row]
    if (slots[mask] < 0) {
      for (let bit = 0; bit < size; bit++) met[bit] = (mask >>> bit) & 1
      contribute(value, conditions, met, rule, contributions)
      for (let bit = 0; bit < size; bit++) table[bit][used] = contributions[bit]
      slots[mask] = used++
    }
    masks[row] = slots[mask]
  }
  conditions.forEach(({ column }, bit) => addLookedUp(table[bit], masks, coded.rows, into[column]))
}

function markMet(codes: Codes, rows: number, meets: Uint8Array, bit: number, masks: Int32Array): void {
  for (let row = 0; row < rows; row++) masks[row] |= meets[codes[row]] << bit
}

function addLookedUp(table: Float64Array, slots: Int32Array, rows: number, into: Float64Array): void {
  for (let row = 0; row < rows; row++) into[row] += table[slots[row]]
}

function addByRow({ value, conditions }: LeafPath, coded: CodedRows, into: readonly Float64Array[]): void {
  const rule = gaussLegendre(Math.ceil(conditions.length / 2))
  const met = new Uint8Array(conditions.length)
  const contributions = new Float64Array(conditions.length)
  for (let row = 0; row < coded.rows; row++) {
    conditions.forEach(({ column, meets }, i) => (met[i] = meets[coded.columns[column][row]]))
    contribute(value, conditions, met, rule, contributions)
    conditions.forEach(({ column }, i) => (into[column][row] += contributions[i]))
  }
}

/**
 * The Shapley values of one leaf for one combination of met conditions.
 * @param into overwritten, one value a condition
 */
function contribute(
  value: number,
  conditions: readonly Condition[],
  met: Uint8Array,
  { points, weights }: Quadrature,
  into: Float64Array,
): void {
  into.fill(0)
  for (let q = 0; q < points.length; q++) {
    let product = value * weights[q]
    for (let i = 0; i < conditions.length; i++) {
      product *= factor(conditions[i].share, met[i], points[q])
    }
    // Shares are above 0 and points inside (0, 1), so no factor is 0.
    for (let j = 0; j < conditions.length; j++) {
      const { share } = conditions[j]
      into[j] += ((met[j] - share) * product) / factor(share, met[j], points[q])
    }
  }
}

function factor(share: number, met: number, t: number): number {
  return met * t + share * (1 - t)
}
