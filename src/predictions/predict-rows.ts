import type { Frame } from '../ml/frame.js'
import type { Instant } from '../shared/time.js'
import type { Explain } from './explain.js'
import { expectedDate } from './expected-date.js'
import { levelOf } from './level.js'
import { intervalOf } from './outcome-band.js'
import { percentileAmong } from './percentile.js'
import type { Factor, Level, Prediction } from './prediction.js'
import { takeRows } from './rows.js'
import type { Scorer } from './scorer.js'

/** What is said of rows beside their features. */
export interface PredictionContext {
  readonly prediction: string
  readonly version: string
  /** Null for tables. */
  readonly anchor: Instant | null
  /** Milliseconds; null for tables. */
  readonly horizon: number | null
  /** Undefined: without reasons. */
  readonly explain: Explain | undefined
}

/** Everything that is said of a row but whose it is. */
export interface ScoredRow {
  /** Calibrated probability, or amount. */
  readonly outcome: number
  readonly level: Level | null
  readonly interval: { readonly low: number; readonly high: number; readonly level: number } | null
  readonly expectedAt: Instant | null
  readonly base: number
  readonly factors: readonly Factor[]
}

/** Scores rows of features, each with its level, interval, expected date and reasons. */
export function scoreRows(
  scorer: Scorer,
  frame: Frame,
  { prediction, anchor, horizon, explain }: Omit<PredictionContext, 'version'>,
): ScoredRow[] {
  const { task, band, levels } = scorer.artifact
  const classification = task === 'classification'
  const outcomes = scorer.predict(frame)
  const explanations = explain?.(scorer, prediction, frame)
  const base = explanations === undefined && frame.rows > 0 ? baseOf(scorer, frame) : 0
  return Array.from(outcomes, (outcome, row) => ({
    outcome,
    level: classification ? levelOf(outcome, levels) : null,
    interval: band === null ? null : intervalOf(band, outcome),
    expectedAt:
      classification && anchor !== null && horizon !== null ? expectedDate(outcome, anchor, horizon) : null,
    base: explanations?.[row].base ?? base,
    factors: explanations?.[row].factors ?? [],
  }))
}

/** What is predicted with nothing known: the same whatever row is asked about. */
function baseOf(scorer: Scorer, frame: Frame): number {
  return scorer.outcomeOf(scorer.contributions(takeRows(frame, [0])).baseline)
}

/**
 * Predicts rows of features with everything that is said of each.
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
  context: PredictionContext,
): Prediction[] {
  const { prediction, version, anchor } = context
  const { task, quantiles } = scorer.artifact
  const classification = task === 'classification'
  return scoreRows(scorer, rows.frame, context).map(
    ({ outcome, level, interval, expectedAt, base, factors }, row) => ({
      prediction,
      version,
      task,
      entityId: rows.entityIds[row],
      anchor: anchor === null ? null : new Date(anchor).toISOString(),
      inPopulation: rows.inPopulation === undefined || rows.inPopulation[row] === 1,
      probability: classification ? outcome : null,
      value: classification ? null : outcome,
      percentile: percentileAmong(quantiles, outcome),
      level,
      interval,
      expectedDate: expectedAt === null ? null : new Date(expectedAt).toISOString(),
      base,
      factors,
    }),
  )
}
