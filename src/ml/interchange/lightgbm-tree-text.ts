import type { NumericCoding } from '../trees/coding.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import type { Tree } from '../trees/tree.js'
import { categoriesOf, exportRefusal, type SetOfCategories } from './exported.js'
import { CATEGORICAL, DEFAULT_LEFT, MISSING_SHIFT, missingTypes } from './lightgbm-tree.js'
import { missingApart } from './missing-apart.js'
import { doubleRoundingTo } from './neighbours.js'

/** How errors call it. */
export const TEXT = 'the text of LightGBM'

/** An inner node in the terms of LightGBM. */
interface Split {
  readonly node: number
  readonly type: number
  /** Of categories: the number of their set. */
  readonly threshold: number
  readonly left: number
  readonly right: number
}

/**
 * The lines of one tree, without the last line feed.
 * @throws ForetellError `EXPORT_IMPOSSIBLE`
 */
export function lightgbmTreeText(given: Tree, ensemble: TreeEnsemble): string {
  const tree = missingApart(given, ensemble.codings, TEXT)
  const nodes = Array.from(tree.column.keys())
  const leaves = nodes.filter((node) => tree.column[node] < 0)
  const inner = nodes.filter((node) => tree.column[node] >= 0)
  const numbers = new Int32Array(nodes.length)
  leaves.forEach((node, i) => (numbers[node] = -1 - i))
  inner.forEach((node, i) => (numbers[node] = i))
  const sets: number[][] = []
  const splits = inner.map((node) => splitOf(tree, node, ensemble, sets))
  const counts = wholeCounts(tree, leaves)
  const list = (items: readonly number[]): string => items.map(numberText).join(' ')
  const bounds = sets.reduce<number[]>((all, words) => [...all, all[all.length - 1] + words.length], [0])
  return [
    `num_leaves=${leaves.length}`,
    `num_cat=${sets.length}`,
    `split_feature=${list(inner.map((node) => tree.column[node]))}`,
    `split_gain=${list(inner.map((node) => tree.gain[node]))}`,
    `threshold=${list(splits.map(({ threshold }) => threshold))}`,
    `decision_type=${list(splits.map(({ type }) => type))}`,
    `left_child=${list(splits.map(({ left }) => numbers[left]))}`,
    `right_child=${list(splits.map(({ right }) => numbers[right]))}`,
    `leaf_value=${list(leaves.map((node) => tree.value[node]))}`,
    `leaf_weight=${list(leaves.map((node) => tree.cover[node]))}`,
    `leaf_count=${list(leaves.map((node) => counts[node]))}`,
    `internal_value=${list(inner.map((node) => tree.value[node]))}`,
    `internal_weight=${list(inner.map((node) => tree.cover[node]))}`,
    `internal_count=${list(inner.map((node) => counts[node]))}`,
    ...(sets.length > 0 ? [`cat_boundaries=${list(bounds)}`, `cat_threshold=${list(sets.flat())}`] : []),
    'is_linear=0',
    'shrinkage=1',
  ].join('\n')
}

function splitOf(tree: Tree, node: number, { codings, single }: TreeEnsemble, sets: number[][]): Split {
  const coding = codings[tree.column[node]]
  const [left, right] = [tree.left[node], tree.right[node]]
  if (tree.cut[node] < 0) {
    const categories = categoriesOf(coding, tree.levelSets[-1 - tree.cut[node]])
    const { members, swapped } = membersOf(coding.name, categories)
    sets.push(wordsOf(members))
    const children = swapped ? { left: right, right: left } : { left, right }
    return { node, type: CATEGORICAL, threshold: sets.length - 1, ...children }
  }
  const { thresholds, missing = 'nan' } = coding as NumericCoding
  const threshold = tree.cut[node] < thresholds.length ? thresholds[tree.cut[node]] : Infinity
  const type =
    (tree.missingLeft[node] === 1 ? DEFAULT_LEFT : 0) | (missingTypes.indexOf(missing) << MISSING_SHIFT)
  return { node, type, threshold: single ? doubleRoundingTo(threshold) : threshold, left, right }
}

/** What is in no set goes right in LightGBM, and so do missing values: children change places where ours go left. */
function membersOf(
  name: string,
  categories: SetOfCategories | undefined,
): { members: readonly number[]; swapped: boolean } {
  if (categories === undefined) {
    throw exportRefusal(TEXT, `the sets of numbers that the splits on "${name}" part`)
  }
  const { left, right, missingLeft, negativeLeft = missingLeft, beyondLeft = missingLeft } = categories
  if (negativeLeft !== missingLeft || beyondLeft !== missingLeft) {
    throw exportRefusal(
      TEXT,
      `that numbers of "${name}" below 0 go another way than categories no split names`,
    )
  }
  return missingLeft ? { members: right, swapped: true } : { members: left, swapped: false }
}

function wordsOf(members: readonly number[]): number[] {
  const words = new Uint32Array(
    Math.floor(members.reduce((most, member) => Math.max(most, member), 0) / 32) + 1,
  )
  for (const member of members) words[member >>> 5] |= 1 << (member & 31)
  return [...words]
}

/** Contributions are weighed by these; LightGBM reads them as 32-bit numbers. */
const MOST_COUNT = 2 ** 30

/** Covers as whole numbers: as they are where they are such, otherwise in the same proportions. */
function wholeCounts({ cover, column, left, right }: Tree, leaves: readonly number[]): Float64Array {
  const areWhole = leaves.every((node) => Number.isInteger(cover[node])) && cover[0] <= MOST_COUNT
  const scale = areWhole ? 1 : MOST_COUNT / cover[0]
  const counts = cover.map((share) => Math.max(1, Math.round(share * scale)))
  for (let node = column.length - 1; node >= 0; node--) {
    if (column[node] >= 0) counts[node] = counts[left[node]] + counts[right[node]]
  }
  return counts
}

function numberText(value: number): string {
  return value === Infinity ? 'inf' : String(value)
}
