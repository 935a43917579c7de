import { TreeShap } from '../explain/tree-shap.js'
import { checkFrame } from '../frame-check.js'
import type { Frame } from '../frame.js'
import type { Contributions, ModelInput } from '../model.js'
import { type CodedRows, type Coding, rowCoder } from './coding.js'
import { addTree, type Tree } from './tree.js'

/**
 * All that a model of trees is before its link: boosted trees, a forest, and what is read from other programs.
 * The score of an output is its initial score plus the sum, or the mean, of what its trees say.
 */
export interface TreeEnsemble {
  /** One for each input, in order. */
  readonly codings: readonly Coding[]
  /** Scores of each row: 1, or the number of classes. */
  readonly outputs: number
  /** Tree `t` belongs to output `t % outputs`; their number is a multiple of `outputs`. */
  readonly trees: readonly Tree[]
  /** What each output is before any tree. */
  readonly initialScores: readonly number[]
  /** True for a forest: the trees of an output are averaged instead of summed. */
  readonly average: boolean
  /**
   * True for a model of a program that computes in single precision: values are rounded to it before they are
   * compared, and so is the sum after each tree.
   */
  readonly single: boolean
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

/** Scores and explains rows by a tree ensemble. */
export class TreeScorer {
  readonly inputs: readonly ModelInput[]
  readonly #ensemble: TreeEnsemble
  /** Inputs that no tree asks for need not be coded. */
  readonly #used: readonly boolean[]
  readonly #shap = new Map<number, TreeShap>()

  constructor(ensemble: TreeEnsemble) {
    this.#ensemble = ensemble
    this.inputs = ensemble.codings.map(({ name, kind }) => ({ name, kind }))
    const used = new Set(ensemble.trees.flatMap(({ column }) => [...column]))
    this.#used = ensemble.codings.map((_, input) => used.has(input))
  }

  /**
   * Scores before the link, rows x outputs, row after row.
   * @throws ForetellError `DATASET_INVALID`, `COLUMN_MISSING`, `COLUMN_KIND`
   */
  scores(frame: Frame): Float64Array {
    const { outputs } = this.#ensemble
    if (outputs === 1) return this.#scoresOf(frame, 0)
    const all = new Float64Array(frame.rows * outputs)
    for (let output = 0; output < outputs; output++) {
      this.#scoresOf(frame, output).forEach((score, row) => (all[row * outputs + output] = score))
    }
    return all
  }

  /** Exact path-dependent TreeSHAP (`explain/tree-shap.ts`) of one output, in the units of `scores`. */
  contributions(frame: Frame, output = 0): Contributions {
    const { initialScores } = this.#ensemble
    const shap = this.#shapOf(output)
    const share = this.#shareOfTree()
    const width = this.inputs.length
    const values = new Float64Array(frame.rows * width)
    const block = this.inputs.map(() => new Float64Array(Math.min(BLOCK_ROWS, frame.rows)))
    this.#eachBlock(frame, (coded, begin) => {
      for (const column of block) column.fill(0)
      shap.add(coded, block)
      block.forEach((column, input) => {
        for (let row = 0; row < coded.rows; row++) values[(begin + row) * width + input] = column[row] * share
      })
    })
    return { baseline: initialScores[output] + shap.baseline * share, values }
  }

  /** By input, in order: total gain and number of splits. */
  importance(): InputImportance[] {
    const gains = new Float64Array(this.inputs.length)
    const splits = new Float64Array(this.inputs.length)
    for (const { column, gain } of this.#ensemble.trees) {
      column.forEach((input, node) => {
        if (input < 0) return
        gains[input] += gain[node]
        splits[input]++
      })
    }
    return this.inputs.map(({ name }, input) => ({ name, gain: gains[input], splits: splits[input] }))
  }

  #scoresOf(frame: Frame, output: number): Float64Array {
    const { initialScores, average, single } = this.#ensemble
    const trees = this.#treesOf(output)
    // What is stored in 32 bits is rounded after each addition.
    const scores = new (single ? Float32Array : Float64Array)(frame.rows).fill(
      average ? 0 : initialScores[output],
    )
    this.#eachBlock(frame, (coded, begin) => {
      for (const tree of trees) addTree(tree, coded, scores, begin)
    })
    const sums = Float64Array.from(scores)
    return average ? sums.map((sum) => initialScores[output] + sum / Math.max(1, trees.length)) : sums
  }

  #treesOf(output: number): Tree[] {
    const { trees, outputs } = this.#ensemble
    return trees.filter((_, tree) => tree % outputs === output)
  }

  #shapOf(output: number): TreeShap {
    const known = this.#shap.get(output)
    if (known !== undefined) return known
    const shap = new TreeShap(this.#treesOf(output), this.#ensemble.codings)
    this.#shap.set(output, shap)
    return shap
  }

  /** How much one tree counts. */
  #shareOfTree(): number {
    const { average, trees, outputs } = this.#ensemble
    return average && trees.length > 0 ? outputs / trees.length : 1
  }

  #eachBlock(frame: Frame, work: (coded: CodedRows, begin: number) => void): void {
    checkFrame(frame)
    const { codings, single } = this.#ensemble
    const coder = rowCoder(codings, frame, Math.min(BLOCK_ROWS, frame.rows), { used: this.#used, single })
    for (let begin = 0; begin < frame.rows; begin += BLOCK_ROWS) {
      work(coder.read(begin, Math.min(begin + BLOCK_ROWS, frame.rows)), begin)
    }
  }
}
