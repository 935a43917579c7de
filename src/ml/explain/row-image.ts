import { ByteColumns } from '../trees/byte-columns.js'
import type { Coding } from '../trees/coding.js'
import { Image } from '../trees/image.js'
import { IMAGE } from '../trees/scoring-image.js'
import { SideTables } from '../trees/side-tables.js'
import { depthOf, type Tree } from '../trees/tree.js'
import { leafBytes, LeafWriter } from './leaf-record.js'
import { type PassedSplit, type PathGroup, pathGroups } from './path-groups.js'
import { leavesOfGroup, leavesOfSteps, leavesOfTree, type SplitLeaf } from './split-leaves.js'

/** Bytes of all leaves that are in no table. */
const LEAF_BYTES = 8_000_000
/** Splits on a path at most. */
const MOST_DEPTH = 400
/** What a row fails. */
const FAILED = 255
/** Bits of a test's record below those that tell which code is asked. */
const CODE_SHIFT = 8
const VALUE = 8

/** Trees as the kernel of a single row reads them (`kernels/assembly/row-contributions.ts`). */
export interface RowImage {
  readonly begin: number
  readonly bytes: Uint8Array
  readonly inputs: number
  /** Inputs that have a slot and values. */
  readonly slots: readonly number[]
  /** Bytes of a row's codes. */
  readonly columns: number
  readonly groups: number
  readonly values: number
  readonly leaves: number
  readonly leafCount: number
  /** One a group; they stand before the image. */
  readonly tables: readonly RowTable[]
  /** Columns that a leaf has at most. */
  readonly mostColumns: number
}

/** A table that is still to be filled (`kernels/assembly/row-tables.ts`). */
export interface RowTable {
  readonly at: number
  /** Bytes of the values of a combination of bits. */
  readonly stride: number
  readonly bits: number
  /** Records of the leaves whose values it holds. */
  readonly leaves: Uint8Array
}

/**
 * @param most bytes that all tables may take
 * @returns nothing when the trees are too deep, or have too many leaves for which there is no table
 */
export function rowImage(
  trees: readonly Tree[],
  codings: readonly Coding[],
  most: number,
): RowImage | undefined {
  const splitting = trees.filter(({ column }) => column[0] >= 0)
  if (splitting.some((tree) => depthOf(tree) > MOST_DEPTH)) return undefined
  const { tabled, computed } = takenApart(splitting, most)
  const leafSizes = computed.map(({ leaf }) => leafBytes(leaf.conditions.length, testsOf(leaf)))
  if (sum(leafSizes) > LEAF_BYTES) return undefined

  const image = new Image(IMAGE + sum(tabled.map(({ group }) => tableBytes(group))))
  const columns = new ByteColumns(codings, 1)
  columns.meet(splitting)
  const slots = columns.inputs
  const places = new Map(slots.map((input, slot) => [input, VALUE * slot]))
  const leaves = new LeafWriter(image)
  const writer = new RowImageWriter(image, columns, leaves, (input) => places.get(input) ?? 0)
  const tables = tablesOf(tabled, leaves)
  return {
    begin: image.begin,
    inputs: columns.write(image),
    slots,
    columns: columns.count,
    groups: writer.groups(tabled, tables),
    values: writer.values(tabled),
    leaves: writer.leaves(computed, leafSizes),
    leafCount: computed.length,
    tables,
    mostColumns: Math.max(0, ...computed.map(({ leaf }) => leaf.conditions.length)),
    bytes: image.bytes(),
  }
}

interface TreeGroup {
  readonly tree: Tree
  readonly group: PathGroup
}

interface TreeLeaf {
  readonly tree: Tree
  readonly leaf: SplitLeaf
}

/** Leaves by what is done about them: looked up in groups while there is room for tables, and computed. */
function takenApart(trees: readonly Tree[], most: number): { tabled: TreeGroup[]; computed: TreeLeaf[] } {
  const tabled: TreeGroup[] = []
  const computed: TreeLeaf[] = []
  let bytes = 0
  for (const tree of trees) {
    const { groups, rest } = pathGroups(tree)
    const long = rest[0] === 1 ? leavesOfTree(tree, rest) : []
    computed.push(...long.map((leaf) => ({ tree, leaf })))
    for (const group of groups) {
      if (bytes + tableBytes(group) <= most) {
        bytes += tableBytes(group)
        tabled.push({ tree, group })
      } else computed.push(...leavesOfGroup(group).map((leaf) => ({ tree, leaf })))
    }
  }
  return {
    tabled: alikeTogether(tabled, ({ group }) => [group.columns.length, group.bits.flat().length]),
    computed: alikeTogether(computed, ({ leaf }) => [leaf.conditions.length, testsOf(leaf)]),
  }
}

/** In order of how many columns and tests there are: processors foresee how often a loop runs that ran as often before. */
function alikeTogether<One>(
  all: readonly One[],
  shapeOf: (one: One) => readonly [columns: number, tests: number],
): One[] {
  return all
    .map((one) => ({ one, shape: shapeOf(one) }))
    .sort(({ shape: a }, { shape: b }) => a[0] - b[0] || a[1] - b[1])
    .map(({ one }) => one)
}

/** Bytes that a processor fetches at a time. */
const LINE = 64

/** A table begins with a line, and no combination of bits is of two: fetching lines is what takes the most time. */
function tableBytes({ bits, columns }: PathGroup): number {
  return Math.max(LINE, strideOf(columns.length) * 2 ** bits.length)
}

/** A power of 2, and at most a line, since there are no more columns than bits. */
function strideOf(columns: number): number {
  return VALUE * 2 ** Math.ceil(Math.log2(columns))
}

/** One after the other, before the image. */
function tablesOf(groups: readonly TreeGroup[], writer: LeafWriter): RowTable[] {
  let at = IMAGE
  return groups.map(({ group }) => {
    const { bits, columns } = group
    const stride = strideOf(columns.length)
    const table = { at, stride, bits: bits.length, leaves: tableLeaves(group, writer) }
    at += tableBytes(group)
    return table
  })
}

function tableLeaves({ steps }: PathGroup, writer: LeafWriter): Uint8Array {
  const leaves = leavesOfSteps(steps)
  const image = new Image(0)
  for (const { value, columns } of leaves) {
    const recorded = columns.map(({ column, share, tests }) => ({
      share,
      place: VALUE * column,
      care: tests.reduce((bits, { test }) => bits | (1 << test), 0),
      wanted: tests.reduce((bits, { test, others }) => (others ? bits | (1 << test) : bits), 0),
    }))
    writer.write(image, image.take(leafBytes(columns.length, 0)), value, recorded, 0)
  }
  return image.bytes()
}

function testsOf({ conditions }: SplitLeaf): number {
  return sum(conditions.map(({ splits }) => splits.length))
}

/** Writes what a row goes through one after the other. */
class RowImageWriter {
  readonly #image: Image
  readonly #leaves: LeafWriter
  readonly #placeOf: (input: number) => number
  readonly #failingRight: SideTables
  readonly #failingLeft: SideTables

  /** @param placeOf where the value of an input is */
  constructor(image: Image, columns: ByteColumns, leaves: LeafWriter, placeOf: (input: number) => number) {
    this.#image = image
    this.#leaves = leaves
    this.#placeOf = placeOf
    this.#failingRight = new SideTables(image, columns, { left: 0, right: FAILED })
    this.#failingLeft = new SideTables(image, columns, { left: FAILED, right: 0 })
  }

  /** @returns the address of the groups' records */
  groups(groups: readonly TreeGroup[], tables: readonly RowTable[]): number {
    const image = this.#image
    const records = image.take(sum(groups.map(({ group }) => 8 + 8 * group.bits.flat().length)))
    let at = records
    groups.forEach(({ tree, group: { bits } }, i) => {
      image.setUint32(at, tables[i].at)
      image.setUint16(at + 4, bits.flat().length)
      image.setUint16(at + 6, Math.log2(tables[i].stride))
      at += 8
      bits.forEach((splits, bit) => {
        for (const split of splits) {
          const { code, sides } = this.#testOf(tree, split)
          image.setUint32(at, sides)
          image.setUint32(at + 4, code * 2 ** CODE_SHIFT + 2 ** bit)
          at += 8
        }
      })
    })
    return records
  }

  /** @returns the address of where the values of the groups go */
  values(groups: readonly TreeGroup[]): number {
    return this.#image.words(
      groups.flatMap(({ group: { columns } }) => [columns.length, ...columns.map(this.#placeOf)]),
    )
  }

  /** @returns the address of the leaves' records */
  leaves(leaves: readonly TreeLeaf[], sizes: readonly number[]): number {
    const image = this.#image
    const records = image.take(sum(sizes))
    let at = records
    leaves.forEach(({ tree, leaf }, i) => {
      const columns = leaf.conditions.map(({ column, share }) => {
        return { share, place: this.#placeOf(column), care: 0, wanted: 0 }
      })
      let test = this.#leaves.write(image, at, leaf.value, columns, testsOf(leaf))
      leaf.conditions.forEach(({ splits }, column) => {
        for (const split of splits) {
          const { code, sides } = this.#testOf(tree, split)
          image.setUint32(test, sides)
          image.setUint32(test + 4, code)
          image.setUint32(test + 8, column)
          test += 12
        }
      })
      at += sizes[i]
    })
    return records
  }

  #testOf(tree: Tree, { node, right }: PassedSplit): ReturnType<SideTables['of']> {
    return (right ? this.#failingLeft : this.#failingRight).of(tree, node)
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
