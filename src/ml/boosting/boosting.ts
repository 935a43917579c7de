import { Random } from '../../shared/random.js'
import { checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import type { FitOptions, Learner } from '../model.js'
import { type BinnedRows, binRows } from './binned-rows.js'
import { findBins } from './binning.js'
import { BoostedModel } from './boosted-model.js'
import type { Coding } from '../trees/coding.js'
import { compactThresholds } from '../trees/compacting.js'
import { EarlyStopping } from './early-stopping.js'
import { type GrownTree, growTree } from './growing.js'
import { type Derivatives, Histograms } from './histogram.js'
import { type Objective, objectiveNamed } from './objective.js'
import { Pace } from './pace.js'
import { type BoostingParameters, resolveParameters } from './parameters.js'
import { drawRows, drawShare } from './sampling.js'
import { addTree, type Tree } from '../trees/tree.js'

export interface BoostingLearner extends Learner {
  readonly kind: 'boosting'
  readonly parameters: BoostingParameters
  fit(data: Dataset, options?: FitOptions): Promise<BoostedModel>
}

/**
 * Histogram gradient boosting (Friedman, "Greedy function approximation", 2001; Ke et al., "LightGBM", 2017).
 * The same data, parameters and seed give the same model to the last bit.
 *
 * Missing values need no filling in: each split learns their side. Category columns are split by sets of
 * levels. With a validation set it stops early and keeps the best number of trees.
 * @param parameters see `boostingParameters`; what is left out has its default
 * @throws ForetellError `PARAMETER_INVALID`; `fit` throws `DATASET_INVALID`, `COLUMN_MISSING` or `COLUMN_KIND`
 *   (validation), `CANCELLED`
 */
export function boosting(parameters: Partial<BoostingParameters> = {}): BoostingLearner {
  const resolved = resolveParameters(parameters)
  return {
    kind: 'boosting',
    parameters: resolved,
    fit: (data, options = {}) => fit(data, resolved, options),
  }
}

async function fit(
  data: Dataset,
  parameters: BoostingParameters,
  options: FitOptions,
): Promise<BoostedModel> {
  const objective = objectiveNamed(parameters.objective)
  check(data, objective)
  if (options.validation !== undefined) check(options.validation, objective)

  const random = new Random(options.seed ?? 0)
  const pace = new Pace('the training', options)
  pace.check()
  const codings = await findAllBins(data, parameters, random.fork(1), pace)
  const rounds = new Rounds(data, binRows(codings, data.frame), objective, parameters, random.fork(2))
  const stopping =
    options.validation === undefined
      ? undefined
      : new EarlyStopping(
          codings,
          objective,
          options.validation,
          rounds.initialScore,
          parameters.earlyStoppingRound,
        )

  for (let round = 0; round < parameters.numIterations; round++) {
    const tree = rounds.next()
    if (tree === undefined || stopping?.add(tree) === true) break
    await pace.spend(rounds.workPerRound, round / parameters.numIterations)
  }
  pace.finish()
  return new BoostedModel({
    objective: objective.name,
    ensemble: compactThresholds({
      codings,
      outputs: 1,
      initialScores: [rounds.initialScore],
      trees: rounds.trees.slice(0, stopping?.bestTrees),
      average: false,
      single: false,
    }),
  })
}

function check(data: Dataset, objective: Objective): void {
  checkDataset(data)
  objective.checkTarget(data.target)
}

async function findAllBins(
  { frame }: Dataset,
  parameters: BoostingParameters,
  random: Random,
  pace: Pace,
): Promise<Coding[]> {
  const codings: Coding[] = []
  for (const column of frame.columns) {
    codings.push(findBins(column, parameters, random.fork(codings.length)))
    await pace.spend(10 * frame.rows, 0)
  }
  return codings
}

/** The trees of one model as they are added, and where each training row stands. */
class Rounds {
  readonly trees: Tree[] = []
  readonly initialScore: number
  /** About how many array elements one round touches. */
  readonly workPerRound: number
  readonly #data: Dataset
  readonly #binned: BinnedRows
  readonly #objective: Objective
  readonly #parameters: BoostingParameters
  readonly #random: Random
  readonly #histograms: Histograms
  readonly #derivatives: Derivatives
  readonly #scores: Float64Array
  readonly #rows: Int32Array
  readonly #scratch: Int32Array
  readonly #columns: readonly number[]
  /** The rows that trees are grown on until they are drawn anew. */
  #bag: Int32Array

  constructor(
    data: Dataset,
    binned: BinnedRows,
    objective: Objective,
    parameters: BoostingParameters,
    random: Random,
  ) {
    const { rows } = binned
    this.#data = data
    this.#binned = binned
    this.#objective = objective
    this.#parameters = parameters
    this.#random = random
    this.#histograms = new Histograms(binned)
    this.#derivatives = { gradients: new Float32Array(rows), hessians: new Float32Array(rows) }
    this.initialScore = objective.initialScore(data.target, data.weights)
    this.#scores = new Float64Array(rows).fill(this.initialScore)
    this.#columns = binned.populated.flatMap((codes, column) => (codes > 1 ? [column] : []))
    this.#bag = Int32Array.from({ length: rows }, (_, row) => row)
    this.#rows = new Int32Array(rows)
    this.#scratch = new Int32Array(rows)
    this.workPerRound = 2 * rows * (1 + this.#columns.length)
  }

  /**
   * Grows and adds a tree.
   * @returns undefined when no split of any row gains anything any more, so that boosting is over
   */
  next(): Tree | undefined {
    if (this.#columns.length === 0) return undefined
    const { target, weights } = this.#data
    this.#drawBag()
    this.#objective.derive(this.#scores, target, weights, this.#derivatives)
    const rows = this.#rows.subarray(0, this.#bag.length)
    rows.set(this.#bag)
    const grown = growTree({
      binned: this.#binned,
      histograms: this.#histograms,
      derivatives: this.#derivatives,
      columns: drawShare(this.#columns, this.#parameters.featureFraction, this.#random),
      rows,
      scratch: this.#scratch,
      weights,
      parameters: this.#parameters,
    })
    if (grown.leaves.length === 1) return undefined
    this.#addScores(grown, rows)
    this.trees.push(grown.tree)
    return grown.tree
  }

  #drawBag(): void {
    const { baggingFraction, baggingFreq } = this.#parameters
    if (baggingFraction === 1 || baggingFreq === 0 || this.trees.length % baggingFreq !== 0) return
    const { rows } = this.#binned
    this.#bag = drawRows(rows, Math.max(1, Math.floor(rows * baggingFraction)), this.#random)
  }

  #addScores({ tree, leaves }: GrownTree, rows: Int32Array): void {
    if (rows.length < this.#binned.rows) {
      addTree(tree, this.#binned, this.#scores)
      return
    }
    for (const { node, begin, end } of leaves) {
      const value = tree.value[node]
      for (let i = begin; i < end; i++) this.#scores[rows[i]] += value
    }
  }
}
