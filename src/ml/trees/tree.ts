import { type CodedRows, codeCount, type Coding, missingCode } from './coding.js'

/**
 * A decision tree over codes, its nodes in arrays. Node 0 is the root, and every child has a higher number
 * than its parent, so a walk always ends.
 */
export interface Tree {
  /** Which column an inner node asks for; -1 is a leaf. */
  readonly column: Int32Array
  /**
   * Numeric: codes up to this go left; the number of thresholds means every value that is not missing.
   * Category, and numeric where numbers stand for categories: `-1 - s`, where `levelSets[s]` goes left. Leaf: 0.
   */
  readonly cut: Int32Array
  /** With a cut that is no set: 1 when a missing value goes left. Otherwise 0: a set holds the code of missing itself. */
  readonly missingLeft: Uint8Array
  readonly left: Int32Array
  readonly right: Int32Array
  /** What a leaf adds to the prediction; what an inner node would add if it were one. */
  readonly value: Float64Array
  /** Training rows that came through, or the sum of their weights; above 0. */
  readonly cover: Float64Array
  /** What an inner node's split gained; 0 for a leaf. */
  readonly gain: Float64Array
  /** By code, 1 goes left: one set for each split that has one. */
  readonly levelSets: readonly Uint8Array[]
}

/** The leaf a row ends in. */
export function leafOf(tree: Tree, coded: CodedRows, row: number): number {
  const { column, cut, missingLeft, left, right, levelSets } = tree
  let node = 0
  while (column[node] >= 0) {
    const asked = column[node]
    const code = coded.columns[asked][row]
    const goesLeft =
      cut[node] < 0
        ? levelSets[-1 - cut[node]][code] === 1
        : code <= cut[node] || (missingLeft[node] === 1 && code === coded.missing[asked])
    node = goesLeft ? left[node] : right[node]
  }
  return node
}

/** Adds what a tree says of each row to `scores[at]`, `scores[at + 1]`, ... */
export function addTree(tree: Tree, coded: CodedRows, scores: Float64Array | Float32Array, at = 0): void {
  for (let row = 0; row < coded.rows; row++) scores[at + row] += tree.value[leafOf(tree, coded, row)]
}

/** Every code's side at an inner node that asks for this column: 1 left, 0 right. */
export function sides(tree: Tree, node: number, coding: Coding): Uint8Array {
  if (tree.cut[node] < 0) return tree.levelSets[-1 - tree.cut[node]]
  const table = new Uint8Array(codeCount(coding)).fill(1, 0, tree.cut[node] + 1)
  table[missingCode(coding)] = tree.missingLeft[node]
  return table
}

/** How many leaves a tree has. */
export function leafCount({ column }: Tree): number {
  return (column.length + 1) / 2
}

/** The mean of a tree over its own covers: what it says of a row of which nothing is known. */
export function expectationOf({ column, left, right, value, cover }: Tree): number {
  const means = Float64Array.from(value)
  // Children have higher numbers than their parents.
  for (let node = column.length - 1; node >= 0; node--) {
    if (column[node] < 0) continue
    const [one, other] = [left[node], right[node]]
    means[node] = (means[one] * cover[one] + means[other] * cover[other]) / cover[node]
  }
  return means[0]
}

/** Splits on the longest path. */
export function depthOf({ column, left, right }: Tree): number {
  const depths = new Int32Array(column.length)
  // Children have higher numbers than their parents.
  column.forEach((asked, node) => {
    if (asked >= 0) depths[left[node]] = depths[right[node]] = depths[node] + 1
  })
  return depths.reduce((most, depth) => Math.max(most, depth), 0)
}
