import type { ProfitPlan } from '../config/plan.js'
import { averagePrecision } from '../ml/metrics/average-precision.js'
import { bootstrapInterval } from '../ml/metrics/bootstrap.js'
import { calibrationError } from '../ml/metrics/calibration-error.js'
import { confusion } from '../ml/metrics/confusion.js'
import { delongDifference, delongInterval } from '../ml/metrics/delong.js'
import type { Interval } from '../ml/metrics/interval.js'
import { gainTable, lift } from '../ml/metrics/lift.js'
import { logLoss } from '../ml/metrics/log-loss.js'
import { rank } from '../ml/metrics/operating-points.js'
import { breakEvenProbability, profitCurve } from '../ml/metrics/profit.js'
import { reliabilityTable } from '../ml/metrics/reliability.js'
import { areaUnderRoc } from '../ml/metrics/roc.js'
import type { BaselineComparison, ClassificationEvaluation, ThresholdEvaluation } from './card.js'
import { meanOf, positivesOf } from './labelled-rows.js'
import { classificationQuality } from './quality.js'

/** What was predicted of rows whose outcome is known, by the model and by what it is compared with. */
export interface Measured {
  readonly target: Float64Array
  readonly predicted: Float64Array
  readonly entityIds: readonly string[]
  readonly others: readonly {
    readonly name: string
    readonly title: string
    readonly predicted: Float64Array
  }[]
  readonly seed: number
}

/** Draws of a bootstrap; fewer for many rows, whose intervals are narrow anyway. */
function resamplesFor(rows: number): number {
  return rows > 100_000 ? 100 : rows > 20_000 ? 200 : 500
}

export function evaluateClassification(
  measured: Measured,
  costs: ProfitPlan,
  /** Rate of the outcome in the training rows: what is said without a model. */
  trainingRate: number,
): ClassificationEvaluation {
  const { target, predicted } = measured
  const rows = target.length
  const ranking = rank(predicted)
  const bootstrap = bootstrapOf(measured)
  const losses = target.map((value, row) => logLoss([value], [predicted[row]]))
  const squares = target.map((value, row) => (value - predicted[row]) ** 2)
  const auc = aucInterval(measured)
  const calibration = calibrationError(target, predicted)
  return {
    task: 'classification',
    rows,
    positives: positivesOf(target),
    auc,
    averagePrecision: bootstrap((weights) => averagePrecision(target, ranking, weights)),
    logLoss: bootstrap((weights) => weightedMean(losses, weights)),
    brier: bootstrap((weights) => weightedMean(squares, weights)),
    calibrationError: calibration,
    liftAtTenth: bootstrap((weights) => lift(target, ranking, 0.1, weights)),
    gain: gainTable(target, ranking).map(({ share, gain }) => ({ share, captured: gain })),
    threshold: thresholdEvaluation(target, predicted, costs),
    profitCurve: profitCurve(target, ranking, costs).points.map(
      ({ share, threshold, profitPerCustomer }) => ({
        share,
        threshold: threshold ?? 1,
        profit: profitPerCustomer,
      }),
    ),
    reliability: reliabilityTable(target, predicted).map(
      ({ rows: inBin, predicted: promised, observed }) => ({
        rows: inBin,
        predicted: promised,
        observed: observed.value,
        low: observed.low,
        high: observed.high,
      }),
    ),
    baseRate: meanOf(target),
    quality: classificationQuality({
      auc,
      logLoss: meanOf(losses),
      baseLogLoss: logLoss(target, new Float64Array(rows).fill(trainingRate)),
      calibrationError: calibration,
    }),
    baselines: measured.others.map((other) => compareAuc(measured, other)),
  }
}

/** DeLong's interval; where entities stand in several rows, whole entities are drawn instead. */
function aucInterval({ target, predicted, entityIds, seed }: Omit<Measured, 'others'>): Interval {
  if (new Set(entityIds).size === entityIds.length) return delongInterval(target, predicted)
  const ranking = rank(predicted)
  return bootstrapInterval(target.length, (weights) => areaUnderRoc(target, ranking, weights), {
    seed,
    groups: entityIds,
    resamples: resamplesFor(target.length),
  })
}

function compareAuc(measured: Measured, other: Measured['others'][number]): BaselineComparison {
  const { target, predicted, entityIds, seed } = measured
  const independent = new Set(entityIds).size === entityIds.length
  const ranking = rank(predicted)
  const otherRanking = rank(other.predicted)
  const { value, low, high } = independent
    ? delongDifference(target, predicted, other.predicted)
    : bootstrapInterval(
        target.length,
        (weights) => areaUnderRoc(target, ranking, weights) - areaUnderRoc(target, otherRanking, weights),
        { seed, groups: entityIds, resamples: resamplesFor(target.length) },
      )
  return {
    name: other.name,
    title: other.title,
    metric: 'auc',
    value: aucInterval({ target, predicted: other.predicted, entityIds, seed }),
    difference: { value, low, high },
    method: independent ? 'DeLong' : 'cluster bootstrap',
  }
}

/** Intervals by drawing whole entities. */
function bootstrapOf({
  target,
  entityIds,
  seed,
}: Measured): (statistic: (weights: Float64Array) => number) => Interval {
  return (statistic) =>
    bootstrapInterval(target.length, statistic, {
      seed,
      groups: entityIds,
      resamples: resamplesFor(target.length),
    })
}

/**
 * From which probability on contacting pays. For calibrated probabilities it follows from the costs alone, so it
 * carries none of the noise of the best point of a measured curve; what it would have meant is measured.
 */
function thresholdEvaluation(
  target: Float64Array,
  predicted: Float64Array,
  costs: ProfitPlan,
): ThresholdEvaluation {
  const value = Math.min(1, breakEvenProbability(costs))
  const at = confusion(target, predicted, value)
  return {
    value,
    precision: orZero(at.precision),
    recall: orZero(at.recall),
    f1: orZero(at.f1),
    share: (at.truePositives + at.falsePositives) / target.length,
    costs,
  }
}

function orZero(rate: number): number {
  return Number.isNaN(rate) ? 0 : rate
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0
  let total = 0
  for (let row = 0; row < values.length; row++) {
    sum += weights[row] * values[row]
    total += weights[row]
  }
  return sum / total
}
