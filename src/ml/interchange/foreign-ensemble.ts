import type { ForetellError } from '../../shared/errors.js'
import { type CategoryReading, type CodedInput, codeInput, type ForeignInput } from './foreign-input.js'
import type { ForeignNode, ForeignSplit, ForeignTree } from './foreign-tree.js'
import { codeCount } from '../trees/coding.js'
import type { TreeEnsemble } from '../trees/ensemble.js'
import { MOST_CODES, MOST_TABLE_BYTES } from '../trees/ensemble-json.js'
import type { Tree } from '../trees/tree.js'

/** A model of trees as another program describes it. */
export interface ForeignEnsemble extends Omit<TreeEnsemble, 'codings' | 'trees'> {
  readonly inputs: readonly ForeignInput[]
  readonly reading: CategoryReading
  readonly trees: readonly ForeignTree[]
  /** The error of the sentence that says what is wrong. */
  readonly refusal: (got: string) => ForetellError
  /** How an error names a tree. */
  readonly placeOf: (tree: number) => string
}

/**
 * The same model over codes.
 * @throws ForetellError what `refusal` makes: nodes that are no tree, too many thresholds for codes of 16 bits
 */
export function ensembleOf(foreign: ForeignEnsemble): TreeEnsemble {
  const { inputs, reading, trees, refusal, placeOf, outputs, initialScores, average, single } = foreign
  const ordered = trees.map((nodes, tree) =>
    inOrder(nodes, (got) => refusal(`${placeOf(tree)} is no tree: ${got}`)),
  )
  const splits = splitsByInput(ordered, inputs.length)
  const coded = inputs.map((input, i) => codeInput(input, splits[i], reading))
  for (const { coding } of coded) {
    if (codeCount(coding) > MOST_CODES + 2) {
      throw refusal(
        `"${coding.name}" has ${codeCount(coding) - 2} thresholds or levels, of which ${MOST_CODES} fit`,
      )
    }
  }
  const tables = coded.reduce((sum, input, i) => sum + tableBytes(input, splits[i]), 0)
  if (tables > MOST_TABLE_BYTES / 4) throw refusal('its splits have more categories than fit into memory')
  return {
    codings: coded.map(({ coding }) => coding),
    trees: ordered.map((nodes) => treeOf(nodes, coded)),
    outputs,
    initialScores,
    average,
    single,
  }
}

/** A set takes a byte for each code. */
function tableBytes({ coding }: CodedInput, splits: readonly ForeignSplit[]): number {
  const needsSet = (split: ForeignSplit): boolean =>
    coding.kind === 'category' ||
    split.kind === 'categories' ||
    (split.missing === 'zero' && coding.missing !== 'zero')
  return splits.filter(needsSet).length * codeCount(coding)
}

function splitsByInput(trees: readonly ForeignTree[], inputs: number): ForeignSplit[][] {
  const splits = Array.from({ length: inputs }, (): ForeignSplit[] => [])
  for (const nodes of trees) {
    for (const node of nodes) if (node.kind !== 'leaf') splits[node.input].push(node)
  }
  return splits
}

/**
 * The nodes that hang on the root, parents before children and left before right.
 * @throws ForetellError when a node is reached twice or a child is none of the nodes
 */
function inOrder(nodes: ForeignTree, refusal: (got: string) => ForetellError): ForeignTree {
  const numbers = new Int32Array(nodes.length).fill(-1)
  const order: number[] = []
  const pending = [0]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (!(at >= 0 && at < nodes.length)) throw refusal(`there is no node ${at}`)
    if (numbers[at] >= 0) throw refusal(`node ${at} is reached twice`)
    numbers[at] = order.length
    order.push(at)
    const node = nodes[at]
    if (node.kind !== 'leaf') pending.push(node.right, node.left)
  }
  return order.map((at) => {
    const node = nodes[at]
    return node.kind === 'leaf' ? node : { ...node, left: numbers[node.left], right: numbers[node.right] }
  })
}

function treeOf(nodes: ForeignTree, inputs: readonly CodedInput[]): Tree {
  const column = Int32Array.from(nodes, (node) => (node.kind === 'leaf' ? -1 : node.input))
  const cut = new Int32Array(nodes.length)
  const missingLeft = new Uint8Array(nodes.length)
  const levelSets: Uint8Array[] = []
  nodes.forEach((node, at) => {
    if (node.kind === 'leaf') return
    const placement = inputs[node.input].place(node)
    if (placement.kind === 'cut') {
      cut[at] = placement.cut
      missingLeft[at] = Number(placement.missingLeft)
    } else {
      levelSets.push(placement.goesLeft)
      cut[at] = -levelSets.length
    }
  })
  return {
    column,
    cut,
    missingLeft,
    left: Int32Array.from(nodes, (node) => (node.kind === 'leaf' ? -1 : node.left)),
    right: Int32Array.from(nodes, (node) => (node.kind === 'leaf' ? -1 : node.right)),
    gain: Float64Array.from(nodes, (node) =>
      node.kind === 'leaf' || !Number.isFinite(node.gain) ? 0 : node.gain,
    ),
    ...coversAndValues(nodes),
    levelSets,
  }
}

/** The least share of a tree's rows that a leaf is taken to have: shares are divided by each other. */
const LEAST_SHARE = 1e-12
const LEAST_COVER = 1e-90

/**
 * Covers of inner nodes are the sum of their leaves', and values the mean. Leaves without a cover have next to
 * nothing, or, where no leaf has one, all the same.
 */
function coversAndValues(nodes: ForeignTree): Pick<Tree, 'cover' | 'value'> {
  const known = nodes.reduce((sum, node) => sum + coverOf(node), 0)
  const least = Math.max(LEAST_COVER, known * LEAST_SHARE)
  const cover = Float64Array.from(nodes, (node) => (known > 0 ? Math.max(coverOf(node), least) : 1))
  const value = Float64Array.from(nodes, (node) => (node.kind === 'leaf' ? node.value : 0))
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at]
    if (node.kind === 'leaf') continue
    const { left, right } = node
    cover[at] = cover[left] + cover[right]
    value[at] = value[left] * (cover[left] / cover[at]) + value[right] * (cover[right] / cover[at])
  }
  return { cover, value }
}

function coverOf(node: ForeignNode): number {
  return node.kind === 'leaf' ? Math.max(0, node.cover) : 0
}
