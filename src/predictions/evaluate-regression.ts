import { bootstrapInterval } from '../ml/metrics/bootstrap.js'
import { normalisedGini } from '../ml/metrics/gini.js'
import type { Interval } from '../ml/metrics/interval.js'
import { meanAbsoluteError, rootMeanSquaredError, rSquared, spearman } from '../ml/metrics/regression.js'
import type { BaselineComparison, RegressionEvaluation } from './card.js'
import type { Measured } from './evaluate-classification.js'
import { meanOf } from './labelled-rows.js'
import { intervalOf, type OutcomeBand } from './outcome-band.js'
import { regressionQuality } from './quality.js'
import { takeValues } from './rows.js'

const resamples = 300
/** Metrics of ranks are sorted anew for each draw: fewer draws do. */
const rankResamples = 100
/** Rows drawn for the intervals of the metrics of ranks. */
const rankRows = 20_000

export function evaluateRegression(measured: Measured, band: OutcomeBand | null): RegressionEvaluation {
  const { target, predicted, entityIds, seed } = measured
  const weighted = (statistic: (weights: Float64Array) => number): Interval =>
    bootstrapInterval(target.length, statistic, { seed, groups: entityIds, resamples })
  const r2 = weighted((weights) => rSquared(target, predicted, weights))
  const order = rankInterval(measured, spearman)
  return {
    task: 'regression',
    rows: target.length,
    rmse: weighted((weights) => rootMeanSquaredError(target, predicted, weights)),
    mae: weighted((weights) => meanAbsoluteError(target, predicted, weights)),
    r2,
    spearman: order,
    normalisedGini: rankInterval(measured, normalisedGini),
    deciles: decilesOf(target, predicted),
    coverage: band === null ? null : coverageOf(target, predicted, band),
    targetMean: meanOf(target),
    quality: regressionQuality(r2, order.value),
    baselines: measured.others.map((other) => compareError(measured, other)),
  }
}

function compareError(measured: Measured, other: Measured['others'][number]): BaselineComparison {
  const { target, predicted, entityIds, seed } = measured
  const options = { seed, groups: entityIds, resamples }
  return {
    name: other.name,
    title: other.title,
    metric: 'rmse',
    value: bootstrapInterval(
      target.length,
      (weights) => rootMeanSquaredError(target, other.predicted, weights),
      options,
    ),
    difference: bootstrapInterval(
      target.length,
      (weights) =>
        rootMeanSquaredError(target, predicted, weights) -
        rootMeanSquaredError(target, other.predicted, weights),
      options,
    ),
    method: new Set(entityIds).size === entityIds.length ? 'bootstrap' : 'cluster bootstrap',
  }
}

/** For statistics that take no weights: a drawn row stands so often as it was drawn. */
function rankInterval(
  { target, predicted, entityIds, seed }: Measured,
  statistic: (target: Float64Array, predicted: Float64Array) => number,
): Interval {
  const step = Math.max(1, Math.ceil(target.length / rankRows))
  const rows = Array.from({ length: Math.ceil(target.length / step) }, (_, index) => index * step)
  const [y, x] = [takeValues(target, rows), takeValues(predicted, rows)]
  const { low, high } = bootstrapInterval(
    rows.length,
    (weights) => {
      const drawn: number[] = []
      weights.forEach((times, row) => {
        for (let time = 0; time < times; time++) drawn.push(row)
      })
      return statistic(takeValues(y, drawn), takeValues(x, drawn))
    },
    { seed, groups: rows.map((row) => entityIds[row]), resamples: rankResamples },
  )
  return { value: statistic(target, predicted), low, high }
}

function decilesOf(target: Float64Array, predicted: Float64Array): RegressionEvaluation['deciles'] {
  const order = Uint32Array.from(predicted.keys()).sort((a, b) => predicted[a] - predicted[b] || a - b)
  const count = Math.min(10, order.length)
  return Array.from({ length: count }, (_, index) => {
    const rows = order.subarray(
      Math.floor((index * order.length) / count),
      Math.floor(((index + 1) * order.length) / count),
    )
    return {
      rows: rows.length,
      predicted: meanOf(takeValues(predicted, rows)),
      observed: meanOf(takeValues(target, rows)),
    }
  })
}

function coverageOf(target: Float64Array, predicted: Float64Array, band: OutcomeBand): number {
  let inside = 0
  for (let row = 0; row < target.length; row++) {
    const { low, high } = intervalOf(band, predicted[row])
    if (target[row] >= low && target[row] <= high) inside++
  }
  return inside / target.length
}
