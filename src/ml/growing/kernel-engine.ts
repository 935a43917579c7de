import type { Coding } from '../trees/coding.js'
import { sides, type Tree } from '../trees/tree.js'
import type { Engine, ExactSums, Parting, Root, Searched, Split, TreeStart } from './engine.js'
import { exactScale, type FixedSums, type Scales, scalesFor } from './fixed-point.js'
import { splitAt } from './found-split.js'
import { HistogramSlots } from './histogram-slots.js'
import { activateColumns } from './kernel-columns.js'
import { writeLimits } from './kernel-limits.js'
import type { FitMemory } from './kernel-memory.js'
import { BINS, BLOCK_ROWS, NODE_BYTES, operations, TREE_NODE_BYTES } from './kernel-plan.js'
import type { GrowthLimits } from './limits.js'

/** A child whose histogram comes out of its own rows. */
interface Counted {
  readonly node: number
  readonly accumulator: number
  /** The node whose histogram, less this one, is the sibling's. */
  readonly from?: { readonly parent: number; readonly sibling: number }
}

interface Sums {
  readonly sums: readonly [number, number, number][]
  readonly unused: readonly number[]
}

/** Grows trees by kernels (`kernels/assembly/training`), on all threads of a team. */
export class KernelEngine implements Engine {
  readonly batch: number
  readonly #memory: FitMemory
  readonly #codings: readonly Coding[]
  readonly #slots: HistogramSlots
  readonly #orders: DataView
  readonly #results: DataView
  /** By node and member: first row, number of rows. */
  readonly #ranges: Int32Array
  readonly #limits: GrowthLimits
  #counted: Counted[] = []
  #exact = { gradient: 1, hessian: 1, weight: 1 }
  #hasCounts = false
  readonly #totalWeight: number | undefined

  /** @param totalWeight of all rows, where they have weights */
  constructor(memory: FitMemory, codings: readonly Coding[], limits: GrowthLimits, totalWeight?: number) {
    this.#totalWeight = totalWeight
    this.#memory = memory
    this.#codings = codings
    this.#limits = limits
    this.batch = memory.size.batch
    this.#slots = new HistogramSlots(memory.slots)
    this.#orders = memory.view('orders')
    this.#results = memory.view('results')
    this.#ranges = memory.words(memory.at('ranges'), 2 * memory.members * (2 * memory.size.numLeaves - 1))
  }

  start({ columns, output, counts }: TreeStart): Root {
    this.#slots.clear()
    const memory = this.#memory
    const { gradients, hessians, scores } = memory.output(output)
    memory.plan('gradients', gradients)
    memory.plan('hessians', hessians)
    memory.plan('scores', scores)
    this.#hasCounts = counts !== undefined
    memory.plan('counts', counts === undefined ? 0 : memory.at('counts'))
    if (counts !== undefined) memory.bytes(memory.at('counts'), counts.length).set(counts)
    activateColumns(memory, columns)

    const scales = this.#measure(counts)
    writeLimits(memory, this.#limits, scales)
    this.#orders.setFloat32(0, scales.gradient, true)
    this.#orders.setFloat32(4, scales.hessian, true)
    memory.run(operations.startTree)
    this.#counted = [{ node: 0, accumulator: 0 }]
    return { rows: this.#rowCount(0), sums: this.#sumOfMembers(), scales }
  }

  part(partings: readonly Parting[]): number[] {
    const view = this.#orders
    view.setInt32(0, partings.length, true)
    partings.forEach(({ node, split, left, right }, i) => {
      const at = 4 + 16 * i
      view.setInt32(at, node, true)
      view.setInt32(at + 4, split.column, true)
      view.setInt32(at + 8, left, true)
      view.setInt32(at + 12, right, true)
      this.#memory.bytes(this.#memory.at('sides') + BINS * i, split.goesLeft.length).set(split.goesLeft)
    })
    this.#counted = []
    for (const parting of partings) this.#count(parting)
    const at = 4 + 16 * partings.length
    view.setInt32(at, this.#counted.length, true)
    this.#counted.forEach(({ node }, i) => view.setInt32(at + 4 + 4 * i, node, true))
    this.#memory.run(operations.partNodes)
    return partings.map(({ left }) => this.#rowCount(left))
  }

  search(nodes: readonly Searched[]): (Split | undefined)[] {
    const { sums, unused } = this.#assignSlots(new Set(nodes.map(({ node }) => node)))
    if (nodes.length === 0) return []
    const view = this.#orders
    view.setInt32(0, sums.length, true)
    view.setInt32(4, nodes.length, true)
    sums.flat().forEach((word, i) => view.setInt32(8 + 4 * i, word, true))
    const first = 8 + Math.ceil((12 * sums.length) / 8) * 8
    const lists = first + NODE_BYTES * nodes.length
    nodes.forEach((node, i) =>
      this.#writeSearch(node, first + NODE_BYTES * i, lists + this.#codings.length * i),
    )
    this.#memory.run(operations.searchNodes)
    for (const node of unused) this.#slots.release(node)
    return nodes.map(({ node }, i) => {
      const split = this.#bestFound(i)
      if (split === undefined) this.#slots.release(node)
      else this.#slots.promise(node, split.gain)
      return split
    })
  }

  sums(leaves: readonly number[]): ExactSums[] {
    const view = this.#orders
    const { gradient, hessian, weight } = this.#exact
    view.setFloat64(0, gradient, true)
    view.setFloat64(8, hessian, true)
    view.setFloat64(16, weight, true)
    view.setInt32(24, leaves.length, true)
    leaves.forEach((leaf, i) => view.setInt32(28 + 4 * i, leaf, true))
    this.#memory.run(operations.sumLeaves)
    const { members } = this.#memory
    const total = (leaf: number, part: number): number => {
      let sum = 0n
      for (let member = 0; member < members; member++) {
        sum += this.#results.getBigInt64(24 * (leaf * members + member) + 8 * part, true)
      }
      return Number(sum)
    }
    return leaves.map((_, i) => ({
      gradient: total(i, 0) / gradient,
      hessian: total(i, 1) / hessian,
      weight: total(i, 2) / weight,
    }))
  }

  rowsOf(leaf: number): Int32Array {
    const rows = new Int32Array(this.#rowCount(leaf))
    let filled = 0
    for (let member = 0; member < this.#memory.members; member++) {
      const [begin, count] = this.#range(leaf, member)
      rows.set(this.#memory.words(this.#memory.at('nodeRows') + 4 * begin, count), filled)
      filled += count
    }
    return rows.sort()
  }

  add(tree: Tree, leaves: readonly number[]): void {
    const view = this.#orders
    view.setInt32(0, leaves.length, true)
    leaves.forEach((leaf, i) => view.setInt32(4 + 4 * i, leaf, true))
    const values = Math.ceil((4 + 4 * leaves.length) / 8) * 8
    leaves.forEach((leaf, i) => view.setFloat64(values + 8 * i, tree.value[leaf], true))
    this.#memory.run(operations.addLeaves)
    const { rows, validationRows } = this.#memory.size
    if (this.#hasCounts) this.#walk(tree, 0, rows, true)
    if (validationRows > 0) this.#walk(tree, rows, rows + validationRows, false)
  }

  /** Chooses the scales of fixed point, and of exact sums, for the derivatives at hand. */
  #measure(counts: Uint8Array | undefined): Scales {
    const memory = this.#memory
    const { rows } = memory.size
    memory.run(operations.measure)
    let gradient = 0
    let hessian = 0
    for (let block = 0; block < Math.ceil(rows / BLOCK_ROWS); block++) {
      gradient += this.#results.getFloat64(16 * block, true)
      hessian += this.#results.getFloat64(16 * block + 8, true)
    }
    const seen = counts === undefined ? rows : counts.reduce((sum, count) => sum + count, 0)
    this.#exact = {
      gradient: exactScale(gradient, seen),
      hessian: exactScale(hessian, seen),
      weight: this.#totalWeight === undefined ? 1 : exactScale(255 * this.#totalWeight, 255 * rows),
    }
    return scalesFor(gradient, hessian, seen)
  }

  /** Decides which children's rows are counted: the smaller one's where the parent's histogram was kept. */
  #count({ node, left, right, leftIsSmaller, searched }: Parting): void {
    if (!searched) {
      this.#slots.release(node)
      return
    }
    const add = (counted: Omit<Counted, 'accumulator'>): void => {
      this.#counted.push({ ...counted, accumulator: this.#counted.length })
    }
    if (this.#slots.of(node) === undefined) {
      add({ node: left })
      add({ node: right })
      return
    }
    // It is at work now, and keeps its slot.
    this.#slots.promise(node, Infinity)
    const [smaller, sibling] = leftIsSmaller ? [left, right] : [right, left]
    add({ node: smaller, from: { parent: node, sibling } })
  }

  /**
   * Gives the children their slots.
   * @returns what to sum (accumulator, slot, and the parent's slot that becomes the sibling's, or -1), and which nodes'
   *   histograms nobody needs when that is done
   */
  #assignSlots(searched: ReadonlySet<number>): Sums {
    const sums: [number, number, number][] = []
    const unused: number[] = []
    for (const { node, accumulator, from } of this.#counted) {
      const siblingSearched = from !== undefined && searched.has(from.sibling)
      if (!searched.has(node) && !siblingSearched) {
        if (from !== undefined) this.#slots.release(from.parent)
        continue
      }
      const parentSlot = siblingSearched ? this.#slots.pass(from.parent, from.sibling) : -1
      if (from !== undefined && !siblingSearched) this.#slots.release(from.parent)
      sums.push([accumulator, this.#slots.take(node), parentSlot])
      if (!searched.has(node)) unused.push(node)
    }
    this.#counted = []
    return { sums, unused }
  }

  #writeSearch(node: Searched, at: number, list: number): void {
    const view = this.#orders
    view.setInt32(at, this.#slots.of(node.node) ?? -1, true)
    view.setInt32(at + 4, node.rows, true)
    view.setUint32(at + 8, node.sums.hessian, true)
    view.setInt32(at + 12, node.sums.gradient, true)
    view.setFloat64(at + 16, node.neededGain, true)
    view.setFloat64(at + 24, node.lower, true)
    view.setFloat64(at + 32, node.upper, true)
    view.setFloat64(at + 40, node.value, true)
    view.setUint32(at + 48, node.seed, true)
    const address = node.allowed === undefined ? 0 : this.#memory.at('orders') + list
    view.setUint32(at + 52, address, true)
    if (node.allowed !== undefined) this.#memory.bytes(address, node.allowed.length).set(node.allowed)
  }

  /** The best split of those that the members found in one node. */
  #bestFound(index: number): Split | undefined {
    const { members } = this.#memory
    const view = this.#results
    let best = -1
    for (let member = 0; member < members; member++) {
      const at = NODE_BYTES * (index * members + member)
      if (view.getInt32(at + 8, true) < 0) continue
      const more = best < 0 ? 1 : view.getFloat64(at, true) - view.getFloat64(best, true)
      if (more > 0 || (more === 0 && view.getInt32(at + 8, true) < view.getInt32(best + 8, true))) best = at
    }
    return best < 0 ? undefined : splitAt(view, best, this.#codings)
  }

  /** Adds a tree to the scores of rows that it was not grown on. */
  #walk(tree: Tree, begin: number, end: number, unseen: boolean): void {
    const view = this.#orders
    view.setInt32(0, begin, true)
    view.setInt32(4, end, true)
    view.setInt32(8, Number(unseen), true)
    let tables = 0
    tree.column.forEach((column, node) => {
      const at = 16 + TREE_NODE_BYTES * node
      view.setInt32(at, column, true)
      view.setInt32(at + 4, tree.left[node], true)
      view.setInt32(at + 8, tree.right[node], true)
      view.setInt32(at + 12, tables, true)
      view.setFloat64(at + 16, tree.value[node], true)
      if (column < 0) return
      const table = sides(tree, node, this.#codings[column])
      this.#memory.bytes(this.#memory.at('sides') + BINS * tables, table.length).set(table)
      tables++
    })
    this.#memory.run(operations.addTree)
  }

  #rowCount(node: number): number {
    let count = 0
    for (let member = 0; member < this.#memory.members; member++) count += this.#range(node, member)[1]
    return count
  }

  /** Where a member's rows of a node begin, and how many they are. */
  #range(node: number, member: number): readonly [number, number] {
    const at = 2 * (node * this.#memory.members + member)
    return [this.#ranges[at], this.#ranges[at + 1]]
  }

  #sumOfMembers(): FixedSums {
    let sum = 0n
    for (let member = 0; member < this.#memory.members; member++) {
      sum += this.#results.getBigInt64(8 * member, true)
    }
    return { gradient: Number(sum >> 32n), hessian: Number(sum & 0xffff_ffffn) }
  }
}
