import { BLOCK } from '../trees/byte-columns.js'
import type { Coding } from '../trees/coding.js'
import { Image } from '../trees/image.js'
import { IMAGE } from '../trees/scoring-image.js'
import type { Tree } from '../trees/tree.js'
import { type GroupedTree, pathGroups } from './path-groups.js'
import { ShapWriter, TREE } from './shap-writer.js'

/** Bytes of tables that are held at a time. */
const TABLE_BYTES = 32_000_000
/** Bytes of room for levels at most: very deep trees over very many columns need more. */
const MOST_LEVEL_BYTES = 16_000_000
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

/** A tree with its groups of leaves; none when it is not to be looked up. */
interface Part {
  readonly tree: Tree
  readonly grouped: GroupedTree
  readonly tableBytes: number
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
  const parts = trees.filter(({ column }) => column[0] >= 0).map((tree) => partOf(tree, withTables))
  const tabled = parts.filter(({ tableBytes }) => tableBytes > 0)
  const ordered = [...tabled, ...parts.filter(({ tableBytes }) => tableBytes === 0)]
  const image = new Image(IMAGE)
  const writer = new ShapWriter(
    image,
    codings,
    parts.map(({ tree }) => tree),
  )
  const records = image.take(TREE * parts.length)
  ordered.forEach(({ tree, grouped }, i) => {
    writer.writeTree(records + TREE * i, tree, grouped)
  })
  if (writer.levelBytes > MOST_LEVEL_BYTES) return undefined
  const inputs = writer.columns.write(image)
  const maskTests = image.octets(testsOfMasks())
  const tables = image.take(0)
  const units = tableUnits(tabled)
  for (const { first, end } of units) writer.placeTables(first, end, tables)
  return {
    bytes: image.bytes(),
    inputs,
    single,
    slots: writer.slots,
    columns: writer.columns.count,
    trees: records,
    treeCount: parts.length,
    units,
    tableBytes: Math.max(0, ...units.map(({ bytes }) => bytes)),
    maskTests,
    testBytes: writer.testBytes,
    levelBytes: writer.levelBytes,
    rowsForTables: rowsForTables(writer),
  }
}

function partOf(tree: Tree, withTables: boolean): Part {
  const grouped = withTables ? pathGroups(tree) : { groups: [], rest: new Uint8Array() }
  const tableBytes = grouped.groups.reduce(
    (bytes, { bits, columns }) => bytes + 2 ** bits.length * columns.length * 8,
    0,
  )
  if (tableBytes <= TABLE_BYTES) return { tree, grouped, tableBytes }
  return { tree, grouped: { ...grouped, groups: [] }, tableBytes: 0 }
}

function tableUnits(parts: readonly Part[]): TableUnit[] {
  const units: TableUnit[] = []
  parts.forEach(({ tableBytes }, i) => {
    const last = units.at(-1)
    if (last !== undefined && last.bytes + tableBytes <= TABLE_BYTES) {
      units[units.length - 1] = { first: last.first, end: i + 1, bytes: last.bytes + tableBytes }
    } else {
      units.push({ first: i, end: i + 1, bytes: tableBytes })
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
