import type { Serialised } from '../serialised.js'
import { MOST_NODES } from '../trees/ensemble-json.js'
import { type CategoryRanges, rangesOf } from './category-ranges.js'
import type { CategoryReading } from './foreign-input.js'
import type { ForeignNode, ForeignTree } from './foreign-tree.js'
import { singleBelow } from './neighbours.js'

/** Categories are whole numbers below what single precision can tell apart (`src/common/categorical.h`). */
const MOST_CATEGORY = 2 ** 24 - 1

export const xgboostCategories: CategoryReading = {
  categoryOf: (value) => (value >= 0 && value <= MOST_CATEGORY ? Math.trunc(value) : -1),
  edgeBelow: singleBelow,
}

/**
 * One tree of an XGBoost model, its numbers in single precision. What is less than a split's condition goes left;
 * of categories, what is not in its set. Nodes that pruning has cut off are not reached.
 * @param weight what the tree counts (dart)
 * @throws ForetellError `IMPORT_UNREADABLE`
 */
export function xgboostTree(tree: Serialised, inputs: number, weight: number): ForeignTree {
  const size = tree.at('tree_param').at('size_leaf_vector').text()
  if (size !== '0' && size !== '1')
    throw tree.at('tree_param').at('size_leaf_vector').not('1, a single output a leaf,')
  const left = tree.at('left_children').integers({ most: MOST_NODES }, -1, MOST_NODES)
  const nodes = left.length
  if (nodes === 0) throw tree.at('left_children').not('at least one node')
  const right = tree.at('right_children').integers(nodes, -1, MOST_NODES)
  // Nodes that are cut off have no input.
  const input = tree.at('split_indices').integers(nodes, 0, 2 ** 31 - 1)
  // Nodes that split categories may have no condition.
  const condition = tree.at('split_conditions').numbersOrNaN(nodes)
  const defaultLeft = flags(tree.at('default_left'), nodes)
  const cover = tree.at('sum_hessian').numbers(nodes).map(Math.fround)
  const gain = tree.at('loss_changes').numbersOrNaN(nodes).map(Math.fround)
  const members = categorySets(tree, nodes)
  return Array.from(left, (_, node): ForeignNode => {
    const value = Math.fround(condition[node])
    if (Number.isNaN(value) && !members.has(node)) {
      throw tree.at('split_conditions').not(`a number at node ${node}`)
    }
    if (left[node] < 0) return { kind: 'leaf', value: Math.fround(value * weight), cover: cover[node] }
    if (input[node] >= inputs) throw tree.at('split_indices').not(`one of ${inputs} inputs at node ${node}`)
    const parts = {
      input: input[node],
      left: left[node],
      right: right[node],
      gain: gain[node],
      missingLeft: defaultLeft[node],
    }
    const set = members.get(node)
    return set === undefined
      ? { kind: 'threshold', ...parts, threshold: singleBelow(value), missing: 'nan' }
      : { kind: 'categories', ...parts, members: set, membersLeft: false }
  })
}

/** By node that splits categories, those that go right. */
function categorySets(tree: Serialised, nodes: number): Map<number, CategoryRanges> {
  const sets = new Map<number, CategoryRanges>()
  if (!tree.has('split_type')) return sets
  const types = tree.at('split_type').integers(nodes, 0, 1)
  const owners = tree.at('categories_nodes').integers({ most: nodes }, 0, nodes - 1)
  const begins = tree.at('categories_segments').integers(owners.length, 0, MOST_CATEGORY)
  const sizes = tree.at('categories_sizes').integers(owners.length, 0, MOST_CATEGORY)
  const categories = tree.at('categories').integers({ most: 2 ** 28 }, 0, MOST_CATEGORY)
  if (sizes.reduce((sum, size) => sum + size, 0) > categories.length) {
    throw tree.at('categories_sizes').not(`sizes that together are at most ${categories.length}`)
  }
  owners.forEach((node, i) => {
    const end = begins[i] + sizes[i]
    if (end > categories.length) throw tree.at('categories').not(`a list of at least ${end} items`)
    sets.set(node, rangesOf(categories.slice(begins[i], end).sort()))
  })
  if (types.some((type, node) => (type === 1) !== sets.has(node))) {
    throw tree.at('categories_nodes').not('the nodes that split categories')
  }
  return sets
}

/** Version 1 wrote true and false, later ones 1 and 0. */
function flags(json: Serialised, length: number): boolean[] {
  const items = json.items(length)
  if (items.length < length) throw json.not(`a list of ${length} items`)
  return items.map((item) => (item.isBoolean() ? item.boolean() : item.integer(0, 1) === 1))
}
