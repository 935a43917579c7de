import type { Image } from './image.js'
import type { SideTables } from './side-tables.js'
import type { Tree } from './tree.js'

const NODE = 16

/** Sides of walked trees: which of a node's two children follows. */
export const CHILDREN = { left: 0, right: 1 }

/** The fields of a walked tree's record (`kernels/assembly/scores.ts`). */
export interface WalkedFields {
  readonly values: number
  readonly root: number
  readonly firstLeaf: number
}

/**
 * Writes a tree as nodes (`kernels/assembly/walking.ts`).
 * @param sides those of `CHILDREN`
 */
export function writeWalkedTree(image: Image, tree: Tree, sides: SideTables): WalkedFields {
  const nodes = Array.from(tree.column.keys())
  const inner = nodes.filter((node) => tree.column[node] >= 0)
  const leaves = nodes.filter((node) => tree.column[node] < 0)
  const root = image.take(NODE * nodes.length)
  const addresses = new Uint32Array(nodes.length)
  for (const [place, node] of [...inner, ...leaves].entries()) addresses[node] = root + NODE * place
  for (const node of inner) {
    const table = sides.of(tree, node)
    image.setUint32(addresses[node], table.code)
    image.setUint32(addresses[node] + 4, table.sides)
    image.setUint32(addresses[node] + 8, addresses[tree.left[node]])
    image.setUint32(addresses[node] + 12, addresses[tree.right[node]])
  }
  for (const leaf of leaves) {
    image.setUint32(addresses[leaf] + 4, sides.allLeft)
    image.setUint32(addresses[leaf] + 8, addresses[leaf])
  }
  const values = image.numbers(leaves.map((leaf) => tree.value[leaf]))
  return { values, root, firstLeaf: root + NODE * inner.length }
}
