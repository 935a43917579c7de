import { Random } from '../../shared/random.js'
import { checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import type { GrowthRows } from '../growing/growth-rows.js'
import { kernelRows, type RowsOptions } from '../growing/kernel-rows.js'
import { threadsFor } from '../growing/threads.js'
import type { FitOptions, Learner } from '../model.js'
import { compactThresholds } from '../trees/compacting.js'
import { BoostedModel } from './boosted-model.js'
import { EarlyStopping } from './early-stopping.js'
import { growthLimits } from './growth-limits.js'
import type { Objective } from './objective.js'
import { objectiveOf } from './objective-choice.js'
import { Pace } from './pace.js'
import { type BoostingParameters, resolveParameters } from './parameters.js'
import { Rounds } from './rounds.js'

export interface BoostingLearner extends Learner {
  readonly kind: 'boosting'
  readonly parameters: BoostingParameters
  fit(data: Dataset, options?: FitOptions): Promise<BoostedModel>
}

/**
 * Histogram gradient boosting (Friedman, "Greedy function approximation", 2001; Ke et al., "LightGBM", 2017).
 * The same data, parameters and seed give the same model to the last bit, on any number of threads.
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
    fit: (data, options = {}) => fitBoosting(data, resolved, options),
  }
}

/** Of all the work, what finds bins: about as much as some trees. */
const CODING_SHARE = 0.05

/** @param prepare codes the rows, and grows trees on them */
export async function fitBoosting(
  data: Dataset,
  parameters: BoostingParameters,
  options: FitOptions,
  prepare: (data: Dataset, options: RowsOptions) => Promise<GrowthRows> = kernelRows,
): Promise<BoostedModel> {
  const objective = objectiveOf(parameters)
  const outputs = checked(data, objective)
  if (options.validation !== undefined) checked(options.validation, objective)

  const random = new Random(options.seed ?? 0)
  const pace = new Pace('the training', options)
  pace.check()
  const limits = growthLimits(parameters, data.frame.columns.length)
  const rows = await prepare(data, {
    binning: parameters,
    limits,
    outputs,
    threads: threadsFor(data.frame, options.threads),
    random: random.fork(1),
    validation: options.validation?.frame,
    pause: (share) => pace.spend(10 * data.frame.rows, CODING_SHARE * share),
  })
  try {
    const rounds = new Rounds({ rows, data, objective, outputs, parameters, limits, random: random.fork(2) })
    const best = await boost(
      rounds,
      stoppingOf(rows, objective, outputs, parameters, options),
      parameters,
      pace,
    )
    return new BoostedModel({
      objective,
      ensemble: compactThresholds({
        codings: rows.codings,
        outputs,
        initialScores: rounds.initialScores,
        trees: rounds.trees.slice(0, best * outputs),
        average: false,
        single: false,
      }),
    })
  } finally {
    rows.close()
  }
}

/** @returns how many scores a row has */
function checked(data: Dataset, objective: Objective): number {
  checkDataset(data)
  return objective.outputs(data)
}

function stoppingOf(
  rows: GrowthRows,
  objective: Objective,
  outputs: number,
  { earlyStoppingRound }: BoostingParameters,
  { validation }: FitOptions,
): EarlyStopping | undefined {
  if (validation === undefined) return undefined
  return new EarlyStopping(rows, objective, validation, outputs, earlyStoppingRound, undefined)
}

/** @returns how many rounds to keep */
async function boost(
  rounds: Rounds,
  stopping: EarlyStopping | undefined,
  { numIterations }: BoostingParameters,
  pace: Pace,
): Promise<number> {
  let round = 0
  while (round < numIterations && rounds.next()) {
    round++
    if (stopping?.judge() === true) break
    await pace.spend(rounds.work, CODING_SHARE + (1 - CODING_SHARE) * (round / numIterations))
  }
  pace.finish()
  return stopping?.bestRounds ?? round
}
