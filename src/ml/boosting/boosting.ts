import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import { checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import type { GrowthRows } from '../growing/growth-rows.js'
import { kernelRows, type RowsOptions } from '../growing/kernel-rows.js'
import { threadsFor } from '../growing/threads.js'
import { type Metric, metricNamed } from '../metrics/metric.js'
import type { Learner } from '../model.js'
import { compactThresholds } from '../trees/compacting.js'
import { joinEnsembles } from '../trees/joining.js'
import { BoostedModel } from './boosted-model.js'
import { EarlyStopping } from './early-stopping.js'
import { growthLimits } from './growth-limits.js'
import type { Objective } from './objective.js'
import { objectiveOf } from './objective-choice.js'
import type { BoostingOptions } from './options.js'
import { Pace } from './pace.js'
import { type BoostingParameters, invalid, resolveParameters } from './parameters.js'
import { Rounds } from './rounds.js'
import { startOf } from './starting-scores.js'

export interface BoostingLearner extends Learner {
  readonly kind: 'boosting'
  readonly parameters: BoostingParameters
  fit(data: Dataset, options?: BoostingOptions): Promise<BoostedModel>
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
  options: BoostingOptions,
  prepare: (data: Dataset, options: RowsOptions) => Promise<GrowthRows> = kernelRows,
): Promise<BoostedModel> {
  const objective = objectiveOf(parameters)
  const metric = metricOf(parameters, objective)
  const outputs = checked(data, objective)
  const { validation, continueFrom } = options
  if (validation !== undefined && checked(validation, objective) > outputs) throw unknownClass(outputs)
  const startingScores = startOf(data, options, objective, outputs)

  const random = new Random(options.seed ?? 0)
  const pace = new Pace('the training', options)
  pace.check()
  const limits = growthLimits(parameters, data.frame.columns)
  const rows = await prepare(data, {
    binning: parameters,
    limits,
    outputs,
    threads: threadsFor(data.frame, options.threads),
    random: random.fork(1),
    validation: validation?.frame,
    pause: (share) => pace.spend(10 * data.frame.rows, CODING_SHARE * share),
  })
  try {
    const setting = {
      rows,
      data,
      objective,
      outputs,
      parameters,
      limits,
      startingScores,
      random: random.fork(2),
    }
    const rounds = new Rounds(setting)
    const stopping =
      validation === undefined
        ? undefined
        : new EarlyStopping(rows, objective, validation, outputs, parameters.earlyStoppingRound, metric)
    const best = await boost(rounds, stopping, parameters, options, pace)
    const ensemble = compactThresholds({
      codings: rows.codings,
      outputs,
      initialScores: rounds.initialScores,
      trees: rounds.trees.slice(0, best * outputs),
      average: false,
      single: false,
    })
    return new BoostedModel({
      objective,
      ensemble: continueFrom === undefined ? ensemble : joinEnsembles(continueFrom.ensemble, ensemble),
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

function unknownClass(classes: number): ForetellError {
  return new ForetellError('DATASET_INVALID', {
    values: { expected: `validation rows of the ${classes} classes learned from`, got: 'more classes' },
  })
}

function metricOf({ metric }: BoostingParameters, objective: Objective): Metric | undefined {
  if (metric === undefined) return undefined
  const found = typeof metric === 'string' ? metricNamed(metric) : metric
  if (found.tasks.includes(objective.task)) return found
  throw invalid('metric', `a metric for ${objective.task}`, found.name)
}

/** @returns how many rounds to keep */
async function boost(
  rounds: Rounds,
  stopping: EarlyStopping | undefined,
  { numIterations }: BoostingParameters,
  { onRound }: BoostingOptions,
  pace: Pace,
): Promise<number> {
  let round = 0
  while (round < numIterations && rounds.next()) {
    round++
    const isOver = stopping?.judge() === true
    const goesOn = onRound?.({ round, validation: stopping?.last ?? NaN, loss: () => rounds.loss() })
    if (isOver || goesOn === false) break
    await pace.spend(rounds.work, CODING_SHARE + (1 - CODING_SHARE) * (round / numIterations))
  }
  pace.finish()
  return stopping?.bestRounds ?? round
}
