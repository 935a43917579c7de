import type { Random } from '../../shared/random.js'
import type { Coding } from '../trees/coding.js'
import type { Tree } from '../trees/tree.js'
import { drawShare } from './drawing.js'
import type { Engine, ExactSums, Parting, Root, Searched, Split } from './engine.js'
import type { FixedSums } from './fixed-point.js'
import { gainAt, leafGain, type LeafSums, leafValue } from './leaf.js'
import { type GrownNode, treeOf } from './grown-tree.js'
import type { GrowthLimits } from './limits.js'

/** What one tree is grown from. */
export interface Growth {
  readonly engine: Engine
  readonly codings: readonly Coding[]
  readonly limits: GrowthLimits
  /** Columns this tree may split on, ascending. */
  readonly columns: readonly number[]
  readonly output: number
  readonly counts?: Uint8Array | undefined
  readonly random: Random
  /** All values are multiplied by it. */
  readonly learningRate: number
  /** What a leaf of these rows (ascending) predicts; default the minimum of the second-order loss. */
  readonly renew?: ((rows: Int32Array) => number) | undefined
}

export interface GrownTree {
  readonly tree: Tree
  /** The nodes that are leaves. */
  readonly leaves: readonly number[]
}

/** A node of the growing tree. */
interface Node extends GrownNode {
  readonly sums: FixedSums
  readonly depth: number
  /** Bounds that monotone columns above it set. */
  readonly lower: number
  readonly upper: number
  /** The penalty its value is computed with. */
  readonly l2: number
  readonly parent: number
  rows: number
  /** What it predicts if it stays a leaf, before the learning rate. */
  value: number
  split?: Split
  children?: readonly [number, number]
}

/**
 * Grows one tree on the derivatives that stand in its rows (`GrowthRows.derivatives`); a forest that writes them once
 * may grow all its trees on them, one after the other, each with other `counts`. What it says is added to the scores by
 * `Engine.add`, before the next is begun. The leaf with the largest gain is split until there are enough leaves or nothing gains (leaf-wise),
 * or all leaves of a depth before those of the next (depth-wise).
 */
export function growTree(growth: Growth): GrownTree {
  return new GrowingTree(growth).grow()
}

class GrowingTree {
  readonly #growth: Growth
  readonly #root: Root
  readonly #nodes: Node[] = []
  /** Leaves that may yet be split. */
  #open: number[] = []
  /** Depth-wise: those of the level that is being split, the best last. */
  #level: number[] = []
  readonly #seed: number

  constructor(growth: Growth) {
    this.#growth = growth
    const { engine, columns, output, counts, limits } = growth
    this.#seed = growth.random.uint32()
    this.#root = engine.start({ columns: Int32Array.from(columns), output, counts })
    const { rows, sums } = this.#root
    this.#nodes.push({
      sums,
      depth: 0,
      lower: -Infinity,
      upper: Infinity,
      l2: limits.lambdaL2,
      parent: -1,
      rows,
      value: 0,
    })
    this.#nodes[0].value = this.#valueOf(this.#nodes[0])
  }

  grow(): GrownTree {
    const { numLeaves } = this.#growth.limits
    let leaves = 1
    if (numLeaves > 1) this.#search([0])
    while (leaves < numLeaves && this.#open.length + this.#level.length > 0) {
      const chosen = this.#takeNext(numLeaves - leaves)
      leaves += chosen.length
      const children = this.#part(chosen, leaves < numLeaves)
      if (leaves < numLeaves) this.#search(children)
    }
    return this.#finish()
  }

  /** The leaves to split next, best first; equal gains: the lower node. */
  #takeNext(most: number): number[] {
    const gain = (node: number): number => this.#nodes[node].split?.gain ?? 0
    if (this.#growth.limits.growPolicy === 'leaf') {
      let best = 0
      for (let i = 1; i < this.#open.length; i++) {
        const more = gain(this.#open[i]) - gain(this.#open[best])
        if (more > 0 || (more === 0 && this.#open[i] < this.#open[best])) best = i
      }
      return this.#open.splice(best, 1)
    }
    if (this.#level.length === 0) {
      // All of them lie one level below those that were split last.
      this.#level = this.#open.sort((a, b) => gain(a) - gain(b) || b - a)
      this.#open = []
    }
    return this.#level.splice(-Math.min(most, this.#growth.engine.batch)).reverse()
  }

  /** Parts the rows of leaves and appends their children. */
  #part(chosen: readonly number[], more: boolean): number[] {
    const { engine, limits } = this.#growth
    const first = this.#nodes.length
    const partings = chosen.map((node): Parting => {
      const split = this.#splitOf(node)
      const [left, right] = this.#append(node, split)
      const deeper = limits.maxDepth <= 0 || this.#nodes[left].depth < limits.maxDepth
      const leftIsSmaller = 2 * split.left.hessian <= this.#nodes[node].sums.hessian
      return { node, split, left, right, leftIsSmaller, searched: more && deeper }
    })
    engine.part(partings).forEach((rows, i) => {
      const { node, left, right } = partings[i]
      this.#nodes[left].rows = rows
      this.#nodes[right].rows = this.#nodes[node].rows - rows
    })
    return Array.from({ length: this.#nodes.length - first }, (_, i) => first + i)
  }

  #splitOf(node: number): Split {
    const { split } = this.#nodes[node]
    if (split === undefined) throw new RangeError(`node ${node} has no split`)
    return split
  }

  #append(node: number, split: Split): readonly [number, number] {
    const { limits } = this.#growth
    const parent = this.#nodes[node]
    const l2 = limits.lambdaL2 + (split.sorted ? limits.catL2 : 0)
    const child = (sums: FixedSums): Node => {
      const { lower, upper } = parent
      const made = { sums, depth: parent.depth + 1, lower, upper, l2, parent: node, rows: 0, value: 0 }
      // The rows are not known yet, but their share of the hessian is.
      made.rows = (parent.rows * sums.hessian) / parent.sums.hessian
      made.value = this.#valueOf(made)
      return made
    }
    const left = child(split.left)
    const right = child({
      gradient: parent.sums.gradient - split.left.gradient,
      hessian: parent.sums.hessian - split.left.hessian,
    })
    const sign = limits.monotone[split.column]
    const middle = (left.value + right.value) / 2
    const [below, above] = sign > 0 ? [left, right] : [right, left]
    const bounded = (side: Node): Node => {
      if (sign === 0) return side
      return side === below
        ? { ...side, upper: Math.min(side.upper, middle) }
        : { ...side, lower: Math.max(above.lower, middle) }
    }
    const children = [this.#nodes.length, this.#nodes.length + 1] as const
    this.#nodes.push(bounded(left), bounded(right))
    parent.children = children
    return children
  }

  #search(nodes: readonly number[]): void {
    const searched = nodes.filter((node) => this.#maySplit(node)).map((node) => this.#searched(node))
    this.#growth.engine.search(searched).forEach((split, i) => {
      if (split === undefined) return
      const { node } = searched[i]
      this.#nodes[node].split = split
      this.#open.push(node)
    })
  }

  #maySplit(index: number): boolean {
    const { maxDepth, minDataInLeaf } = this.#growth.limits
    const { depth, rows, sums } = this.#nodes[index]
    const deepEnough = maxDepth > 0 && depth >= maxDepth
    return !deepEnough && rows >= 2 * Math.max(1, minDataInLeaf) && sums.hessian > 0
  }

  #searched(index: number): Searched {
    const { limits } = this.#growth
    const node = this.#nodes[index]
    const sums = this.#leafSums(node)
    // The gain that the children must exceed is that of the node's own value, without the bounds.
    const own =
      limits.maxDeltaStep > 0 || limits.pathSmooth > 0
        ? gainAt(sums, limits.lambdaL1, limits.lambdaL2, this.#valueOf(node, limits.lambdaL2, false))
        : leafGain(sums, limits.lambdaL1, limits.lambdaL2)
    return {
      node: index,
      rows: node.rows,
      sums: node.sums,
      neededGain: own + limits.minGainToSplit,
      lower: node.lower,
      upper: node.upper,
      value: node.value,
      seed: (this.#seed + Math.imul(index, 0x9e3779b1)) >>> 0,
      allowed: this.#allowed(index),
    }
  }

  /** The columns a node may be split by, where not all of the tree's may. */
  #allowed(index: number): Uint8Array | undefined {
    const { limits, codings, columns, random } = this.#growth
    if (limits.featureFractionByNode === 1 && limits.interactions.length === 0) return undefined
    const free = limits.interactions.length === 0 ? columns : this.#interacting(index)
    const allowed = new Uint8Array(codings.length)
    for (const column of drawShare(free, limits.featureFractionByNode, random)) allowed[column] = 1
    return allowed
  }

  /** The tree's columns that may stand on one path with those above a node. */
  #interacting(index: number): number[] {
    const { limits, columns } = this.#growth
    const path = this.#pathColumns(index)
    const sets = limits.interactions.filter((set) => path.every((column) => set.includes(column)))
    const together = new Set([...path, ...sets.flat()])
    return columns.filter((column) => together.has(column))
  }

  /** Columns that were asked on the way to a node. */
  #pathColumns(index: number): number[] {
    const path = new Set<number>()
    for (let node = this.#nodes[index].parent; node >= 0; node = this.#nodes[node].parent) {
      path.add(this.#splitOf(node).column)
    }
    return [...path]
  }

  #leafSums({ sums, rows }: Node): LeafSums {
    const { scales } = this.#root
    return { gradient: sums.gradient / scales.gradient, hessian: sums.hessian / scales.hessian, rows }
  }

  #valueOf(node: Node, l2 = node.l2, bounded = true, sums = this.#leafSums(node)): number {
    const parentValue = node.parent < 0 ? 0 : this.#nodes[node.parent].value
    const [lower, upper] = bounded ? [node.lower, node.upper] : [-Infinity, Infinity]
    return sums.hessian + l2 > 0 ? leafValue(sums, this.#growth.limits, l2, { lower, upper, parentValue }) : 0
  }

  #finish(): GrownTree {
    const nodes = this.#nodes
    const leaves = nodes.flatMap(({ children }, node) => (children === undefined ? [node] : []))
    const exact = this.#exactSums(leaves)
    nodes.forEach((node, index) => {
      const { gradient, hessian } = exact[index]
      node.value = this.#valueOf(node, node.l2, true, { gradient, hessian, rows: node.rows })
    })
    if (this.#growth.renew !== undefined) this.#renew(leaves, this.#growth.renew)
    return { tree: treeOf(nodes, exact, this.#growth.codings, this.#growth.learningRate), leaves }
  }

  /** The sums of every node: those of a split one are its children's. */
  #exactSums(leaves: readonly number[]): ExactSums[] {
    const exact: ExactSums[] = []
    this.#growth.engine.sums(leaves).forEach((sums, i) => (exact[leaves[i]] = sums))
    for (let node = this.#nodes.length - 1; node >= 0; node--) {
      const { children } = this.#nodes[node]
      if (children === undefined) continue
      const [left, right] = [exact[children[0]], exact[children[1]]]
      exact[node] = {
        gradient: left.gradient + right.gradient,
        hessian: left.hessian + right.hessian,
        weight: left.weight + right.weight,
      }
    }
    return exact
  }

  #renew(leaves: readonly number[], renew: (rows: Int32Array) => number): void {
    for (const leaf of leaves) {
      const node = this.#nodes[leaf]
      const value = renew(this.#growth.engine.rowsOf(leaf))
      node.value = Math.max(node.lower, Math.min(node.upper, value))
    }
  }
}
