import type { CategoryColumn, Column } from '../ml/frame.js'
import type { Contributions } from '../ml/model.js'
import { midRanks } from '../ml/metrics/mid-ranks.js'
import { spearman } from '../ml/metrics/regression.js'
import { contributionsOf } from '../ml/explain/importance.js'
import { turningPoint } from '../ml/explain/turning-point.js'
import type { Driver } from './card.js'
import type { LabelledRows } from './labelled-rows.js'

/** What is usual for one feature, and what it does to the prediction. */
export interface FeatureProfile {
  readonly feature: string
  /** Median of those that are known, or the most frequent level; null when most are missing. */
  readonly typical: number | string | null
  /** Share of rows without a value. */
  readonly missing: number
  /** Mean absolute contribution over that of all features, in [0, 1]. */
  readonly importance: number
  readonly direction: Driver['direction']
  /** Where the contribution changes its sign; null where it does not, does so more than once, or hardly matters. */
  readonly turning: { readonly value: number; readonly raises: 'above' | 'below' } | null
  /** Features that say nearly the same share it. */
  readonly group: string
}

/** Rank correlation from which two features are taken as one reason. */
const alike = 0.9
/** A feature whose contribution follows its value less than this has no one direction. */
const directed = 0.6

/** Features of less importance are no reason for anybody, and where they turn is not looked for: it takes time. */
const negligible = 0.002

/**
 * @param rows a sample of the population
 * @param contributions of these rows, columns as the frame's
 * @param residuals what the model left unexplained of these rows, which it was not fitted on: a turn must show in
 *   the outcomes and not only in what the model learned
 */
export function profileFeatures(
  rows: LabelledRows,
  contributions: Contributions,
  residuals: Float64Array,
): readonly FeatureProfile[] {
  const { columns } = rows.frame
  const effects = columns.map((_, index) => contributionsOf(contributions, columns.length, index))
  const sizes = effects.map((effect) => effect.reduce((sum, value) => sum + Math.abs(value), 0))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const groups = groupAlike(columns, sizes)
  return columns.map((column, index) => {
    const importance = total === 0 ? 0 : sizes[index] / total
    const mayTurn = column.kind === 'numeric' && importance >= negligible
    return {
      feature: column.name,
      typical: typicalValue(column),
      missing: missingShare(column),
      importance,
      direction: directionOf(column, effects[index]),
      turning: mayTurn ? turningOf(column.values, effects[index], residuals) : null,
      group: groups[index],
    }
  })
}

/** The most important features, for the model card. */
export function driversOf(
  rows: LabelledRows,
  profiles: readonly FeatureProfile[],
  most = 15,
): readonly Driver[] {
  return profiles
    .map(({ feature, importance, direction }, index) => ({
      feature,
      title: rows.features[index].title,
      importance,
      direction,
    }))
    .filter(({ importance }) => importance > 0)
    .sort((a, b) => b.importance - a.importance)
    .slice(0, most)
}

/** @returns null when half or more of the rows have no value */
function typicalValue(column: Column): number | string | null {
  if (missingShare(column) >= 0.5) return null
  if (column.kind === 'category') return mostFrequent(column)
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort()
  return sorted[Math.floor((sorted.length - 1) / 2)]
}

function mostFrequent({ codes, levels }: CategoryColumn): string | null {
  const counts = new Uint32Array(levels.length)
  for (const code of codes) if (code >= 0) counts[code]++
  return levels[counts.indexOf(Math.max(...counts))] ?? null
}

function missingShare(column: Column): number {
  const missing =
    column.kind === 'numeric'
      ? column.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0)
      : column.codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0)
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length
  return rows === 0 ? 1 : missing / rows
}

function directionOf(column: Column, effect: Float64Array): Driver['direction'] {
  if (column.kind === 'category') return 'mixed'
  const known = Array.from(column.values.keys()).filter((row) => !Number.isNaN(column.values[row]))
  const correlation = spearman(
    known.map((row) => column.values[row]),
    known.map((row) => effect[row]),
  )
  if (!(Math.abs(correlation) >= directed)) return 'mixed'
  return correlation > 0 ? 'raises' : 'lowers'
}

/**
 * Which features are one reason. The same behaviour over several windows is one (`withoutWindow`); and where the
 * most important window of one behaviour nearly always moves with that of a more important one, both are. Only
 * the most important of each are compared, so that a chain of likenesses does not swallow everything; categories
 * stand alone.
 */
function groupAlike(columns: readonly Column[], sizes: readonly number[]): string[] {
  const leaders: { stem: string; ranks: Float64Array }[] = []
  const groupOf = new Map<string, string>()
  const order = columns.map((_, index) => index).sort((a, b) => sizes[b] - sizes[a] || a - b)
  for (const index of order) {
    const column = columns[index]
    const stem = withoutWindow(column.name)
    if (groupOf.has(stem)) continue
    groupOf.set(stem, stem)
    if (column.kind === 'category' || sizes[index] === 0) continue
    // Missing stands below everything: it is a value of its own to the model.
    const ranks = standardised(midRanks(column.values.map((value) => (Number.isNaN(value) ? -1e300 : value))))
    const leader = leaders.find((other) => Math.abs(correlation(other.ranks, ranks)) >= alike)
    if (leader === undefined) leaders.push({ stem, ranks })
    else groupOf.set(stem, leader.stem)
  }
  return columns.map(({ name }) => groupOf.get(withoutWindow(name)) ?? name)
}

/** `login_count_30d`, `login_count_7d` and `login_count_ever` are `login_count`. */
function withoutWindow(name: string): string {
  return name.replace(/_(\d+[mhdw]|ever)(?=_|$)/g, '')
}

function standardised(values: ArrayLike<number>): Float64Array {
  const list = Float64Array.from(values)
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length
  const spread = Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0))
  return list.map((value) => (spread === 0 ? 0 : (value - mean) / spread))
}

function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let row = 0; row < a.length; row++) sum += a[row] * b[row]
  return sum
}

function turningOf(
  values: Float64Array,
  effect: Float64Array,
  residuals: Float64Array,
): FeatureProfile['turning'] {
  const found = turningPoint(values, effect, { residuals })
  return found === undefined ? null : { value: found.value, raises: found.direction }
}
