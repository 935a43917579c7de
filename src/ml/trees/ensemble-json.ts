import type { Serialised } from '../serialised.js'
import { codeCount, type Coding, missingRules } from './coding.js'
import type { TreeEnsemble } from './ensemble.js'
import type { Tree } from './tree.js'

/** An ensemble as plain data: what `readEnsemble` reads back. */
export function ensembleJson({
  codings,
  outputs,
  trees,
  initialScores,
  average,
  single,
}: TreeEnsemble): Readonly<Record<string, unknown>> {
  return {
    outputs,
    initialScores,
    average,
    single,
    inputs: codings.map(codingJson),
    // A list cut short would otherwise be a model too.
    treeCount: trees.length,
    trees: trees.map(treeJson),
  }
}

function codingJson(coding: Coding): unknown {
  const { kind, name } = coding
  if (kind === 'category') return { kind, name, levels: coding.levels }
  const { thresholds, missing = 'nan' } = coding
  return { kind, name, thresholds: Array.from(thresholds), missing }
}

function treeJson(tree: Tree): unknown {
  return {
    column: Array.from(tree.column),
    cut: Array.from(tree.cut),
    missingLeft: Array.from(tree.missingLeft),
    left: Array.from(tree.left),
    right: Array.from(tree.right),
    value: Array.from(tree.value),
    cover: Array.from(tree.cover),
    gain: Array.from(tree.gain),
    // As lists of the codes that go left: shorter than a flag for each.
    levelSets: tree.levelSets.map((set) => Array.from(set.keys()).filter((code) => set[code] === 1)),
  }
}

/** More than any model has that fits into memory; lists longer than these are refused before they are read. */
export const MOST_INPUTS = 100_000
export const MOST_TREES = 100_000
export const MOST_NODES = 2 ** 20
/** Bytes that all splits' tables of codes may take together: a small file must not ask for a large memory. */
export const MOST_TABLE_BYTES = 2 ** 29
/** Codes must fit 16 bits, with two to spare for what is missing or unseen. */
export const MOST_CODES = 65_534
/** Covers are counts or sums of weights. They are divided by each other, so they must be neither huge nor tiny. */
const COVERS = [1e-100, 1e100] as const

/** More classes than anybody tells apart. */
export const MOST_OUTPUTS = 10_000

/**
 * Reads what `ensembleJson` wrote. What comes out walks and explains safely whatever was read: every index is
 * within its bounds, every walk ends.
 * @throws ForetellError `MODEL_UNREADABLE`
 */
export function readEnsemble(json: Serialised): TreeEnsemble {
  const codings = json.at('inputs').items(MOST_INPUTS).map(readCoding)
  if (new Set(codings.map(({ name }) => name)).size < codings.length) {
    throw json.at('inputs').not('inputs with different names')
  }
  const outputs = json.at('outputs').integer(1, MOST_OUTPUTS)
  const room = { left: MOST_TABLE_BYTES }
  const trees = json.at('trees').items(MOST_TREES)
  if (json.at('treeCount').number() !== trees.length) throw json.at('treeCount').not(`${trees.length}`)
  if (trees.length % outputs > 0) throw json.at('treeCount').not(`a multiple of ${outputs}`)
  return {
    codings,
    outputs,
    initialScores: Array.from(json.at('initialScores').numbers(outputs)),
    average: json.at('average').boolean(),
    single: json.at('single').boolean(),
    trees: trees.map((tree) => readTree(tree, codings, room)),
  }
}

function readCoding(json: Serialised): Coding {
  const name = json.at('name').text()
  if (json.at('kind').oneOf(['numeric', 'category']) === 'category') {
    return { kind: 'category', name, levels: json.at('levels').distinctTexts(MOST_CODES) }
  }
  const thresholds = json.at('thresholds').numbers({ most: MOST_CODES })
  if (thresholds.some((threshold, i) => i > 0 && threshold <= thresholds[i - 1])) {
    throw json.at('thresholds').not('ascending thresholds')
  }
  return { kind: 'numeric', name, thresholds, missing: json.at('missing').oneOf(missingRules) }
}

function readTree(json: Serialised, codings: readonly Coding[], room: { left: number }): Tree {
  const column = json.at('column').integers({ most: MOST_NODES }, -1, codings.length - 1)
  const nodes = column.length
  if (nodes === 0) throw json.at('column').not('at least one node')
  for (const asked of column) if (asked >= 0) room.left -= codeCount(codings[asked])
  if (room.left < 0) throw json.not('a tree that still fits into memory')
  const sets = json.at('levelSets').items(nodes)
  const tree = {
    column,
    cut: json.at('cut').integers(nodes, -nodes, MOST_CODES),
    missingLeft: Uint8Array.from(json.at('missingLeft').integers(nodes, 0, 1)),
    left: json.at('left').integers(nodes, -1, nodes - 1),
    right: json.at('right').integers(nodes, -1, nodes - 1),
    value: json.at('value').numbers(nodes),
    cover: json.at('cover').numbers(nodes, ...COVERS),
    gain: json.at('gain').numbers(nodes),
  }
  const levelSets = readLevelSets(json, sets, tree, codings)
  checkNodes(json, tree, codings)
  return { ...tree, levelSets }
}

type Nodes = Omit<Tree, 'levelSets'>

/**
 * Every split of categories, be they names or numbers, has a set of its own, and every set holds codes of the
 * column it belongs to.
 */
function readLevelSets(
  json: Serialised,
  sets: readonly Serialised[],
  { column, cut }: Nodes,
  codings: readonly Coding[],
): Uint8Array[] {
  const owners = new Map<number, Coding>()
  column.forEach((asked, node) => {
    if (asked < 0 || (codings[asked].kind === 'numeric' && cut[node] >= 0)) return
    const set = -1 - cut[node]
    if (set < 0 || set >= sets.length || owners.has(set)) {
      throw json.at('cut').not(`a level set of its own for node ${node}`)
    }
    owners.set(set, codings[asked])
  })
  return sets.map((set, index) => {
    const owner = owners.get(index)
    if (owner === undefined) throw set.not('a set that belongs to a node')
    const flags = new Uint8Array(codeCount(owner))
    for (const code of set.integers({ most: flags.length }, 0, flags.length - 1)) flags[code] = 1
    return flags
  })
}

/** The nodes form one tree: each but the root is the child of exactly one node before it. */
function checkNodes(json: Serialised, tree: Nodes, codings: readonly Coding[]): void {
  const parents = new Uint8Array(tree.column.length)
  tree.column.forEach((column, node) => {
    const children = [tree.left[node], tree.right[node]]
    if (column < 0) {
      if (children.some((child) => child !== -1)) throw json.not(`no children of leaf ${node}`)
      return
    }
    for (const child of children) {
      if (child <= node || parents[child]++ > 0) throw json.not(`a tree, but node ${node} breaks it`)
    }
    const covers = tree.cover[children[0]] + tree.cover[children[1]]
    if (Math.abs(covers - tree.cover[node]) > 1e-6 * tree.cover[node]) {
      throw json.at('cover').not(`the sum of its children's at node ${node}`)
    }
    const coding = codings[column]
    if (coding.kind === 'numeric' && tree.cut[node] > coding.thresholds.length) {
      throw json.at('cut').not(`a threshold of "${coding.name}" at node ${node}`)
    }
  })
  if (parents.some((count, node) => count !== (node === 0 ? 0 : 1))) throw json.not('one connected tree')
}
