import { ForetellError } from '../../shared/errors.js'
import { Pace } from '../boosting/pace.js'
import { drawBackground } from '../explain/background.js'
import { checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import { defaultMetric, type Metric } from '../metrics/metric.js'
import type { FitOptions, Learner } from '../model.js'
import { datasetRows } from '../split/rows.js'
import { checkEnsembleOptions, type EnsembleOptions, fitAll, heldOutScores } from './base-learners.js'
import { BlendedModel } from './blended-model.js'
import { greedyWeights } from './greedy-weights.js'

export interface BlendedOptions extends EnsembleOptions {
  /** Additions of a model to the mean, at least 1: weights are whole multiples of 1 over some of it. Default 50. */
  readonly rounds?: number
  /** What the mean is judged by. Default the loss of the task (`defaultMetric`). */
  readonly metric?: Metric
}

export interface BlendedLearner extends Learner {
  fit(data: Dataset, options?: FitOptions): Promise<BlendedModel>
}

/** Share of the work that the fits on parts of the rows are taken to be; the rest is refitting on all. */
const HELD_OUT_WORK = 0.8

/**
 * The weighted mean of several models, before the link. The weights are chosen on predictions of rows that the
 * models had not seen (`greedyWeights`); then those with a weight are fitted on all rows. Validation rows are handed
 * to the learners and take no part in the weights.
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function blended(options: BlendedOptions): BlendedLearner {
  const { rounds = 50, metric = defaultMetric(options.task) } = options
  checkEnsembleOptions(options)
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw new ForetellError('PARAMETER_INVALID', {
      values: { name: 'rounds', expected: 'a whole number from 1', got: rounds },
    })
  }
  return {
    kind: 'blended',
    fit: (data, fitOptions = {}) => fitBlend(data, options, rounds, metric, fitOptions),
  }
}

async function fitBlend(
  data: Dataset,
  options: EnsembleOptions,
  rounds: number,
  metric: Metric,
  fitOptions: FitOptions,
): Promise<BlendedModel> {
  const { task, learners } = options
  const pace = new Pace('the blending', fitOptions)
  pace.check()
  checkDataset(data)
  const { onProgress } = fitOptions
  const between = (from: number, to: number): FitOptions => ({
    ...fitOptions,
    ...(onProgress && { onProgress: (share: number) => onProgress(from + (to - from) * share) }),
  })
  const held = await heldOutScores(data, options, between(0, HELD_OUT_WORK))
  const names = Object.keys(learners)
  let weights: Float64Array = new Float64Array(names.length).fill(1 / names.length)
  if (held !== undefined) {
    const { target, weights: rowWeights, upper } = datasetRows(data, held.rows)
    const rows = { task, outputs: held.outputs, target, weights: rowWeights, upper }
    const work = held.raw[0].length * names.length * 10
    weights = await greedyWeights(held.raw, rows, metric, rounds, () => pace.spend(work, HELD_OUT_WORK))
  }
  const chosen = names.flatMap((name, at) => (weights[at] > 0 ? [{ name, weight: weights[at] }] : []))
  const models = await fitAll(
    data,
    chosen.map(({ name }) => learners[name]),
    between(HELD_OUT_WORK, 1),
  )
  pace.finish()
  return new BlendedModel({
    task,
    outputs: models[0].outputs,
    inputs: data.frame.columns.map(({ name, kind }) => ({ name, kind })),
    members: chosen.map((member, at) => ({ ...member, model: models[at] })),
    background: drawBackground(data.frame, fitOptions.seed ?? 0),
  })
}
