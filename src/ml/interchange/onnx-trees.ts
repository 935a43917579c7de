import type { NumericCoding } from '../trees/coding.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import type { Tree } from '../trees/tree.js'
import { categoriesOf, exportRefusal } from './exported.js'
import type { Attribute } from './onnx-graph.js'
import { singleAtMost } from './neighbours.js'

/**
 * What stands for a missing category. ONNX Runtime turns what it looks for in a set into a whole number, which NaN is
 * not: its WebAssembly takes it for 0.
 */
export const MISSING_CATEGORY = -1

/**
 * Inputs whose splits are by sets: their missing values become `MISSING_CATEGORY`.
 * @throws ForetellError `EXPORT_IMPOSSIBLE` when some splits on an input are by thresholds
 */
export function inputsOfCategories({ codings, trees }: TreeEnsemble): boolean[] {
  const compared = new Set<number>()
  const lookedUp = new Set<number>()
  for (const { column, cut } of trees) {
    column.forEach((input, node) => {
      if (input >= 0) (cut[node] >= 0 ? compared : lookedUp).add(input)
    })
  }
  return codings.map(({ name }, input) => {
    if (compared.has(input) && lookedUp.has(input)) {
      throw exportRefusal('ONNX', `that "${name}" is compared with thresholds and looked up among categories`)
    }
    return lookedUp.has(input)
  })
}

/** A split as ONNX has it: a value up to the threshold, or one of the members, takes the true branch. */
interface OnnxSplit {
  readonly input: number
  readonly threshold: number
  /** Not empty; undefined where the threshold decides. */
  readonly members: readonly number[] | undefined
  readonly missingTrue: boolean
  readonly whenTrue: number
  readonly whenFalse: number
}

/**
 * The split of an inner node.
 * @param precision of the values it will be asked about
 * @throws ForetellError `EXPORT_IMPOSSIBLE`
 */
function onnxSplit(
  tree: Tree,
  node: number,
  { codings }: TreeEnsemble,
  precision: 'float' | 'double',
): OnnxSplit {
  const input = tree.column[node]
  const coding = codings[input]
  const [left, right] = [tree.left[node], tree.right[node]]
  if (tree.cut[node] >= 0) {
    const { thresholds } = coding as NumericCoding
    const threshold = tree.cut[node] < thresholds.length ? thresholds[tree.cut[node]] : Infinity
    return {
      input,
      // Of single-precision values the same ones are at most the next threshold of single precision below.
      threshold: precision === 'float' ? singleAtMost(threshold) : threshold,
      members: undefined,
      missingTrue: tree.missingLeft[node] === 1,
      whenTrue: left,
      whenFalse: right,
    }
  }
  const categories = categoriesOf(coding, tree.levelSets[-1 - tree.cut[node]])
  const unseen = coding.kind === 'category' ? coding.levels.length : undefined
  const othersLeft = unseen === undefined ? categories?.beyondLeft : categories?.left.includes(unseen)
  if (categories === undefined || (categories.negativeLeft ?? othersLeft) !== othersLeft) {
    throw exportRefusal('ONNX', `the sets of numbers that the splits on "${coding.name}" part`)
  }
  // What is no member takes the false branch: any number that stands for no category is like one never seen.
  const named = othersLeft === true ? categories.right : categories.left
  const [membersGo, othersGo] = othersLeft === true ? [right, left] : [left, right]
  const missingIsMember = categories.missingLeft !== othersLeft
  const members = missingIsMember ? [MISSING_CATEGORY, ...named] : named
  const isEmpty = members.length === 0
  const whenTrue = isEmpty ? othersGo : membersGo
  return {
    input,
    threshold: Infinity,
    members: isEmpty ? undefined : members,
    missingTrue: categories.missingLeft === (whenTrue === left),
    whenTrue,
    whenFalse: isEmpty ? membersGo : othersGo,
  }
}

/** What a leaf of a tree adds to its output's score. */
function weightOf(value: number, { average, trees, outputs }: TreeEnsemble): number {
  return average ? value / (trees.length / outputs) : value
}

/** Attributes of `TreeEnsembleRegressor` (ai.onnx.ml 3), which knows thresholds only. */
export function regressorAttributes(ensemble: TreeEnsemble): Readonly<Record<string, Attribute>> {
  const nodes = ensemble.trees.flatMap((tree, id) =>
    Array.from(tree.column, (column, node) => ({
      id,
      node,
      value: weightOf(tree.value[node], ensemble),
      split: column < 0 ? undefined : onnxSplit(tree, node, ensemble, 'float'),
    })),
  )
  const leaves = nodes.filter(({ split }) => split === undefined)
  const integers = (values: readonly number[]): Attribute => ({ kind: 'integers', values })
  return {
    n_targets: { kind: 'integer', value: ensemble.outputs },
    aggregate_function: { kind: 'text', value: 'SUM' },
    post_transform: { kind: 'text', value: 'NONE' },
    nodes_treeids: integers(nodes.map(({ id }) => id)),
    nodes_nodeids: integers(nodes.map(({ node }) => node)),
    nodes_featureids: integers(nodes.map(({ split }) => split?.input ?? 0)),
    nodes_modes: {
      kind: 'texts',
      values: nodes.map(({ split }) => (split === undefined ? 'LEAF' : 'BRANCH_LEQ')),
    },
    nodes_values: { kind: 'floats', values: nodes.map(({ split }) => split?.threshold ?? 0) },
    nodes_truenodeids: integers(nodes.map(({ split }) => split?.whenTrue ?? 0)),
    nodes_falsenodeids: integers(nodes.map(({ split }) => split?.whenFalse ?? 0)),
    nodes_missing_value_tracks_true: integers(nodes.map(({ split }) => Number(split?.missingTrue ?? false))),
    target_treeids: integers(leaves.map(({ id }) => id)),
    target_nodeids: integers(leaves.map(({ node }) => node)),
    target_ids: integers(leaves.map(({ id }) => id % ensemble.outputs)),
    target_weights: { kind: 'floats', values: leaves.map(({ value }) => value) },
  }
}

const SUM = 1
const BRANCH_LEQ = 0
const BRANCH_MEMBER = 6

/** Attributes of `TreeEnsemble` (ai.onnx.ml 5), which also knows sets and double precision. */
export function ensembleAttributes(
  ensemble: TreeEnsemble,
  precision: 'float' | 'double',
): Readonly<Record<string, Attribute>> {
  const splits: OnnxSplit[] = []
  const branches: { toTrue: Branch; toFalse: Branch }[] = []
  const leafTargets: number[] = []
  const leafWeights: number[] = []
  const roots = ensemble.trees.map((tree, id) => {
    const first = splits.length
    const places = new Map<number, Branch>()
    let inner = first
    tree.column.forEach((column, node) => {
      if (column >= 0) {
        places.set(node, { leaf: 0, at: inner++ })
        return
      }
      places.set(node, { leaf: 1, at: leafTargets.push(id % ensemble.outputs) - 1 })
      leafWeights.push(weightOf(tree.value[node], ensemble))
    })
    const place = (node: number): Branch => places.get(node) ?? { leaf: 1, at: 0 }
    tree.column.forEach((column, node) => {
      if (column < 0) return
      const split = onnxSplit(tree, node, ensemble, precision)
      splits.push(split)
      branches.push({ toTrue: place(split.whenTrue), toFalse: place(split.whenFalse) })
    })
    if (tree.column[0] < 0) {
      // A tree must have a node: one whose branches are the same leaf.
      splits.push({
        input: 0,
        threshold: 0,
        members: undefined,
        missingTrue: false,
        whenTrue: 0,
        whenFalse: 0,
      })
      branches.push({ toTrue: place(0), toFalse: place(0) })
    }
    return first
  })
  const integers = (values: readonly number[]): Attribute => ({ kind: 'integers', values })
  const sets = splits.flatMap(({ members }) => (members === undefined ? [] : [...members, NaN]))
  return {
    n_targets: { kind: 'integer', value: ensemble.outputs },
    aggregate_function: { kind: 'integer', value: SUM },
    post_transform: { kind: 'integer', value: 0 },
    tree_roots: integers(roots),
    nodes_featureids: integers(splits.map(({ input }) => input)),
    nodes_modes: {
      kind: 'tensor',
      element: 'uint8',
      values: splits.map(({ members }) => (members === undefined ? BRANCH_LEQ : BRANCH_MEMBER)),
    },
    nodes_splits: { kind: 'tensor', element: precision, values: splits.map(({ threshold }) => threshold) },
    nodes_truenodeids: integers(branches.map(({ toTrue }) => toTrue.at)),
    nodes_trueleafs: integers(branches.map(({ toTrue }) => toTrue.leaf)),
    nodes_falsenodeids: integers(branches.map(({ toFalse }) => toFalse.at)),
    nodes_falseleafs: integers(branches.map(({ toFalse }) => toFalse.leaf)),
    nodes_missing_value_tracks_true: integers(splits.map(({ missingTrue }) => Number(missingTrue))),
    leaf_targetids: integers(leafTargets),
    leaf_weights: { kind: 'tensor', element: precision, values: leafWeights },
    ...(sets.length > 0
      ? { membership_values: { kind: 'tensor', element: precision, values: sets } as const }
      : {}),
  }
}

/** Where a branch leads: a number among the leaves or among the nodes. */
interface Branch {
  readonly leaf: 0 | 1
  readonly at: number
}
