import type { BinnedRows } from './binned-rows.js'
import { codeCount } from '../trees/coding.js'

/**
 * Sums of gradients and hessians by bin, of all columns, over the rows of one node. Bin `b` of column `c` is
 * the pair at `starts[c] + 2 * b`: gradient, then hessian.
 */
export type Histogram = Float64Array

/** One column of a node's histogram. */
export interface ColumnHistogram {
  readonly histogram: Histogram
  /** Where the column's bins begin: bin `b` is the pair at `start + 2 * b`. */
  readonly start: number
  readonly column: number
  /** The code of missing, which is the last. */
  readonly missing: number
  /** Whether the training rows miss values in this column at all. */
  readonly hasMissing: boolean
  /** How many different codes the training rows have in this column. */
  readonly populated: number
}

/** First and second derivative of the loss in each training row, by its index. */
export interface Derivatives {
  readonly gradients: Float32Array
  readonly hessians: Float32Array
}

/** Rows gathered before their bins are counted: few enough that all they need stays in the first cache. */
const BLOCK = 256

/** Fills, subtracts and recycles the histograms of one training set. */
export class Histograms {
  /** Where each column's bins begin. */
  readonly starts: Int32Array
  readonly #binned: BinnedRows
  readonly #size: number
  readonly #free: Histogram[] = []
  readonly #words: Int32Array
  readonly #gradients = new Float64Array(BLOCK)
  readonly #hessians = new Float64Array(BLOCK)

  constructor(binned: BinnedRows) {
    this.#binned = binned
    this.#words = new Int32Array(BLOCK * binned.wordsPerRow)
    // The last word may be filled up with columns that do not exist: their bin is always 0.
    this.starts = new Int32Array(4 * binned.wordsPerRow)
    let start = 0
    for (let column = 0; column < this.starts.length; column++) {
      this.starts[column] = start
      start += 2 * (column < binned.codings.length ? codeCount(binned.codings[column]) : 1)
    }
    this.#size = start
  }

  /**
   * Sums over the rows `rows[begin]` to `rows[end - 1]`, in that order.
   * @param columns those whose sums are needed, ascending; the others' may hold anything
   */
  fill(
    rows: Int32Array,
    begin: number,
    end: number,
    derivatives: Derivatives,
    columns: readonly number[],
  ): Histogram {
    const histogram = this.#take()
    const neededWords = [...new Set(columns.map((column) => column >>> 2))]
    for (let from = begin; from < end; from += BLOCK) {
      const count = Math.min(BLOCK, end - from)
      this.#gather(rows, from, count, derivatives)
      for (const word of neededWords) this.#addWord(histogram, word, count)
    }
    return histogram
  }

  /** Turns the histogram of a node into that of one child, given the other child's: half the work for nothing. */
  subtract(parent: Histogram, child: Histogram): void {
    for (let i = 0; i < parent.length; i++) parent[i] -= child[i]
  }

  /** Gives a histogram back for the next node. */
  release(histogram: Histogram): void {
    this.#free.push(histogram)
  }

  #take(): Histogram {
    const recycled = this.#free.pop()
    return recycled === undefined ? new Float64Array(this.#size) : recycled.fill(0)
  }

  /** Copies what a block of scattered rows needs next to each other. */
  #gather(rows: Int32Array, from: number, count: number, derivatives: Derivatives): void {
    const { words, wordsPerRow } = this.#binned
    const { gradients, hessians } = derivatives
    const blockWords = this.#words
    const blockGradients = this.#gradients
    const blockHessians = this.#hessians
    for (let i = 0; i < count; i++) {
      const row = rows[from + i]
      blockGradients[i] = gradients[row]
      blockHessians[i] = hessians[row]
      const source = row * wordsPerRow
      const target = i * wordsPerRow
      for (let word = 0; word < wordsPerRow; word++) blockWords[target + word] = words[source + word]
    }
  }

  /** Adds the gathered block to the bins of the four columns of one word. */
  #addWord(histogram: Histogram, word: number, count: number): void {
    const { wordsPerRow } = this.#binned
    const blockWords = this.#words
    const blockGradients = this.#gradients
    const blockHessians = this.#hessians
    const start0 = this.starts[4 * word]
    const start1 = this.starts[4 * word + 1]
    const start2 = this.starts[4 * word + 2]
    const start3 = this.starts[4 * word + 3]
    for (let i = 0, at = word; i < count; i++, at += wordsPerRow) {
      const gradient = blockGradients[i]
      const hessian = blockHessians[i]
      const bins = blockWords[at]
      // Shifted one bit less than a byte, masked to even: twice the bin, as a bin is a pair.
      let pair = (start0 + ((bins << 1) & 510)) | 0
      histogram[pair] += gradient
      histogram[pair + 1] += hessian
      pair = (start1 + ((bins >>> 7) & 510)) | 0
      histogram[pair] += gradient
      histogram[pair + 1] += hessian
      pair = (start2 + ((bins >>> 15) & 510)) | 0
      histogram[pair] += gradient
      histogram[pair + 1] += hessian
      pair = (start3 + ((bins >>> 23) & 510)) | 0
      histogram[pair] += gradient
      histogram[pair + 1] += hessian
    }
  }
}
