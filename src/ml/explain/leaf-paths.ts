import type { CodedRows, Coding } from '../trees/coding.js'
import { sides, type Tree } from '../trees/tree.js'

/** What one leaf needs of one column. */
export interface Condition {
  readonly column: number
  /** By code: 1 when a row with it meets every condition of the path on this column. */
  readonly meets: Uint8Array
  /** Share of the training rows that pass, in (0, 1]. */
  readonly share: number
}

export interface LeafPath {
  readonly value: number
  readonly conditions: readonly Condition[]
}

/** Every leaf with the conditions on the way to it, those on the same column joined. */
export function leafPaths(tree: Tree, codings: readonly Coding[]): LeafPath[] {
  const paths: LeafPath[] = []
  const pending: { node: number; conditions: readonly Condition[] }[] = [{ node: 0, conditions: [] }]
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { node, conditions } = item
    const column = tree.column[node]
    if (column < 0) {
      paths.push({ value: tree.value[node], conditions })
      continue
    }
    const left = sides(tree, node, codings[column])
    for (const [child, side] of [
      [tree.left[node], 1],
      [tree.right[node], 0],
    ]) {
      const share = tree.cover[child] / tree.cover[node]
      pending.push({ node: child, conditions: narrowed(conditions, column, left, side, share) })
    }
  }
  return paths
}

/** The conditions of a path, one step further. */
function narrowed(
  conditions: readonly Condition[],
  column: number,
  left: Uint8Array,
  side: number,
  share: number,
): Condition[] {
  const before = conditions.find((condition) => condition.column === column)
  const meets = left.map((isLeft, code) =>
    isLeft === side && (before === undefined || before.meets[code] === 1) ? 1 : 0,
  )
  const joined = { column, meets, share: share * (before?.share ?? 1) }
  return [...conditions.filter((condition) => condition !== before), joined]
}

/** What rows differ in, for one leaf: which of its conditions they meet. */
export interface Combinations {
  /** By row, which combination it has. */
  readonly of: Int32Array
  /** By combination and condition, 1 when it is met. Different from each other. */
  readonly met: readonly Uint8Array[]
  /** By combination, how many rows have it. */
  readonly rows: readonly number[]
}

/** The combinations of a leaf's conditions that rows have. */
export function combinationsOf({ conditions }: LeafPath, coded: CodedRows): Combinations {
  const known = new Map<string, number>()
  const of = new Int32Array(coded.rows)
  const met: Uint8Array[] = []
  const rows: number[] = []
  const row = new Uint8Array(conditions.length)
  for (let i = 0; i < coded.rows; i++) {
    for (let j = 0; j < conditions.length; j++) {
      const { column, meets } = conditions[j]
      row[j] = meets[coded.columns[column][i]]
    }
    const key = String.fromCharCode(...row)
    const combination = known.get(key) ?? met.push(row.slice()) - 1
    known.set(key, combination)
    of[i] = combination
    rows[combination] = (rows[combination] ?? 0) + 1
  }
  return { of, met, rows }
}
