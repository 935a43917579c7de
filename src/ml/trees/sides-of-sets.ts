import { BLOCK, type ByteColumns } from './byte-columns.js'
import type { Image } from './image.js'
import type { Tree } from './tree.js'

const GROUP = 16

/** A split by a set of levels whose codes are bytes. */
export interface LevelSplit {
  readonly input: number
  readonly set: Uint8Array
}

/** The set that a node asks for. */
export function levelSplitOf(tree: Tree, node: number): LevelSplit {
  return { input: tree.column[node], set: tree.levelSets[-1 - tree.cut[node]] }
}

/** Writes what `writeSides` of `kernels/assembly/coding.ts` reads: 16 bytes a split. @returns its address */
export function writeLevelSplits(image: Image, columns: ByteColumns, splits: readonly LevelSplit[]): number {
  return image.words(
    splits.flatMap(({ input, set }) => {
      const groups = Math.ceil(set.length / GROUP)
      const sides = new Uint8Array(groups * GROUP)
      set.forEach((left, code) => (sides[code] = left === 1 ? 0 : 255))
      return [columns.levels(input) * BLOCK, image.octets(sides), groups, 0]
    }),
  )
}
