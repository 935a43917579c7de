import { BLOCK } from '../trees/byte-columns.js'
import type { Coding } from '../trees/coding.js'
import { Image } from '../trees/image.js'
import { IMAGE } from '../trees/scoring-image.js'
import { depthOf, type Tree } from '../trees/tree.js'
import { type GroupedTree, pathGroups } from './path-groups.js'
import { ShapWriter, TREE } from './shap-writer.js'

/** Bytes of tables that are held at a time. */
const TABLE_BYTES = 32_000_000
/** Bytes of room for levels at most: very deep trees over very many columns need more. */
const MOST_LEVEL_BYTES = 16_000_000
/** Splits on a path at most. */
const MOST_DEPTH = 400
const MOST_BITS = 8

/** Trees whose tables fit into memory together. */
export interface TableUnit {
  readonly first: number
  readonly end: number
  readonly bytes: number
}

/** The trees of one output as the explaining kernels read them (`kernels/assembly/contributions.ts`), at `IMAGE`. */
export interface ShapImage {
  readonly bytes: Uint8Array
  readonly inputs: number
  readonly single: boolean
  /** Inputs that have a slot, values and byte columns. */
  readonly slots: readonly number[]
  readonly columns: number
  readonly trees: number
  readonly treeCount: number
  /** Of the first trees; the others have no leaves that can be looked up. */
  readonly units: readonly TableUnit[]
  readonly tableBytes: number
  /** Tests of all masks. */
  readonly maskTests: number
  readonly testBytes: number
  readonly levelBytes: number
  /** Rows from which on tables are worth building. */
  readonly rowsForTables: number
}

/**
 * @param withTables false leaves groups of leaves out, which takes time that few rows do not give back
 * @returns nothing when the trees are too deep and too wide for the kernels
 */
export function shapImage(
  trees: readonly Tree[],
  codings: readonly Coding[],
  single: boolean,
  withTables: boolean,
): ShapImage | undefined {
  const splitting = trees.filter(({ column }) => column[0] >= 0)
  if (splitting.some((tree) => depthOf(tree) > MOST_DEPTH)) return undefined
  const image = new Image(IMAGE)
  const writer = new ShapWriter(image, codings, splitting)
  const records = image.take(TREE * splitting.length)
  // Trees with tables are counted from the front, others from the back; groups are many, and dropped once written.
  const tableBytes: number[] = []
  let others = splitting.length
  for (const tree of splitting) {
    const grouped = withTables ? groupsOf(tree) : noGroups
    const bytes = bytesOf(grouped)
    const place = bytes > 0 ? tableBytes.push(bytes) - 1 : --others
    writer.writeTree(records + TREE * place, tree, grouped)
  }
  if (writer.levelBytes > MOST_LEVEL_BYTES) return undefined
  const inputs = writer.columns.write(image)
  const maskTests = image.octets(testsOfMasks())
  const tables = image.take(0)
  const units = tableUnits(tableBytes)
  for (const { first, end } of units) writer.placeTables(first, end, tables)
  return {
    bytes: image.bytes(),
    inputs,
    single,
    slots: writer.slots,
    columns: writer.columns.count,
    trees: records,
    treeCount: splitting.length,
    units,
    tableBytes: Math.max(0, ...units.map(({ bytes }) => bytes)),
    maskTests,
    testBytes: writer.testBytes,
    levelBytes: writer.levelBytes,
    rowsForTables: rowsForTables(writer),
  }
}

const noGroups: GroupedTree = { groups: [], rest: new Uint8Array() }

/** The groups of a tree; none where their tables would not fit. */
function groupsOf(tree: Tree): GroupedTree {
  const grouped = pathGroups(tree)
  return bytesOf(grouped) > TABLE_BYTES ? noGroups : grouped
}

function bytesOf({ groups }: GroupedTree): number {
  return groups.reduce((bytes, { bits, columns }) => bytes + 2 ** bits.length * columns.length * 8, 0)
}

/** @param tableBytes of each tree */
function tableUnits(tableBytes: readonly number[]): TableUnit[] {
  const units: TableUnit[] = []
  tableBytes.forEach((bytes, i) => {
    const last = units.at(-1)
    if (last !== undefined && last.bytes + bytes <= TABLE_BYTES) {
      units[units.length - 1] = { first: last.first, end: i + 1, bytes: last.bytes + bytes }
    } else {
      units.push({ first: i, end: i + 1, bytes })
    }
  })
  return units
}

/** A step at a point and adding a looked-up value of a column cost about 9 and 4 instructions. */
const LOOK_UP_COST = 4 / 9

function rowsForTables({ saved, building, lookedUp }: ShapWriter): number {
  const gained = saved - lookedUp * LOOK_UP_COST
  return gained > 0 ? building / gained : Infinity
}

/** For each bit and each mask -1 when the mask has it. */
function testsOfMasks(): Uint8Array {
  return Uint8Array.from({ length: MOST_BITS * BLOCK }, (_, i) => {
    const [bit, mask] = [Math.floor(i / BLOCK), i % BLOCK]
    return ((mask >> bit) & 1) === 1 ? 255 : 0
  })
}
