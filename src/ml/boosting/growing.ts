import type { BinnedRows } from './binned-rows.js'
import { missingCode } from '../trees/coding.js'
import type { Derivatives, Histogram, Histograms } from './histogram.js'
import { leafValue } from './leaf.js'
import type { BoostingParameters } from './parameters.js'
import { partition } from './partition.js'
import { type ChildSums, type Split, splitSearch } from './split.js'
import { bestSplit } from './splitting.js'
import type { Tree } from '../trees/tree.js'

/** What one tree is grown from. */
export interface Growth {
  readonly binned: BinnedRows
  readonly histograms: Histograms
  readonly derivatives: Derivatives
  /** Columns this tree may split on, ascending. */
  readonly columns: readonly number[]
  /** The rows it is grown on, ascending; reordered so that each leaf's rows stand together. */
  readonly rows: Int32Array
  /** As long as `rows`. */
  readonly scratch: Int32Array
  /** How much each row counts in `cover`; default 1 each. */
  readonly weights?: Float64Array | undefined
  readonly parameters: BoostingParameters
}

export interface GrownTree {
  /** Its values are already times the learning rate. */
  readonly tree: Tree
  /** Which of the growth's rows ended in which leaf: `rows[begin]` to `rows[end - 1]`. */
  readonly leaves: readonly { readonly node: number; readonly begin: number; readonly end: number }[]
}

/** A node of the growing tree. */
interface Node extends ChildSums {
  readonly begin: number
  readonly end: number
  readonly depth: number
  split?: Split
  children?: readonly [number, number]
}

/** A leaf that may yet be split. The histogram is kept for its children's. */
interface Candidate {
  readonly node: number
  readonly split: Split
  readonly histogram: Histogram
}

/**
 * Grows one tree: the candidate with the largest gain is split until there are enough leaves or nothing gains
 * (leaf-wise), or all candidates of a depth before those of the next (depth-wise).
 */
export function growTree(growth: Growth): GrownTree {
  const { numLeaves } = growth.parameters
  const nodes: Node[] = [rootNode(growth)]
  const candidates = new Candidates(growth, nodes)
  candidates.addRoot()
  for (let leaves = 1; leaves < numLeaves; leaves++) {
    const candidate = candidates.takeBest()
    if (candidate === undefined) break
    const children = splitNode(growth, nodes, candidate)
    candidates.addChildren(candidate.histogram, children, leaves + 1 < numLeaves)
  }
  candidates.releaseAll()
  return {
    tree: finishTree(growth, nodes),
    leaves: nodes.flatMap(({ children, begin, end }, node) =>
      children === undefined ? [{ node, begin, end }] : [],
    ),
  }
}

function rootNode({ rows, derivatives, parameters }: Growth): Node {
  let gradient = 0
  let hessian = 0
  for (const row of rows) {
    gradient += derivatives.gradients[row]
    hessian += derivatives.hessians[row]
  }
  const value = leafValue(gradient, hessian, parameters.lambdaL1, parameters.lambdaL2)
  return { begin: 0, end: rows.length, depth: 0, gradient, hessian, value }
}

/** Parts the rows of a candidate and appends its two children. */
function splitNode(growth: Growth, nodes: Node[], { node, split }: Candidate): readonly [number, number] {
  const parent = nodes[node]
  const { rows, scratch, binned } = growth
  const { begin, end } = parent
  const middle = partition(rows, begin, end, binned.columns[split.column], split.goesLeft, scratch)
  const depth = parent.depth + 1
  const children = [nodes.length, nodes.length + 1] as const
  nodes.push({ ...split.left, begin, end: middle, depth }, { ...split.right, begin: middle, end, depth })
  parent.split = split
  parent.children = children
  return children
}

/** The leaves that may yet be split, each with its best split and the histogram it was found in. */
class Candidates {
  readonly #growth: Growth
  readonly #nodes: readonly Node[]
  #open: Candidate[] = []

  constructor(growth: Growth, nodes: readonly Node[]) {
    this.#growth = growth
    this.#nodes = nodes
  }

  addRoot(): void {
    if (this.#maySplit(0)) this.#consider(0, this.#fill(0))
  }

  /**
   * Finds the children's best splits. Only the smaller child is counted; the other's histogram is what is left
   * of the parent's.
   * @param needed false when no further split will be made
   */
  addChildren(parent: Histogram, [left, right]: readonly [number, number], needed: boolean): void {
    const { histograms } = this.#growth
    if (!needed || (!this.#maySplit(left) && !this.#maySplit(right))) {
      histograms.release(parent)
      return
    }
    const rows = (node: number): number => this.#nodes[node].end - this.#nodes[node].begin
    const [smaller, other] = rows(left) <= rows(right) ? [left, right] : [right, left]
    const counted = this.#fill(smaller)
    histograms.subtract(parent, counted)
    this.#considerOrRelease(smaller, counted)
    this.#considerOrRelease(other, parent)
  }

  /** Removes the candidate to split next. Equal ones: the lower node. */
  takeBest(): Candidate | undefined {
    const depthFirst = this.#growth.parameters.growPolicy === 'depth'
    let best = 0
    for (let i = 1; i < this.#open.length; i++) {
      const [a, b] = [this.#open[i], this.#open[best]]
      const deeper = this.#nodes[a.node].depth - this.#nodes[b.node].depth
      const order = (depthFirst ? deeper : 0) || b.split.gain - a.split.gain || a.node - b.node
      if (order < 0) best = i
    }
    return this.#open.splice(best, 1)[0]
  }

  releaseAll(): void {
    for (const { histogram } of this.#open) this.#growth.histograms.release(histogram)
    this.#open = []
  }

  #maySplit(node: number): boolean {
    const { maxDepth, minDataInLeaf } = this.#growth.parameters
    const { depth, begin, end, hessian } = this.#nodes[node]
    const deepEnough = maxDepth > 0 && depth >= maxDepth
    return !deepEnough && end - begin >= 2 * Math.max(1, minDataInLeaf) && hessian > 0
  }

  #fill(node: number): Histogram {
    const { histograms, rows, derivatives, columns } = this.#growth
    return histograms.fill(rows, this.#nodes[node].begin, this.#nodes[node].end, derivatives, columns)
  }

  #considerOrRelease(node: number, histogram: Histogram): void {
    if (this.#maySplit(node)) this.#consider(node, histogram)
    else this.#growth.histograms.release(histogram)
  }

  #consider(node: number, histogram: Histogram): void {
    const { histograms, binned, columns, parameters } = this.#growth
    const { gradient, hessian, begin, end } = this.#nodes[node]
    const search = splitSearch(gradient, hessian, end - begin, parameters)
    const split = bestSplit(histogram, histograms, binned, columns, search)
    if (split === undefined) histograms.release(histogram)
    else this.#open.push({ node, split, histogram })
  }
}

function finishTree({ binned, rows, weights, parameters }: Growth, nodes: readonly Node[]): Tree {
  const levelSets: Uint8Array[] = []
  const cutOf = ({ split }: Node): number => {
    if (split === undefined) return 0
    if (split.cut >= 0) return split.cut
    return -levelSets.push(split.goesLeft)
  }
  const missingLeftOf = ({ split }: Node): number =>
    split === undefined || split.cut < 0 ? 0 : split.goesLeft[missingCode(binned.codings[split.column])]
  return {
    column: Int32Array.from(nodes, ({ split }) => split?.column ?? -1),
    cut: Int32Array.from(nodes, cutOf),
    missingLeft: Uint8Array.from(nodes, missingLeftOf),
    left: Int32Array.from(nodes, ({ children }) => children?.[0] ?? -1),
    right: Int32Array.from(nodes, ({ children }) => children?.[1] ?? -1),
    value: Float64Array.from(nodes, ({ value }) => value * parameters.learningRate),
    cover: Float64Array.from(nodes, ({ begin, end }) => coverOf(rows, begin, end, weights)),
    gain: Float64Array.from(nodes, ({ split }) => split?.gain ?? 0),
    levelSets,
  }
}

function coverOf(rows: Int32Array, begin: number, end: number, weights: Float64Array | undefined): number {
  if (weights === undefined) return end - begin
  let sum = 0
  for (let i = begin; i < end; i++) sum += weights[rows[i]]
  return sum
}
