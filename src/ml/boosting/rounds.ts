import type { Random } from '../../shared/random.js'
import type { Dataset } from '../frame.js'
import { drawRows, drawShare } from '../growing/drawing.js'
import { growTree } from '../growing/growth.js'
import type { GrowthRows } from '../growing/growth-rows.js'
import type { GrowthLimits } from '../growing/limits.js'
import type { Tree } from '../trees/tree.js'
import { sampleByGradient } from './gradient-sampling.js'
import type { Objective } from './objective.js'
import type { BoostingParameters } from './parameters.js'

export interface RoundsSetting {
  readonly rows: GrowthRows
  readonly data: Dataset
  readonly objective: Objective
  readonly outputs: number
  readonly parameters: BoostingParameters
  readonly limits: GrowthLimits
  readonly random: Random
  /** Scores to begin with instead of the objective's: rows x outputs, row after row, validation rows behind. */
  readonly startingScores?: Float64Array | undefined
}

/** The trees of one model as they are added: in each round one for each output. */
export class Rounds {
  readonly trees: Tree[] = []
  readonly initialScores: readonly number[]
  readonly #setting: RoundsSetting
  readonly #scores: readonly Float64Array[]
  /** How often each row is seen until rows are drawn anew; undefined is once each. */
  #counts: Uint8Array | undefined
  #rounds = 0

  constructor(setting: RoundsSetting) {
    const { rows, data, objective, outputs, startingScores } = setting
    this.#setting = setting
    this.#scores = Array.from({ length: outputs }, (_, output) => rows.scores(output))
    this.initialScores =
      startingScores === undefined ? objective.initialScores(data) : this.#scores.map(() => 0)
    this.#scores.forEach((scores, output) => {
      if (startingScores === undefined) scores.fill(this.initialScores[output])
      else for (let row = 0; row < scores.length; row++) scores[row] = startingScores[row * outputs + output]
    })
  }

  /** The objective's loss on the training rows. */
  loss(): number {
    const { rows, objective, data } = this.#setting
    return objective.loss(
      this.#scores.map((scores) => scores.subarray(0, rows.rows)),
      data,
    )
  }

  /** About how many array elements one round touches. */
  get work(): number {
    const { rows, outputs } = this.#setting
    return 2 * rows.rows * (1 + rows.splittable.length) * outputs
  }

  /**
   * Grows and adds the trees of a round.
   * @returns false when no split of any row gains anything any more, so that boosting is over
   */
  next(): boolean {
    const { rows, outputs, limits, parameters, random, objective, data } = this.#setting
    if (rows.splittable.length === 0) return false
    this.#derive()
    this.#drawRows()
    const grown = Array.from({ length: outputs }, (_, output) => {
      const { renew } = objective
      const tree = growTree({
        engine: rows.engine,
        codings: rows.codings,
        limits,
        columns: drawShare(rows.splittable, parameters.featureFraction, random),
        output,
        counts: this.#counts,
        random,
        learningRate: parameters.learningRate,
        renew: renew && ((leafRows) => renew(leafRows, this.#scores[output], data)),
      })
      if (tree.leaves.length > 1) rows.engine.add(tree.tree, tree.leaves)
      return tree
    })
    if (grown.every(({ leaves }) => leaves.length === 1)) return false
    // A class that gains nothing more has a tree that adds nothing, so that every round has a tree for each.
    this.trees.push(
      ...grown.map(({ tree, leaves }) =>
        leaves.length > 1 ? tree : { ...tree, value: new Float64Array(1) },
      ),
    )
    this.#rounds++
    return true
  }

  #derive(): void {
    const { rows, objective, data, outputs } = this.#setting
    if (objective.kernel !== undefined && rows.derive !== undefined) {
      rows.derive(objective.kernel)
      return
    }
    const derivatives = Array.from({ length: outputs }, (_, output) => rows.derivatives(output))
    objective.derive(this.#scores, data, derivatives)
  }

  #drawRows(): void {
    const { rows, parameters, random, outputs } = this.#setting
    const { baggingFraction, baggingFreq, dataSampleStrategy, learningRate, topRate, otherRate } = parameters
    if (dataSampleStrategy === 'goss') {
      // As in LightGBM the first trees see every row.
      if (this.#rounds < 1 / learningRate) return
      const derivatives = Array.from({ length: outputs }, (_, output) => rows.derivatives(output))
      this.#counts = sampleByGradient(derivatives, topRate, otherRate, random)
      return
    }
    if (baggingFraction === 1 || baggingFreq === 0 || this.#rounds % baggingFreq !== 0) return
    this.#counts = new Uint8Array(rows.rows)
    for (const row of drawRows(rows.rows, Math.max(1, Math.floor(rows.rows * baggingFraction)), random)) {
      this.#counts[row] = 1
    }
  }
}
