import type { Feature } from '../features/feature.js'
import type { Dataset, Frame } from '../ml/frame.js'
import type { Instant } from '../shared/time.js'
import { takeRows, takeValues } from './rows.js'

/** X and y with where each row came from: what training reads, of events and of tables alike. */
export interface LabelledRows {
  readonly frame: Frame
  /** Classification: 0 or 1. Regression: an amount. */
  readonly target: Float64Array
  /** One a row; an entity may stand at several anchors. */
  readonly entityIds: readonly string[]
  /** One a row; null for tables. */
  readonly anchors: readonly Instant[] | null
  /** What the columns of the frame mean, in their order. */
  readonly features: readonly Feature[]
}

/** The rows of the given numbers, in their order. */
export function takeLabelled(rows: LabelledRows, wanted: ArrayLike<number>): LabelledRows {
  const { anchors } = rows
  return {
    frame: takeRows(rows.frame, wanted),
    target: takeValues(rows.target, wanted),
    entityIds: Array.from(wanted, (row) => rows.entityIds[row]),
    anchors: anchors === null ? null : Array.from(wanted, (row) => anchors[row]),
    features: rows.features,
  }
}

export function datasetOf(rows: LabelledRows): Dataset {
  return { frame: rows.frame, target: rows.target }
}

/** Rows with target 1. */
export function positivesOf(target: Float64Array): number {
  return target.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0)
}

/** Mean; NaN without rows. */
export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
