import type { Feature } from '../../features/feature.js'
import { areaUnderRoc } from '../../ml/metrics/roc.js'
import type { LabelledRows } from '../labelled-rows.js'
import { meanOf } from '../labelled-rows.js'
import { takeValues } from '../rows.js'
import { takeRows } from '../rows.js'
import { columnNamed, fitSingleFeature } from '../single-feature.js'

/** What the alarms look at: the rows on both sides of the split and how well the model did. */
export interface Evidence {
  readonly task: 'classification' | 'regression'
  readonly training: LabelledRows
  readonly holdout: LabelledRows
  /** AUC or R2 of the model on the holdout. */
  readonly modelScore: number
  readonly powers: readonly FeaturePower[]
}

/** How well one feature alone orders the holdout. */
export interface FeaturePower {
  readonly feature: string
  readonly title: string
  /** AUC or R2 on the holdout of the feature's bins, learned on training rows. */
  readonly score: number
  /** AUC of "is missing" on the holdout, the better of both directions; 0.5 for regression or without missing. */
  readonly missingScore: number
}

/** More training rows than this say nothing more about one feature. */
const rowsEnough = 50_000

export function featurePowers(
  task: Evidence['task'],
  training: LabelledRows,
  holdout: LabelledRows,
): FeaturePower[] {
  const step = Math.max(1, Math.ceil(training.frame.rows / rowsEnough))
  const rows = Array.from({ length: Math.ceil(training.frame.rows / step) }, (_, index) => index * step)
  const learned = { frame: takeRows(training.frame, rows), target: takeValues(training.target, rows) }
  return learned.frame.columns.map((column, index) => {
    const asked = columnNamed(holdout.frame, column.name)
    const predicted = asked === undefined ? null : fitSingleFeature(column, learned.target).predict(asked)
    return {
      feature: column.name,
      title: training.features[index]?.title ?? column.name,
      score: predicted === null ? Number.NaN : scoreOf(task, holdout.target, predicted),
      missingScore: canLeakByAbsence(task, training.features[index])
        ? missingScore(holdout, column.name)
        : 0.5,
    }
  })
}

/**
 * What is computed from a window of the past is missing because nothing happened in it, which is behaviour; only a
 * column of a table or a trait can have been filled in afterwards.
 */
function canLeakByAbsence(task: Evidence['task'], feature: Feature | undefined): boolean {
  const derived = feature?.node !== undefined && feature.node.kind !== 'trait'
  return task === 'classification' && !derived
}

/** AUC for classification, R2 for regression. */
export function scoreOf(task: Evidence['task'], target: Float64Array, predicted: Float64Array): number {
  if (task === 'classification') return areaUnderRoc(target, predicted)
  const mean = meanOf(target)
  let residual = 0
  let total = 0
  for (let i = 0; i < target.length; i++) {
    residual += (target[i] - predicted[i]) ** 2
    total += (target[i] - mean) ** 2
  }
  return total === 0 ? Number.NaN : 1 - residual / total
}

function missingScore({ frame, target }: LabelledRows, name: string): number {
  const column = columnNamed(frame, name)
  if (column === undefined) return 0.5
  const missing =
    column.kind === 'numeric'
      ? Float64Array.from(column.values, (value) => (Number.isNaN(value) ? 1 : 0))
      : Float64Array.from(column.codes, (code) => (code < 0 ? 1 : 0))
  const area = areaUnderRoc(target, missing)
  return Number.isNaN(area) ? 0.5 : Math.max(area, 1 - area)
}
