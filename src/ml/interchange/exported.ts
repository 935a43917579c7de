import { ForetellError } from '../../shared/errors.js'
import type { Codes, Coding } from '../trees/coding.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import type { Link, LinkName } from '../trees/link.js'
import type { Tree } from '../trees/tree.js'
import type { TreeModel } from '../trees/tree-model.js'
import { doubleBelow, singleBelow } from './neighbours.js'

/** A model of trees; where it says no link, its scores are its predictions. */
export type ExportableModel = TreeModel & { readonly link?: Link | LinkName }

/** The error of something that a format cannot say. */
export function exportRefusal(format: string, what: string): ForetellError {
  return new ForetellError('EXPORT_IMPOSSIBLE', { values: { format, what } })
}

export function linkOf({ link = 'identity' }: ExportableModel): Link {
  return typeof link === 'string' ? { name: link, slope: 1 } : link
}

/** A tree that says 0 of every row. */
export const zeroTree: Tree = {
  column: Int32Array.of(-1),
  cut: Int32Array.of(0),
  missingLeft: Uint8Array.of(0),
  left: Int32Array.of(-1),
  right: Int32Array.of(-1),
  value: Float64Array.of(0),
  cover: Float64Array.of(1),
  gain: Float64Array.of(0),
  levelSets: [],
}

/** Inputs that at least one split asks for. */
export function usedInputs({ codings, trees }: TreeEnsemble): boolean[] {
  const used = new Set(trees.flatMap(({ column }) => [...column]))
  return codings.map((_, input) => used.has(input))
}

/**
 * Of a set of codes, the numbers that stand for them where categories are numbers: level `i` of a category column is
 * `i`, and `levels.length` any level that was never seen.
 *
 * Where a numeric column holds the numbers of categories, codes are ranges of these; those below 0 and those from
 * the highest edge on have no end and are told apart.
 */
export interface SetOfCategories {
  /** Those that go left. */
  readonly left: readonly number[]
  /** All others that have a number. */
  readonly right: readonly number[]
  readonly missingLeft: boolean
  /** Numbers below 0; undefined where they are of no category. */
  readonly negativeLeft?: boolean
  /** Numbers above all that `left` and `right` name. */
  readonly beyondLeft?: boolean
}

/** @returns undefined when a numeric column's codes are no ranges of whole numbers */
export function categoriesOf(coding: Coding, goesLeft: Codes): SetOfCategories | undefined {
  if (coding.kind === 'category') {
    const unseen = coding.levels.length
    const numbers = Array.from({ length: unseen + 1 }, (_, number) => number)
    const isLeft = (number: number): boolean => goesLeft[number === unseen ? 0 : number + 1] === 1
    return {
      left: numbers.filter(isLeft),
      right: numbers.filter((number) => !isLeft(number)),
      missingLeft: goesLeft[unseen + 1] === 1,
    }
  }
  const edges = Array.from(coding.thresholds, wholeEdge)
  const left: number[] = []
  const right: number[] = []
  let from = 0
  for (const [code, edge] of edges.entries()) {
    if (edge === undefined) {
      // Only an edge that parts nothing may stand elsewhere.
      if (goesLeft[code] !== goesLeft[code + 1]) return undefined
      continue
    }
    for (let number = from; number < edge; number++) (goesLeft[code] === 1 ? left : right).push(number)
    from = Math.max(from, edge)
    if (left.length + right.length > MOST_NUMBERS) return undefined
  }
  return {
    left,
    right,
    missingLeft: goesLeft[edges.length + 1] === 1,
    negativeLeft: goesLeft[0] === 1,
    beyondLeft: goesLeft[edges.length] === 1,
  }
}

const MOST_NUMBERS = 2 ** 20

/** The whole number that a threshold stands directly below, in either precision; -1 is that of LightGBM's 0. */
function wholeEdge(threshold: number): number | undefined {
  if (threshold === -1) return 0
  const above = Math.ceil(threshold) + 0
  return above >= 0 && (threshold === doubleBelow(above) || threshold === singleBelow(above))
    ? above
    : undefined
}
