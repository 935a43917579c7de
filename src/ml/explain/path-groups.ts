import type { Tree } from '../trees/tree.js'
import { partSteps, type PathCondition, type PathStep } from './path-steps.js'

/** Bits of a mask. */
const MOST_BITS = 8

/** Leaves that lie together (`kernels/assembly/mask-tables.ts`). */
export interface PathGroup {
  /** For each bit the splits whose sides set it, all of them. */
  readonly bits: readonly (readonly PassedSplit[])[]
  /** Distinct; values are of these. */
  readonly columns: readonly number[]
  /** Its tests are bits, its columns places in `columns`. */
  readonly steps: readonly PathStep[]
}

/** A split on a path and the side that was taken. */
export interface PassedSplit {
  readonly node: number
  readonly right: boolean
}

/** A tree taken apart. */
export interface GroupedTree {
  readonly groups: readonly PathGroup[]
  /** By node 1 where leaves follow that are in no group: those with more columns on their path than a mask has bits. */
  readonly rest: Uint8Array
}

/** Takes a tree apart into groups of leaves, as large as eight bits allow. */
export function pathGroups(tree: Tree): GroupedTree {
  const inner = innerCounts(tree)
  const groups: PathGroup[] = []
  const rest = new Uint8Array(tree.column.length)
  const visit = (node: number, path: readonly PassedSplit[]): void => {
    const columns = new Set(path.map((split) => tree.column[split.node]))
    if (columns.size + inner[node] <= MOST_BITS) {
      if (path.length + inner[node] > 0) groups.push(groupOf(tree, node, path))
      return
    }
    rest[node] = 1
    if (tree.column[node] < 0) return
    const [left, right] = [tree.left[node], tree.right[node]]
    visit(left, [...path, { node, right: false }])
    visit(right, [...path, { node, right: true }])
    rest[node] = rest[left] | rest[right]
  }
  visit(0, [])
  return { groups, rest }
}

function groupOf(tree: Tree, node: number, path: readonly PassedSplit[]): PathGroup {
  const conditions = new Map<number, { share: number; splits: PassedSplit[] }>()
  for (const split of path) {
    const child = (split.right ? tree.right : tree.left)[split.node]
    const share = tree.cover[child] / tree.cover[split.node]
    const known = conditions.get(tree.column[split.node])
    if (known === undefined) conditions.set(tree.column[split.node], { share, splits: [split] })
    else {
      known.share *= share
      known.splits.push(split)
    }
  }
  const below = innerNodes(tree, node)
  const columns = [...new Set([...conditions.keys(), ...below.map((inner) => tree.column[inner])])]
  const conditionsOfPath = [...conditions].map(([column, { share }]): PathCondition => ({ column, share }))
  const steps = partSteps(
    tree,
    node,
    conditionsOfPath,
    (inner) => conditions.size + below.indexOf(inner),
    (column) => columns.indexOf(column),
  )
  return {
    bits: [
      ...[...conditions.values()].map(({ splits }) => splits),
      ...below.map((inner) => [{ node: inner, right: false }]),
    ],
    columns,
    steps,
  }
}

/** Inner nodes from a node on, itself included, in order. */
function innerNodes(tree: Tree, node: number, found: number[] = []): number[] {
  if (tree.column[node] < 0) return found
  found.push(node)
  innerNodes(tree, tree.left[node], found)
  return innerNodes(tree, tree.right[node], found)
}

/** For each node how many inner nodes there are from it on. */
function innerCounts({ column, left, right }: Tree): Int32Array {
  const counts = new Int32Array(column.length)
  // Children have higher numbers than their parents.
  for (let node = column.length - 1; node >= 0; node--) {
    if (column[node] >= 0) counts[node] = 1 + counts[left[node]] + counts[right[node]]
  }
  return counts
}
