import { BLOCK, ByteColumns, FLIP } from '../trees/byte-columns.js'
import type { Coding } from '../trees/coding.js'
import type { Image } from '../trees/image.js'
import { levelSplitOf, writeLevelSplits } from '../trees/sides-of-sets.js'
import type { Tree } from '../trees/tree.js'
import type { GroupedTree, PassedSplit, PathGroup } from './path-groups.js'
import { type PathStep, treeSteps } from './path-steps.js'
import { gaussLegendre } from './quadrature.js'

/** Bytes of the records of `kernels/assembly/contributions.ts`, `mask-tables.ts` and `path-products.ts`. */
export const TREE = 40
const TEST = 16
const GROUP = 72
const CONDITION = 8
const STEP = 48
const POINT = 32
/** Flags of steps and conditions. */
const OTHERS = 1
const FIRST = 2
const LAST = 2
const KINDS = { down: 0, leaf: 1, up: 2 }
/** Rows that are walked at a time: `ROWS` of `kernels/assembly/path-products.ts`. */
const ROWS = 64
/** Bytes of the values of one column of a block. */
const VALUES = BLOCK * 8

/** A group of leaves as it was written: where its record is, and how large its table. */
interface WrittenGroup {
  readonly at: number
  readonly tableBytes: number
}

/** Writes trees for the explaining kernels. */
export class ShapWriter {
  readonly columns: ByteColumns
  /** Inputs that are asked for; the values of slot i are the i-th. */
  readonly slots: readonly number[]
  /** Room that the tests of any of the trees need, and its levels. */
  testBytes = 0
  levelBytes = 0
  /** Steps at points that tables save for a row, that building them takes, and columns looked up for a row. */
  saved = 0
  building = 0
  lookedUp = 0
  readonly #image: Image
  readonly #places: ReadonlyMap<number, number>
  readonly #rules = new Map<number, number>()
  readonly #groups: WrittenGroup[][] = []

  constructor(image: Image, codings: readonly Coding[], trees: readonly Tree[]) {
    this.#image = image
    this.columns = new ByteColumns(codings)
    this.columns.meet(trees)
    this.slots = this.columns.inputs
    this.#places = new Map(this.slots.map((input, slot) => [input, slot]))
  }

  /** Writes the record of a tree at an address. */
  writeTree(at: number, tree: Tree, { groups, rest }: GroupedTree): void {
    const image = this.#image
    const nodes = [...tree.column.keys()].filter((node) => tree.column[node] >= 0)
    const tests = new Map(nodes.map((node, test) => [node, test]))
    const testOf = (node: number): number => tests.get(node) ?? 0
    const steps = treeSteps(tree, testOf)
    const points = pointsFor(steps)
    const placeOf = (column: number): number => this.#places.get(column) ?? 0
    const records = this.#writeSteps(steps, points, placeOf)
    // Most trees are wholly in groups, or not at all.
    const left = groups.length === 0 ? steps : treeSteps(tree, testOf, rest)
    const leftRecords = groups.length === 0 ? records : this.#writeSteps(left, points, placeOf)
    this.saved += (steps.length - left.length) * points
    image.setUint32(at, this.#writeTests(tree, nodes))
    image.setUint32(at + 4, nodes.length)
    image.setUint32(at + 8, records)
    image.setUint32(at + 12, records + STEP * steps.length)
    image.setUint32(at + 16, this.#writePoints(points))
    image.setUint32(at + 20, points)
    image.setUint32(at + 24, this.#writeGroups(groups, testOf))
    image.setUint32(at + 28, groups.length)
    image.setUint32(at + 32, leftRecords)
    image.setUint32(at + 36, leftRecords + STEP * left.length)
    this.testBytes = Math.max(this.testBytes, nodes.length * BLOCK)
  }

  /** Says where the tables of some trees stand, one after the other from an address on. */
  placeTables(first: number, end: number, address: number): void {
    let table = address
    for (const { at, tableBytes } of this.#groups.slice(first, end).flat()) {
      this.#image.setUint32(at + 48, table)
      table += tableBytes
    }
  }

  #writeTests(tree: Tree, nodes: readonly number[]): number {
    const image = this.#image
    const tests = image.take(TEST * nodes.length)
    nodes.forEach((node, i) => {
      const at = tests + TEST * i
      const split = this.columns.splitOf(tree, node)
      if (split !== undefined) {
        image.setUint32(at, split.byteColumn * BLOCK)
        image.setUint32(at + 12, split.cut ^ FLIP)
        return
      }
      const { input, set } = levelSplitOf(tree, node)
      const left = { input, set: set.map((isLeft) => 1 - isLeft) }
      image.copy(writeLevelSplits(image, this.columns, [left]), at, TEST - 4)
    })
    return tests
  }

  #writeGroups(groups: readonly PathGroup[], testOf: (node: number) => number): number {
    const image = this.#image
    const records = image.take(GROUP * groups.length)
    const written = groups.map(({ bits, columns, steps }, i): WrittenGroup => {
      const at = records + GROUP * i
      const conditions = this.#writeConditions(bits, testOf)
      const points = pointsFor(steps)
      const first = this.#writeSteps(steps, points, (column) => column)
      image.setUint32(at, bits.length)
      image.setUint32(at + 4, conditions)
      image.setUint32(at + 8, conditions + CONDITION * bits.flat().length)
      image.setUint32(at + 12, columns.length)
      columns.forEach((column, place) => {
        image.setUint32(at + 16 + 4 * place, (this.#places.get(column) ?? 0) * VALUES)
      })
      image.setUint32(at + 52, first)
      image.setUint32(at + 56, first + STEP * steps.length)
      image.setUint32(at + 60, this.#writePoints(points))
      image.setUint32(at + 64, points)
      this.building += steps.length * points * 2 ** bits.length
      this.lookedUp += columns.length
      return { at, tableBytes: 2 ** bits.length * columns.length * 8 }
    })
    if (written.length > 0) this.#groups.push(written)
    return records
  }

  #writeConditions(bits: readonly (readonly PassedSplit[])[], testOf: (node: number) => number): number {
    const image = this.#image
    const address = image.take(CONDITION * bits.flat().length)
    let at = address
    bits.forEach((splits, bit) => {
      splits.forEach(({ node, right }, i) => {
        image.setUint32(at, testOf(node) * BLOCK)
        image.setUint8(at + 4, (right ? OTHERS : 0) | (i === splits.length - 1 ? LAST : 0))
        image.setUint8(at + 5, 1 << bit)
        at += CONDITION
      })
    })
    return address
  }

  #writeSteps(steps: readonly PathStep[], points: number, placeOf: (column: number) => number): number {
    const image = this.#image
    const address = image.take(STEP * steps.length)
    let levels = 1
    steps.forEach((step, i) => {
      const at = address + STEP * i
      image.setUint32(at, KINDS[step.kind])
      image.setUint32(at + 4, step.test * BLOCK)
      image.setUint32(at + 8, (step.others ? OTHERS : 0) | (step.first ? FIRST : 0))
      image.setUint32(at + 12, step.level)
      image.setUint32(at + 16, step.before)
      image.setUint32(at + 20, placeOf(step.column) * VALUES)
      image.setFloat64(at + 24, step.share)
      image.setFloat64(at + 32, step.value)
      levels = Math.max(levels, step.level + 1)
    })
    // Factors, then levels: `kernels/assembly/path-products.ts`.
    const bytes = 48 * points + levels * (128 + points * (16 + 2 * 8 * ROWS))
    this.levelBytes = Math.max(this.levelBytes, bytes)
    return address
  }

  #writePoints(count: number): number {
    const known = this.#rules.get(count)
    if (known !== undefined) return known
    const { points, weights } = gaussLegendre(count)
    const address = this.#image.take(POINT * count)
    points.forEach((t, i) => {
      ;[t, 1 - t, weights[i], 1 / (1 - t)].forEach((value, part) => {
        this.#image.setFloat64(address + POINT * i + 8 * part, value)
      })
    })
    this.#rules.set(count, address)
    return address
  }
}

/** Points that integrate products over the columns of any path: half as many as there are columns. */
function pointsFor(steps: readonly PathStep[]): number {
  let most = 1
  // How many columns there are on the path so far, level by level.
  const columns = [0]
  for (const { kind, level, before } of steps) {
    if (kind === 'up') continue
    columns[level] = columns[level - 1] + (before === 0 ? 1 : 0)
    most = Math.max(most, columns[level])
  }
  return Math.ceil(most / 2)
}
