import type { ModelInput } from '../model.js'
import type { Coding } from './coding.js'
import type { Tree } from './tree.js'

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

/** What the sum of an output's trees is divided by. */
export function divisorOf({ average, trees, outputs }: TreeEnsemble): number {
  return average ? Math.max(1, trees.length / outputs) : 1
}

/** The trees of one output, in order. */
export function treesOf({ trees, outputs }: TreeEnsemble, output: number): Tree[] {
  return trees.filter((_, tree) => tree % outputs === output)
}

/** Names and kinds of the inputs. */
export function inputsOf({ codings }: TreeEnsemble): ModelInput[] {
  return codings.map(({ name, kind }) => ({ name, kind }))
}

/** By input, in order: total gain and number of splits. */
export function importanceOf({ codings, trees }: TreeEnsemble): InputImportance[] {
  const gains = new Float64Array(codings.length)
  const splits = new Float64Array(codings.length)
  for (const { column, gain } of trees) {
    column.forEach((input, node) => {
      if (input < 0) return
      gains[input] += gain[node]
      splits[input]++
    })
  }
  return codings.map(({ name }, input) => ({ name, gain: gains[input], splits: splits[input] }))
}
