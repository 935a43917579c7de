import type { Feature } from '../features/feature.js'
import type { Column, Dataset, Frame } from '../ml/frame.js'
import type { Instant } from '../shared/time.js'
import { stackFrames, takeRows, takeValues, withoutColumns } from './rows.js'

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

/** One under the other; all must have the same features. At least one. */
export function stackLabelled(parts: readonly LabelledRows[]): LabelledRows {
  const target = new Float64Array(parts.reduce((sum, part) => sum + part.target.length, 0))
  let at = 0
  for (const part of parts) {
    target.set(part.target, at)
    at += part.target.length
  }
  const anchors = parts.every((part) => part.anchors !== null)
  return {
    frame: stackFrames(parts.map(({ frame }) => frame)),
    target,
    entityIds: parts.flatMap(({ entityIds }) => entityIds),
    anchors: anchors ? parts.flatMap((part) => part.anchors ?? []) : null,
    features: parts[0]?.features ?? [],
  }
}

/** Without the features that are the same, or missing, in all training rows: nothing can be learned from them. */
export function withoutUseless<Name extends string>(
  parts: Readonly<Record<Name | 'training', LabelledRows>>,
): {
  readonly parts: Readonly<Record<Name | 'training', LabelledRows>>
  readonly dropped: readonly { readonly name: string; readonly reason: string }[]
} {
  const useless = new Set(
    parts.training.frame.columns.filter((column) => isConstant(column)).map(({ name }) => name),
  )
  const cleaned = Object.entries<LabelledRows>(parts).map(([name, part]) => [
    name,
    {
      ...part,
      frame: withoutColumns(part.frame, useless),
      features: part.features.filter((feature) => !useless.has(feature.name)),
    },
  ])
  return {
    parts: Object.fromEntries(cleaned) as Record<Name | 'training', LabelledRows>,
    dropped: [...useless].map((name) => ({ name, reason: 'the same in all training rows' })),
  }
}

function isConstant(column: Column): boolean {
  if (column.kind === 'category') return column.codes.every((code) => code === column.codes[0])
  const [first] = column.values
  return column.values.every((value) => Object.is(value, first) || value === first)
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
