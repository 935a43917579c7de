import { type Coding, missingCode } from '../trees/coding.js'
import type { Tree } from '../trees/tree.js'
import type { ExactSums, Split } from './engine.js'

/** What stays of a node when its tree is grown. */
export interface GrownNode {
  /** What it predicts as a leaf, before the learning rate. */
  readonly value: number
  /** Its best split; only where there are children was it made. */
  readonly split?: Split
  readonly children?: readonly [number, number]
}

/** The nodes of a tree as arrays. @param sums of each node */
export function treeOf(
  nodes: readonly GrownNode[],
  sums: readonly ExactSums[],
  codings: readonly Coding[],
  learningRate: number,
): Tree {
  const levelSets: Uint8Array[] = []
  const splits = nodes.map(({ split, children }) => (children === undefined ? undefined : split))
  const cutOf = (split: Split | undefined): number => {
    if (split === undefined) return 0
    return split.cut >= 0 ? split.cut : -levelSets.push(split.goesLeft)
  }
  const missingLeftOf = (split: Split | undefined): number =>
    split === undefined || split.cut < 0 ? 0 : split.goesLeft[missingCode(codings[split.column])]
  return {
    column: Int32Array.from(splits, (split) => split?.column ?? -1),
    cut: Int32Array.from(splits, cutOf),
    missingLeft: Uint8Array.from(splits, missingLeftOf),
    left: Int32Array.from(nodes, ({ children }) => children?.[0] ?? -1),
    right: Int32Array.from(nodes, ({ children }) => children?.[1] ?? -1),
    value: Float64Array.from(nodes, ({ value }) => value * learningRate),
    cover: Float64Array.from(sums, ({ weight }) => weight),
    gain: Float64Array.from(splits, (split) => split?.gain ?? 0),
    levelSets,
  }
}
