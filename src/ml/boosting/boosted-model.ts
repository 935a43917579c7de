import { TreeShap } from '../explain/tree-shap.js'
import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions, Model, ModelInput, SerialisedModel } from '../model.js'
import { type CodedRows, type Coding, rowCoder } from './coding.js'
import { type Objective, objectiveNamed } from './objective.js'
import type { BoostingParameters } from './parameters.js'
import { addTree, type Tree } from './tree.js'

/** All that a boosted model is. */
export interface BoostedTrees {
  readonly objective: BoostingParameters['objective']
  /** One for each input, in order. */
  readonly codings: readonly Coding[]
  /** The raw prediction before any tree. */
  readonly initialScore: number
  readonly trees: readonly Tree[]
}

/** What the splits of a model say of one input. */
export interface InputImportance {
  readonly name: string
  /** Sum of its splits' gains. */
  readonly gain: number
  /** How many splits use it. */
  readonly splits: number
}

/** Rows coded and scored at a time: their codes stay in the cache. */
const BLOCK_ROWS = 2048

/** Gradient-boosted trees, fitted. */
export class BoostedModel implements Model {
  readonly kind = 'boosting'
  readonly task: Model['task']
  readonly inputs: readonly ModelInput[]
  readonly #trees: BoostedTrees
  readonly #objective: Objective
  /** Inputs that no tree asks for need not be coded. */
  readonly #used: readonly boolean[]
  #shap: TreeShap | undefined

  constructor(trees: BoostedTrees) {
    this.#trees = trees
    this.#objective = objectiveNamed(trees.objective)
    this.task = this.#objective.task
    this.inputs = trees.codings.map(({ name, kind }) => ({ name, kind }))
    const used = new Set(trees.trees.flatMap(({ column }) => [...column]))
    this.#used = trees.codings.map((_, input) => used.has(input))
  }

  /** How many trees it sums. */
  get treeCount(): number {
    return this.#trees.trees.length
  }

  predict(frame: Frame): Float64Array {
    return this.predictRaw(frame).map((score) => this.#objective.link(score))
  }

  /** Predictions before the link: log odds for classification, the value for regression. */
  predictRaw(frame: Frame): Float64Array {
    const { trees, initialScore } = this.#trees
    const scores = new Float64Array(frame.rows).fill(initialScore)
    this.#eachBlock(frame, (coded, begin) => {
      for (const tree of trees) addTree(tree, coded, scores, begin)
    })
    return scores
  }

  /** Exact path-dependent TreeSHAP (`explain/tree-shap.ts`), in the units of `predictRaw`. */
  contributions(frame: Frame): Contributions {
    this.#shap ??= new TreeShap(this.#trees.trees, this.#trees.codings)
    const shap = this.#shap
    const width = this.inputs.length
    const values = new Float64Array(frame.rows * width)
    const block = this.inputs.map(() => new Float64Array(Math.min(BLOCK_ROWS, frame.rows)))
    this.#eachBlock(frame, (coded, begin) => {
      for (const column of block) column.fill(0)
      shap.add(coded, block)
      block.forEach((column, input) => {
        for (let row = 0; row < coded.rows; row++) values[(begin + row) * width + input] = column[row]
      })
    })
    return { baseline: this.#trees.initialScore + shap.baseline, values }
  }

  /** By input, in order: total gain and number of splits. */
  importance(): InputImportance[] {
    const gains = new Float64Array(this.inputs.length)
    const splits = new Float64Array(this.inputs.length)
    for (const { column, gain } of this.#trees.trees) {
      column.forEach((input, node) => {
        if (input < 0) return
        gains[input] += gain[node]
        splits[input]++
      })
    }
    return this.inputs.map(({ name }, input) => ({ name, gain: gains[input], splits: splits[input] }))
  }

  toJSON(): SerialisedModel {
    const { objective, codings, initialScore, trees } = this.#trees
    return {
      format: 'foretell-model',
      version: 1,
      kind: this.kind,
      objective,
      initialScore,
      inputs: codings.map(codingJson),
      // A list cut short would otherwise be a model too.
      treeCount: trees.length,
      trees: trees.map(treeJson),
    }
  }

  #eachBlock(frame: Frame, work: (coded: CodedRows, begin: number) => void): void {
    checkFrame(frame)
    const coder = rowCoder(this.#trees.codings, frame, Math.min(BLOCK_ROWS, frame.rows), this.#used)
    for (let begin = 0; begin < frame.rows; begin += BLOCK_ROWS) {
      work(coder.read(begin, Math.min(begin + BLOCK_ROWS, frame.rows)), begin)
    }
  }
}

function codingJson(coding: Coding): unknown {
  const { kind, name } = coding
  return kind === 'numeric'
    ? { kind, name, thresholds: Array.from(coding.thresholds) }
    : { kind, name, levels: coding.levels }
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
