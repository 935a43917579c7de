import { ForetellError } from '../../shared/errors.js'
import type { Task } from '../model.js'
import { averagePrecision } from './average-precision.js'
import { brier } from './brier.js'
import { concordance } from './concordance.js'
import { confusion } from './confusion.js'
import { gammaDeviance, poissonDeviance, tweedieDeviance } from './deviance.js'
import { logLoss } from './log-loss.js'
import { multiAccuracy, multiArea, multiLogLoss } from './multiclass.js'
import type { Numbers } from './numbers.js'
import { meanAbsoluteError, rootMeanSquaredError, rSquared } from './regression.js'
import { huberLoss, pinballLoss } from './robust-loss.js'
import { areaUnderRoc } from './roc.js'

/** How good predictions are, as one number. */
export interface Metric {
  /** As `metricNamed` finds it: `auc`, `pinball:0.9`. */
  readonly name: string
  readonly better: 'lower' | 'higher'
  /** What kinds of targets it judges. */
  readonly tasks: readonly Task[]
  /**
   * @param predictions as `Model.predict` gives them; multiclass: rows x classes, row after row
   * @param target one a row
   * @param weights at least 0; default 1 each
   * @param upper survival only: the most the time can have been; default every event was seen
   * @returns NaN where nothing can be said: no rows, one class only, a NaN among the predictions
   * @throws ForetellError `LENGTHS_DIFFER`
   */
  compute(predictions: Numbers, target: Numbers, weights?: Numbers, upper?: Numbers): number
}

/** What a name stands for: a metric, or a family of them with one number to be chosen. */
interface Entry {
  readonly better: Metric['better']
  readonly tasks: readonly Task[]
  readonly parameter?: Parameter
  readonly compute: (parameter: number, ...data: Parameters<Metric['compute']>) => number
}

interface Parameter {
  readonly default: number
  readonly allows: (value: number) => boolean
  readonly range: string
}

const quantile: Parameter = { default: 0.5, allows: (q) => q > 0 && q < 1, range: 'between 0 and 1' }
const delta: Parameter = { default: 1, allows: (d) => d > 0 && d < Infinity, range: 'above 0' }
const power: Parameter = {
  default: 1.5,
  allows: (p) => p === 0 || (p >= 1 && p < Infinity),
  range: '0 or at least 1',
}

const entries: Readonly<Record<string, Entry>> = {
  auc: {
    better: 'higher',
    tasks: ['classification'],
    compute: (_, p, y, w) => areaUnderRoc(y, p, w),
  },
  averagePrecision: {
    better: 'higher',
    tasks: ['classification'],
    compute: (_, p, y, w) => averagePrecision(y, p, w),
  },
  logLoss: { better: 'lower', tasks: ['classification'], compute: (_, p, y, w) => logLoss(y, p, w) },
  brier: { better: 'lower', tasks: ['classification'], compute: (_, p, y, w) => brier(y, p, w) },
  accuracy: {
    better: 'higher',
    tasks: ['classification', 'multiclass'],
    compute: (_, p, y, w) =>
      p.length === y.length ? confusion(y, p, 0.5, w).accuracy : multiAccuracy(y, p, w),
  },
  multiLogLoss: { better: 'lower', tasks: ['multiclass'], compute: (_, p, y, w) => multiLogLoss(y, p, w) },
  macroAuc: {
    better: 'higher',
    tasks: ['multiclass'],
    compute: (_, p, y, w) => multiArea(y, p, 'macro', w),
  },
  weightedAuc: {
    better: 'higher',
    tasks: ['multiclass'],
    compute: (_, p, y, w) => multiArea(y, p, 'weighted', w),
  },
  rmse: { better: 'lower', tasks: ['regression'], compute: (_, p, y, w) => rootMeanSquaredError(y, p, w) },
  mae: { better: 'lower', tasks: ['regression'], compute: (_, p, y, w) => meanAbsoluteError(y, p, w) },
  r2: { better: 'higher', tasks: ['regression'], compute: (_, p, y, w) => rSquared(y, p, w) },
  pinball: {
    better: 'lower',
    tasks: ['regression'],
    parameter: quantile,
    compute: (q, p, y, w) => pinballLoss(y, p, q, w),
  },
  huber: {
    better: 'lower',
    tasks: ['regression'],
    parameter: delta,
    compute: (d, p, y, w) => huberLoss(y, p, d, w),
  },
  poissonDeviance: {
    better: 'lower',
    tasks: ['regression'],
    compute: (_, p, y, w) => poissonDeviance(y, p, w),
  },
  gammaDeviance: { better: 'lower', tasks: ['regression'], compute: (_, p, y, w) => gammaDeviance(y, p, w) },
  tweedieDeviance: {
    better: 'lower',
    tasks: ['regression'],
    parameter: power,
    compute: (q, p, y, w) => tweedieDeviance(y, p, q, w),
  },
  concordance: {
    better: 'higher',
    tasks: ['survival'],
    compute: (_, p, y, w, upper) => concordance(y, p, upper, w),
  },
}

/** The names that `metricNamed` knows, without parameters. */
export const metricNames: readonly string[] = Object.keys(entries)

/**
 * The metric of a name. `pinball` (the quantile, default 0.5), `huber` (its delta, default 1) and
 * `tweedieDeviance` (its power, default 1.5) take a number behind a colon: `pinball:0.9`.
 * @throws ForetellError `PARAMETER_INVALID` when there is none of that name, or its number is out of range
 */
export function metricNamed(name: string): Metric {
  const [family, given, ...rest] = name.split(':')
  const entry = Object.hasOwn(entries, family) ? entries[family] : undefined
  if (entry === undefined || rest.length > 0) throw invalid(`one of ${metricNames.join(', ')}`, name)
  const { better, tasks, compute } = entry
  const parameter = parameterOf(name, entry, given)
  return {
    name,
    better,
    tasks,
    compute: (...data) => compute(parameter, ...data),
  }
}

function parameterOf(name: string, { parameter }: Entry, given: string | undefined): number {
  if (given === undefined) return parameter?.default ?? NaN
  if (parameter === undefined) throw invalid('a metric that takes a number', name)
  const value = given.trim() === '' ? NaN : Number(given)
  if (!parameter.allows(value)) throw invalid(`a number ${parameter.range} behind the colon`, name)
  return value
}

function invalid(expected: string, got: string): ForetellError {
  return new ForetellError('PARAMETER_INVALID', { values: { name: 'metric', expected, got } })
}

/** What a task is judged by unless another metric is named: the loss that learners make small. */
export function defaultMetric(task: Task): Metric {
  const names: Readonly<Record<Task, string>> = {
    classification: 'logLoss',
    multiclass: 'multiLogLoss',
    regression: 'rmse',
    survival: 'concordance',
  }
  return metricNamed(names[task])
}

/** Whether a value is better than another; NaN is worse than everything. */
export function isBetter(metric: Metric, value: number, than: number): boolean {
  if (Number.isNaN(value)) return false
  return Number.isNaN(than) || (metric.better === 'higher' ? value > than : value < than)
}
