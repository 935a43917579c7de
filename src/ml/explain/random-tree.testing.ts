import { codeCount, type Coding } from '../trees/coding.js'
import type { Tree } from '../trees/tree.js'
import type { Random } from '../../shared/random.js'

/** Three columns of numbers and one of levels, few codes each. */
export const codings: readonly Coding[] = [
  { kind: 'numeric', name: 'a', thresholds: Float64Array.of(0, 1, 2) },
  { kind: 'numeric', name: 'b', thresholds: Float64Array.of(0.5) },
  { kind: 'category', name: 'c', levels: ['x', 'y', 'z'] },
  { kind: 'numeric', name: 'd', thresholds: Float64Array.of(-1, 1) },
]

interface MutableTree {
  column: number[]
  cut: number[]
  missingLeft: number[]
  left: number[]
  right: number[]
  value: number[]
  cover: number[]
  levelSets: Uint8Array[]
}

/** A tree with splits anywhere, some of them impossible to pass, and covers that add up. */
export function randomTree(random: Random, depth: number, columns: readonly Coding[] = codings): Tree {
  const tree: MutableTree = {
    column: [],
    cut: [],
    missingLeft: [],
    left: [],
    right: [],
    value: [],
    cover: [],
    levelSets: [],
  }
  grow(tree, random, depth, columns)
  return {
    column: Int32Array.from(tree.column),
    cut: Int32Array.from(tree.cut),
    missingLeft: Uint8Array.from(tree.missingLeft),
    left: Int32Array.from(tree.left),
    right: Int32Array.from(tree.right),
    value: Float64Array.from(tree.value),
    cover: Float64Array.from(tree.cover),
    gain: new Float64Array(tree.column.length),
    levelSets: tree.levelSets,
  }
}

function grow(tree: MutableTree, random: Random, depth: number, columns: readonly Coding[]): number {
  const node = tree.column.push(-1) - 1
  tree.cut.push(0)
  tree.missingLeft.push(0)
  tree.left.push(-1)
  tree.right.push(-1)
  tree.value.push(random.normal())
  tree.cover.push(1 + random.below(20))
  if (depth === 0 || random.uniform() < 0.15) return node

  const column = random.below(columns.length)
  const coding = columns[column]
  tree.column[node] = column
  // Now and then numbers stand for categories.
  if (coding.kind === 'numeric' && random.below(8) > 0) {
    tree.cut[node] = random.below(coding.thresholds.length + 1)
    tree.missingLeft[node] = random.below(2)
  } else {
    tree.cut[node] = -tree.levelSets.push(
      Uint8Array.from({ length: codeCount(coding) }, () => random.below(2)),
    )
  }
  tree.left[node] = grow(tree, random, depth - 1, columns)
  tree.right[node] = grow(tree, random, depth - 1, columns)
  tree.cover[node] = tree.cover[tree.left[node]] + tree.cover[tree.right[node]]
  return node
}

/** A tree that asks for one column after another: left is a leaf, right asks for the next. */
export function chainTree(length: number): { chain: Tree; columns: Coding[] } {
  const size = 2 * length + 1
  const isLeaf = (node: number): boolean => node % 2 === 1 || node === size - 1
  const each = (of: (node: number) => number): number[] => Array.from({ length: size }, (_, node) => of(node))
  const chain: Tree = {
    column: Int32Array.from(each((node) => (isLeaf(node) ? -1 : node / 2))),
    cut: new Int32Array(size),
    missingLeft: new Uint8Array(size),
    left: Int32Array.from(each((node) => (isLeaf(node) ? -1 : node + 1))),
    right: Int32Array.from(each((node) => (isLeaf(node) ? -1 : node + 2))),
    value: Float64Array.from(each((node) => Math.sin(node))),
    cover: Float64Array.from(each((node) => (node % 2 === 1 ? 2 : size - node))),
    gain: new Float64Array(size),
    levelSets: [],
  }
  const columns = Array.from({ length }, (_, i): Coding => ({
    kind: 'numeric',
    name: `column ${i}`,
    thresholds: Float64Array.of(0),
  }))
  return { chain, columns }
}
