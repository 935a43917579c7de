import type { Frame } from '../ml/frame.js'
import type { Instant } from '../shared/time.js'
import type { Explain } from './explain.js'
import { expectedDate } from './expected-date.js'
import { levelOf } from './level.js'
import { intervalOf } from './outcome-band.js'
import { percentileAmong } from './percentile.js'
import type { Prediction } from './prediction.js'
import type { Scorer } from './scorer.js'

/** What is said of rows beside their features. */
export interface PredictionContext {
  readonly prediction: string
  readonly version: string
  /** Null for tables. */
  readonly anchor: Instant | null
  /** Milliseconds; null for tables. */
  readonly horizon: number | null
  readonly explain: Explain
}

/**
 * Predicts rows of features with everything that is said of each: level, interval, expected date and reasons.
 * Percentiles are those among the model's holdout.
 * @param inPopulation one a row, 0 or 1
 */
export function predictRows(
  scorer: Scorer,
  rows: {
    readonly entityIds: readonly string[]
    readonly frame: Frame
    readonly inPopulation?: ArrayLike<number>
  },
  { prediction, version, anchor, horizon, explain }: PredictionContext,
): Prediction[] {
  const { task, band, levels, quantiles } = scorer.artifact
  const outcomes = scorer.predict(rows.frame)
  const explanations = explain(scorer, prediction, rows.frame)
  return rows.entityIds.map((entityId, row) => {
    const outcome = outcomes[row]
    const classification = task === 'classification'
    const date =
      classification && anchor !== null && horizon !== null ? expectedDate(outcome, anchor, horizon) : null
    return {
      prediction,
      version,
      task,
      entityId,
      anchor: anchor === null ? null : new Date(anchor).toISOString(),
      inPopulation: rows.inPopulation === undefined || rows.inPopulation[row] === 1,
      probability: classification ? outcome : null,
      value: classification ? null : outcome,
      percentile: percentileAmong(quantiles, outcome),
      level: classification ? levelOf(outcome, levels) : null,
      interval: band === null ? null : intervalOf(band, outcome),
      expectedDate: date === null ? null : new Date(date).toISOString(),
      base: explanations[row].base,
      factors: explanations[row].factors,
    }
  })
}
