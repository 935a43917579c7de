import type { FixedSums, Scales } from './fixed-point.js'
import type { Tree } from '../trees/tree.js'

/**
 * What trees are grown with: the rows of one fit as codes, and what is summed over them. `growth.ts` decides what is
 * split; an engine parts the rows and finds the best split of a node. There are two, which give the same trees to the
 * last bit: kernels in a team of threads (`kernel-engine.ts`), and a plain one to compare them with.
 */
export interface Engine {
  /** Nodes that can be parted at a time. */
  readonly batch: number
  /** Begins a tree. */
  start(tree: TreeStart): Root
  /** Parts the rows of nodes. @returns how many rows each one's left child has */
  part(partings: readonly Parting[]): number[]
  /**
   * The best split of each node, all of which were just begun or parted. Equal gains: the first column; of a numeric
   * column missing values left before right, and of one such scan the first that is met.
   */
  search(nodes: readonly Searched[]): (Split | undefined)[]
  /** Sums the derivatives of leaves as they were before they were rounded. */
  sums(leaves: readonly number[]): ExactSums[]
  /** The rows of a leaf, ascending. */
  rowsOf(leaf: number): Int32Array
  /** Adds the values of the tree's leaves to the scores of all rows, those included that the tree did not see. */
  add(tree: Tree, leaves: readonly number[]): void
}

export interface TreeStart {
  /** The columns it may split on, ascending. */
  readonly columns: Int32Array
  /** Which of the model's outputs it is grown for. */
  readonly output: number
  /** How often it sees each row, 0 to 255; default every row once. */
  readonly counts?: Uint8Array | undefined
}

export interface Root {
  /** Rows that the tree sees, whatever their counts. */
  readonly rows: number
  readonly sums: FixedSums
  readonly scales: Scales
}

export interface Parting {
  readonly node: number
  readonly split: Split
  readonly left: number
  readonly right: number
  /** Which child has fewer rows, as far as its share of the hessian tells. */
  readonly leftIsSmaller: boolean
  /** Whether a child of it may be searched afterwards. */
  readonly searched: boolean
}

export interface Searched {
  readonly node: number
  readonly rows: number
  readonly sums: FixedSums
  /** What both children must gain together. */
  readonly neededGain: number
  /** Bounds of its leaves' values, and its own. */
  readonly lower: number
  readonly upper: number
  readonly value: number
  /** For boundaries by chance. */
  readonly seed: number
  /** By column 1 where it may be split by it; default all of the tree's columns. */
  readonly allowed?: Uint8Array | undefined
}

/** A node parted in two by one column. */
export interface Split {
  /** Above 0: what the children's values take off the loss more than was needed, times two. */
  readonly gain: number
  readonly column: number
  /** Numeric: codes up to this go left. Category: -1. */
  readonly cut: number
  /** By code: 1 goes left, 0 goes right. */
  readonly goesLeft: Uint8Array
  readonly left: FixedSums
  /** Whether levels were sorted, so that `catL2` holds for the children. */
  readonly sorted: boolean
}

/** Sums over a leaf, each row counted as often as the tree sees it. */
export interface ExactSums {
  readonly gradient: number
  readonly hessian: number
  /** Of the rows' weights, or of the rows where they have none. */
  readonly weight: number
}
