import type { CodedRows, Coding } from './coding.js'
import { codeCount, missingCode } from './coding.js'

/**
 * A decision tree over codes, its nodes in arrays. Node 0 is the root, and every child has a higher number
 * than its parent, so a walk always ends.
 */
export interface Tree {
  /** Which column an inner node asks for; -1 is a leaf. */
  readonly column: Int32Array
  /**
   * Numeric: codes up to this go left; the number of thresholds means every value that is not missing.
   * Category: which of `levelSets`. Leaf: 0.
   */
  readonly cut: Int32Array
  /** Numeric: 1 when a missing value goes left. Otherwise 0: a level set holds the code of missing itself. */
  readonly missingLeft: Uint8Array
  readonly left: Int32Array
  readonly right: Int32Array
  /** What a leaf adds to the prediction; what an inner node would add if it were one. */
  readonly value: Float64Array
  /** Training rows that came through, or the sum of their weights; above 0. */
  readonly cover: Float64Array
  /** What an inner node's split gained; 0 for a leaf. */
  readonly gain: Float64Array
  /** By code, 1 goes left: one set for each split of a category column. */
  readonly levelSets: readonly Uint8Array[]
}

/** The leaf a row ends in. */
export function leafOf(tree: Tree, codings: readonly Coding[], coded: CodedRows, row: number): number {
  let node = 0
  while (tree.column[node] >= 0) {
    const column = tree.column[node]
    node = goesLeft(tree, node, codings[column], coded.columns[column][row])
      ? tree.left[node]
      : tree.right[node]
  }
  return node
}

/** Whether a code goes left at an inner node. */
export function goesLeft(tree: Tree, node: number, coding: Coding, code: number): boolean {
  if (coding.kind === 'category') return tree.levelSets[tree.cut[node]][code] === 1
  return code === missingCode(coding) ? tree.missingLeft[node] === 1 : code <= tree.cut[node]
}

/** Every code's side at an inner node: 1 left, 0 right. */
export function sides(tree: Tree, node: number, coding: Coding): Uint8Array {
  if (coding.kind === 'category') return tree.levelSets[tree.cut[node]]
  const table = new Uint8Array(codeCount(coding)).fill(1, 0, tree.cut[node] + 1)
  table[missingCode(coding)] = tree.missingLeft[node]
  return table
}

/** Adds what a tree says of each row to `scores[at]`, `scores[at + 1]`, ... */
export function addTree(
  tree: Tree,
  codings: readonly Coding[],
  coded: CodedRows,
  scores: Float64Array,
  at = 0,
): void {
  for (let row = 0; row < coded.rows; row++) {
    scores[at + row] += tree.value[leafOf(tree, codings, coded, row)]
  }
}

export function leafCount(tree: Tree): number {
  return (tree.column.length + 1) / 2
}
