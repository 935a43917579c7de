import type { Dataset } from '../frame.js'
import { type CodedRows, type Coding, encodeFrame } from '../trees/coding.js'
import type { Objective } from './objective.js'
import { addTree, type Tree } from '../trees/tree.js'

/** Follows the loss on rows that are not learned from. */
export class EarlyStopping {
  /** How many trees had the lowest loss so far. */
  bestTrees = 0
  #bestLoss = Infinity
  #trees = 0
  readonly #objective: Objective
  readonly #validation: Dataset
  readonly #coded: CodedRows
  readonly #scores: Float64Array
  readonly #patience: number

  /**
   * @param patience trees without a lower loss before it is time to stop; 0 never stops
   * @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND`
   */
  constructor(
    codings: readonly Coding[],
    objective: Objective,
    validation: Dataset,
    initialScore: number,
    patience: number,
  ) {
    const { frame } = validation
    this.#objective = objective
    this.#validation = validation
    this.#patience = patience
    this.#coded = encodeFrame(codings, frame)
    this.#scores = new Float64Array(frame.rows).fill(initialScore)
  }

  /** Adds a tree. @returns whether it is time to stop */
  add(tree: Tree): boolean {
    addTree(tree, this.#coded, this.#scores)
    this.#trees++
    const loss = this.#objective.loss(this.#scores, this.#validation.target, this.#validation.weights)
    if (loss < this.#bestLoss) {
      this.#bestLoss = loss
      this.bestTrees = this.#trees
    }
    return this.#patience > 0 && this.#trees - this.bestTrees >= this.#patience
  }
}
