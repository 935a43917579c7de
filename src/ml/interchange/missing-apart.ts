import type { Coding } from '../trees/coding.js'
import type { Tree } from '../trees/tree.js'
import { categoriesOf, exportRefusal } from './exported.js'

/** More than any tree grows to that was not made to. */
const MOST_NODES = 2 ** 17

/** What the copies are taken to weigh: how many rows had no category is not known. */
const SHARE_OF_COPY = 2 ** -15

/**
 * The same tree for a format in which missing categories go where categories go that no split names. Where they go
 * another way, a split before parts them from all values and leads to a copy of what they would have come to.
 * @throws ForetellError `EXPORT_IMPOSSIBLE` when the copies are too many
 */
export function missingApart(tree: Tree, codings: readonly Coding[], format: string): Tree {
  const isApart = Array.from(
    tree.column,
    (input, node) => input >= 0 && goesApart(tree, node, codings[input]),
  )
  if (!isApart.includes(true)) return tree

  const nodes: {
    from: number
    share: number
    cut: number
    left: number
    right: number
    missingLeft: number
  }[] = []
  const levelSets: Uint8Array[] = []
  const pending: { from: number; share: number; put: (at: number) => void }[] = [
    { from: 0, share: 1, put: () => undefined },
  ]
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if (nodes.length >= MOST_NODES) throw exportRefusal(format, `a tree in fewer than ${MOST_NODES} nodes`)
    const { from, share, put } = item
    const input = tree.column[from]
    const cut = tree.cut[from]
    put(nodes.length)
    const set = cut < 0 ? Uint8Array.from(tree.levelSets[-1 - cut]) : undefined
    if (set !== undefined && isApart[from]) {
      // Above the last threshold: every number goes left.
      const before = { from, share, cut: set.length - 2, left: nodes.length + 1, right: -1, missingLeft: 0 }
      nodes.push(before)
      const missing = set.length - 1
      const ending = set[missing] === 1 ? tree.left[from] : tree.right[from]
      pending.push({ from: ending, share: SHARE_OF_COPY, put: (at) => (before.right = at) })
      set[missing] = set[missing - 1]
    }
    const node = { from, share, cut, left: -1, right: -1, missingLeft: tree.missingLeft[from] }
    nodes.push(node)
    if (input < 0) continue
    if (set !== undefined) node.cut = -levelSets.push(set)
    pending.push({ from: tree.right[from], share, put: (at) => (node.right = at) })
    pending.push({ from: tree.left[from], share, put: (at) => (node.left = at) })
  }
  const ofSource = (values: Float64Array): Float64Array =>
    Float64Array.from(nodes, ({ from }) => values[from])
  const cover = Float64Array.from(nodes, ({ from, share }) => tree.cover[from] * share)
  for (let at = nodes.length - 1; at >= 0; at--) {
    if (nodes[at].left >= 0) cover[at] = cover[nodes[at].left] + cover[nodes[at].right]
  }
  return {
    column: Int32Array.from(nodes, ({ from }) => tree.column[from]),
    cut: Int32Array.from(nodes, ({ cut }) => cut),
    missingLeft: Uint8Array.from(nodes, ({ missingLeft }) => missingLeft),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    value: ofSource(tree.value),
    gain: ofSource(tree.gain),
    cover,
    levelSets,
  }
}

/** Whether numbers that no split names go one way and missing values another. */
function goesApart(tree: Tree, node: number, coding: Coding): boolean {
  if (tree.cut[node] >= 0) return false
  const categories = categoriesOf(coding, tree.levelSets[-1 - tree.cut[node]])
  return categories?.beyondLeft !== undefined && categories.beyondLeft !== categories.missingLeft
}
