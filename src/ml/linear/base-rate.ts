import { Pace } from '../boosting/pace.js'
import { checkClasses, checkDataset, checkOutcomes } from '../frame-check.js'
import type { Dataset, Frame } from '../frame.js'
import { logOdds } from '../metrics/log-loss.js'
import { totalWeight, weightedMean } from '../metrics/numbers.js'
import type { Contributions, FitOptions, Learner, Model, ModelInput, SerialisedModel } from '../model.js'
import { classRates } from './class-rates.js'

/**
 * The honest floor: predicts the same for everyone and needs no column; what does not beat it has learned nothing.
 * That is the weighted mean of the target, the share of each class, or, for times, all time that was watched over
 * the number of events seen, which is the mean where events come at a constant rate.
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
  const values = valuesOf(data, task)
  pace.finish()
  return new BaseRateModel({ task, values })
}

function valuesOf(data: Dataset, task: Model['task']): number[] {
  const { target, weights } = data
  switch (task) {
    case 'classification':
      checkOutcomes(target)
      return [smoothedRate(target, weights)]
    case 'multiclass':
      return Array.from(classRates(target, checkClasses(target), weights))
    case 'regression':
      return [meanOf(target, weights)]
    case 'survival':
      return [meanTime(data)]
  }
}

/** Without an event, as if half of one had been seen. */
function meanTime({ target, weights, upper }: Dataset): number {
  const seen = weightedMean(target.length, weights, (row) => Number((upper ?? target)[row] < Infinity))
  return meanOf(target, weights) / (seen > 0 ? seen : 0.5 / totalWeight(target.length, weights))
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
  /** The mean, or the rate of each class. */
  readonly values: readonly number[]
}

/** The same prediction for every row. */
export class BaseRateModel implements Model {
  readonly kind = 'base-rate'
  readonly task: Model['task']
  readonly outputs: number
  readonly inputs: readonly ModelInput[] = []
  readonly #values: readonly number[]

  constructor(parts: BaseRateParts) {
    this.task = parts.task
    this.outputs = parts.values.length
    this.#values = parts.values
  }

  predict(frame: Frame): Float64Array {
    return new Float64Array(frame.rows * this.outputs).map((_, at) => this.#values[at % this.outputs])
  }

  /** No inputs, so the baseline is all. */
  contributions(_frame?: Frame, output = 0): Contributions {
    const value = this.#values[output]
    const baseline =
      this.task === 'classification' ? logOdds(value) : this.task === 'regression' ? value : Math.log(value)
    return { baseline, values: new Float64Array(0) }
  }

  toJSON(): SerialisedModel {
    const prediction = this.task === 'multiclass' ? { rates: this.#values } : { value: this.#values[0] }
    return { format: 'foretell-model', version: 1, kind: this.kind, task: this.task, ...prediction }
  }
}
