import { BLOCK, type ByteColumns, type ByteSplit, FLIP } from './byte-columns.js'
import type { Image } from './image.js'
import { type LevelSplit, levelSplitOf, writeLevelSplits } from './sides-of-sets.js'
import type { Tree } from './tree.js'

/** Leaves of a plane: bits of a byte. */
const PLANE = 8

interface PlaneSplit extends ByteSplit {
  /** The leaves on its left: from `begin` to before `end`, in order from left to right. */
  readonly begin: number
  readonly end: number
}

/** A tree as planes of leaves (`kernels/assembly/planes.ts`). */
interface PlaneTree {
  readonly splits: readonly PlaneSplit[]
  /** Splits by sets of levels, whose sides are written to byte columns behind all others. */
  readonly levelSplits: readonly LevelSplit[]
  readonly values: readonly number[]
}

/**
 * Writes a tree of at most 256 leaves.
 * @param sidesAt number of the first byte column that holds sides
 * @returns the fields of its record (`kernels/assembly/scores.ts`) after the output
 */
export function writePlaneTree(image: Image, columns: ByteColumns, tree: Tree, sidesAt: number): PlaneFields {
  const { splits, levelSplits, values } = planeTree(tree, columns, sidesAt)
  const planes = Math.ceil(values.length / PLANE)
  const parts = Array.from({ length: planes }, (_, i) => splitsOf(splits, planes - 1 - i))
  const first = image.take(parts.reduce((bytes, part) => bytes + 4 + 8 * part.length, 0))
  let at = first
  for (const part of parts) {
    image.setUint32(at, part.length)
    at += 4
    for (const { byteColumn, cut, left } of part) {
      image.setUint32(at, byteColumn * BLOCK)
      image.setUint8(at + 4, cut ^ FLIP)
      image.setUint8(at + 5, left)
      at += 8
    }
  }
  return {
    planes,
    values: image.numbers(values),
    first,
    sets: writeLevelSplits(image, columns, levelSplits),
    setCount: levelSplits.length,
  }
}

export interface PlaneFields {
  readonly planes: number
  readonly values: number
  readonly first: number
  readonly sets: number
  readonly setCount: number
}

/** The splits with leaves of a plane on their left, and which leaves: a bit each. */
function splitsOf(splits: readonly PlaneSplit[], plane: number): (ByteSplit & { left: number })[] {
  return splits.flatMap(({ byteColumn, cut, begin, end }) => {
    let left = 0
    for (let bit = 0; bit < PLANE; bit++) {
      const leaf = plane * PLANE + bit
      if (leaf >= begin && leaf < end) left |= 1 << bit
    }
    return left === 0 ? [] : [{ byteColumn, cut, left }]
  })
}

function planeTree(tree: Tree, columns: ByteColumns, sidesAt: number): PlaneTree {
  const splits: PlaneSplit[] = []
  const levelSplits: LevelSplit[] = []
  const values: number[] = []
  // Children are written after their parents, so that the leaves on the left of a split are known on the way back.
  const visit = (node: number): void => {
    if (tree.column[node] < 0) {
      values.push(tree.value[node])
      return
    }
    const split = columns.splitOf(tree, node) ?? sideOf(levelSplits, levelSplitOf(tree, node), sidesAt)
    const begin = values.length
    visit(tree.left[node])
    splits.push({ ...split, begin, end: values.length })
    visit(tree.right[node])
  }
  visit(0)
  return { splits, levelSplits, values }
}

function sideOf(levelSplits: LevelSplit[], split: LevelSplit, sidesAt: number): ByteSplit {
  return { byteColumn: sidesAt + levelSplits.push(split) - 1, cut: 0 }
}
