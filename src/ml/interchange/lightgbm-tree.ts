import { type MissingRule, ZERO } from '../trees/coding.js'
import { MOST_NODES } from '../trees/ensemble-json.js'
import { type CategoryRanges, rangesOf } from './category-ranges.js'
import type { CategoryReading } from './foreign-input.js'
import type { ForeignLeaf, ForeignSplit, ForeignTree } from './foreign-tree.js'
import type { Fields } from './lightgbm-fields.js'
import { doubleBelow } from './neighbours.js'

/** Bits of a node's `decision_type`: categories or a threshold, where missing goes, and what counts as missing. */
export const CATEGORICAL = 1
export const DEFAULT_LEFT = 2
export const missingTypes: readonly MissingRule[] = ['none', 'zero', 'nan']
export const MISSING_SHIFT = 2

const MOST_INTEGER = 2 ** 31 - 1
const MOST_WORD = 2 ** 32 - 1

/** LightGBM cuts a number's fraction off, so what is above -1 is category 0 (`Tree::CategoricalDecision`). */
export const lightgbmCategories: CategoryReading = {
  categoryOf(value) {
    const category = Math.trunc(value)
    return category >= 0 && category <= MOST_INTEGER ? category + 0 : -1
  },
  edgeBelow: (category) => (category === 0 ? -1 : doubleBelow(category)),
}

/**
 * One tree of a LightGBM file.
 * @param inputs how many inputs the model has
 * @throws ForetellError `IMPORT_UNREADABLE`
 */
export function lightgbmTree(fields: Fields, inputs: number): ForeignTree {
  const leaves = fields.integer('num_leaves', 1, MOST_NODES / 2)
  if (fields.has('is_linear') && fields.integer('is_linear', 0, 1) === 1) {
    throw fields.not('is_linear', 'a tree of constant leaves')
  }
  const values = fields.numbers('leaf_value', leaves)
  const covers =
    fields.has('leaf_count') && leaves > 1 ? fields.numbers('leaf_count', leaves) : values.map(() => 0)
  const leafNodes = values.map((value, i): ForeignLeaf => ({ kind: 'leaf', value, cover: covers[i] }))
  return leaves === 1 ? leafNodes : [...splitNodes(fields, leaves - 1, inputs), ...leafNodes]
}

/** Splits come first, then the leaves: leaf `i` is node `splits + i`, which LightGBM writes as `-1 - i`. */
function splitNodes(fields: Fields, splits: number, inputs: number): ForeignSplit[] {
  const child = (index: number): number => (index >= 0 ? index : splits - 1 - index)
  const left = fields.integers('left_child', splits, -splits - 1, splits - 1)
  const right = fields.integers('right_child', splits, -splits - 1, splits - 1)
  const input = fields.integers('split_feature', splits, 0, inputs - 1)
  const thresholds = fields.numbers('threshold', splits, -Infinity, Infinity)
  const gain = fields.has('split_gain') ? fields.numbers('split_gain', splits, -Infinity, Infinity) : []
  const types = fields.has('decision_type')
    ? fields.integers('decision_type', splits, 0, CATEGORICAL + DEFAULT_LEFT + (2 << MISSING_SHIFT))
    : left.map(() => 0)
  const sets = levelSets(fields)
  return types.map((type, node): ForeignSplit => {
    const parts = {
      input: input[node],
      left: child(left[node]),
      right: child(right[node]),
      gain: gain[node] ?? 0,
    }
    if ((type & CATEGORICAL) !== 0) {
      const members = sets[thresholds[node]] as CategoryRanges | undefined
      if (members === undefined) throw fields.not('threshold', `the number of a category set at node ${node}`)
      return { kind: 'categories', ...parts, members, membersLeft: true, missingLeft: false }
    }
    return {
      kind: 'threshold',
      ...parts,
      threshold: settled(thresholds[node]),
      missing: missingTypes[type >> MISSING_SHIFT],
      missingLeft: (type & DEFAULT_LEFT) !== 0,
    }
  })
}

/** LightGBM reads numbers next to 0 as 0 before it compares, so no threshold can stand between them. */
function settled(threshold: number): number {
  if (threshold >= 0) return Math.max(threshold, ZERO)
  return threshold >= -ZERO ? doubleBelow(-ZERO) : threshold
}

/** Sets of categories, each as bits of 32-bit words. */
function levelSets(fields: Fields): CategoryRanges[] {
  const count = fields.integer('num_cat', 0, MOST_NODES)
  if (count === 0) return []
  const bounds = fields.integers('cat_boundaries', count + 1, 0, MOST_INTEGER)
  if (bounds[0] !== 0 || bounds.some((bound, i) => i > 0 && bound < bounds[i - 1])) {
    throw fields.not('cat_boundaries', 'bounds that ascend from 0')
  }
  const words = fields.integers('cat_threshold', bounds[count], 0, MOST_WORD)
  return Array.from({ length: count }, (_, set) =>
    rangesOf(membersOf(words.slice(bounds[set], bounds[set + 1]))),
  )
}

function* membersOf(words: readonly number[]): Iterable<number> {
  for (const [at, word] of words.entries()) {
    for (let bit = 0; bit < 32; bit++) if (((word >>> bit) & 1) === 1) yield 32 * at + bit
  }
}
