import { BLOCK, type ByteColumns, FLIP } from './byte-columns.js'
import type { Image } from './image.js'
import { levelSplitOf } from './sides-of-sets.js'
import type { Tree } from './tree.js'

const NODE = 16
/** A cut that no code is above. */
const NEVER = 255

/** The fields of a walked tree's record (`kernels/assembly/scores.ts`). */
export interface WalkedFields {
  readonly values: number
  readonly root: number
  readonly firstLeaf: number
}

/**
 * The sides of codes at any cut, which all numeric splits share: 0 left, 1 right.
 * @returns its address, for `writeWalkedTree`
 */
export function writeSteps(image: Image): number {
  return image.octets(Uint8Array.from({ length: 512 }, (_, i) => (i > NEVER ? 1 : 0)))
}

/** Where a signed code is to be added to find its side at a cut. */
function sidesAtCut(steps: number, cut: number): number {
  return steps + FLIP + NEVER - cut
}

/** Writes a tree as nodes (`kernels/assembly/walking.ts`). */
export function writeWalkedTree(image: Image, columns: ByteColumns, tree: Tree, steps: number): WalkedFields {
  const nodes = Array.from(tree.column.keys())
  const inner = nodes.filter((node) => tree.column[node] >= 0)
  const leaves = nodes.filter((node) => tree.column[node] < 0)
  const root = image.take(NODE * nodes.length)
  const addresses = new Uint32Array(nodes.length)
  for (const [place, node] of [...inner, ...leaves].entries()) addresses[node] = root + NODE * place
  for (const node of inner) {
    const { byteColumn, sides } = comparisonOf(image, columns, tree, node, steps)
    image.setUint32(addresses[node], byteColumn * BLOCK)
    image.setUint32(addresses[node] + 4, sides)
    image.setUint32(addresses[node] + 8, addresses[tree.left[node]])
    image.setUint32(addresses[node] + 12, addresses[tree.right[node]])
  }
  for (const leaf of leaves) {
    image.setUint32(addresses[leaf] + 4, sidesAtCut(steps, NEVER))
    image.setUint32(addresses[leaf] + 8, addresses[leaf])
  }
  const values = image.numbers(leaves.map((leaf) => tree.value[leaf]))
  return { values, root, firstLeaf: root + NODE * inner.length }
}

/** The byte column that a node asks for, and where a signed code is to be added to find its side. */
function comparisonOf(
  image: Image,
  columns: ByteColumns,
  tree: Tree,
  node: number,
  steps: number,
): { byteColumn: number; sides: number } {
  const split = columns.splitOf(tree, node)
  if (split !== undefined) {
    return { byteColumn: split.byteColumn, sides: sidesAtCut(steps, split.cut) }
  }
  const { input, set } = levelSplitOf(tree, node)
  const sides = Uint8Array.from({ length: 256 }, (_, code) => (set[code] === 1 ? 0 : 1))
  return { byteColumn: columns.levels(input), sides: image.octets(sides) + FLIP }
}
