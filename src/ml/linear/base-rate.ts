import { Pace } from '../boosting/pace.js'
import { checkDataset, checkOutcomes } from '../frame-check.js'
import type { Dataset, Frame } from '../frame.js'
import { logOdds } from '../metrics/log-loss.js'
import { totalWeight, weightedMean } from '../metrics/numbers.js'
import type { Contributions, FitOptions, Learner, Model, ModelInput, SerialisedModel } from '../model.js'

/**
 * The honest floor: predicts the weighted mean of the target for everyone and needs no column. What does not beat
 * it has learned nothing.
 */
export function baseRate(task: Model['task']): Learner {
  return {
    kind: 'base-rate',
    // A check that throws inside the promise rejects it.
    fit: (data, options = {}) => new Promise((resolve) => resolve(fitBaseRate(data, task, options))),
  }
}

/** @throws ForetellError `DATASET_INVALID`, `CANCELLED` */
function fitBaseRate(data: Dataset, task: Model['task'], options: FitOptions): Model {
  const pace = new Pace('the base rate', options)
  pace.check()
  checkDataset(data)
  if (task === 'classification') checkOutcomes(data.target)
  const { target, weights } = data
  pace.finish()
  return new BaseRateModel({
    task,
    value: task === 'classification' ? smoothedRate(target, weights) : meanOf(target, weights),
  })
}

/**
 * Share of target 1, in (0, 1): exact when both outcomes were seen, else as if half a row of each had been seen
 * besides (Krichevsky and Trofimov 1981), so that log odds and log loss stay finite.
 */
export function smoothedRate(target: Float64Array, weights?: Float64Array): number {
  const rate = meanOf(target, weights)
  if (rate > 0 && rate < 1) return rate
  const total = totalWeight(target.length, weights)
  return (rate * total + 0.5) / (total + 1)
}

function meanOf(target: Float64Array, weights: Float64Array | undefined): number {
  return weightedMean(target.length, weights, (row) => target[row])
}

interface BaseRateParts {
  readonly task: Model['task']
  /** The rate, or the mean. */
  readonly value: number
}

/** The same prediction for every row. */
export class BaseRateModel implements Model {
  readonly kind = 'base-rate'
  readonly task: Model['task']
  readonly outputs = 1
  readonly inputs: readonly ModelInput[] = []
  readonly #value: number

  constructor(parts: BaseRateParts) {
    this.task = parts.task
    this.#value = parts.value
  }

  predict(frame: Frame): Float64Array {
    return new Float64Array(frame.rows).fill(this.#value)
  }

  /** No inputs, so the baseline is all. */
  contributions(): Contributions {
    const baseline = this.task === 'classification' ? logOdds(this.#value) : this.#value
    return { baseline, values: new Float64Array(0) }
  }

  toJSON(): SerialisedModel {
    return { format: 'foretell-model', version: 1, kind: this.kind, task: this.task, value: this.#value }
  }
}
