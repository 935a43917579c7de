import { ForetellError } from '../../shared/errors.js'
import type { Column, Frame } from '../frame.js'
import type { Model } from '../model.js'

/** What a model predicts on average when one column is set to a value, all others being as they are. */
export type Dependence = NumericDependence | CategoryDependence

export interface NumericDependence {
  readonly kind: 'numeric'
  readonly name: string
  /** Ascending by value. */
  readonly points: readonly { readonly value: number; readonly prediction: number }[]
  /** With the value missing; only where the frame misses some. */
  readonly missing?: number
}

export interface CategoryDependence {
  readonly kind: 'category'
  readonly name: string
  /** The most frequent level first. */
  readonly points: readonly { readonly level: string; readonly prediction: number }[]
  readonly missing?: number
}

export interface DependenceOptions {
  /** Most points; at least 2. */
  readonly points?: number
  /** Most rows averaged over, evenly spaced in the frame. */
  readonly rows?: number
}

/**
 * Partial dependence (Friedman, "Greedy function approximation", 2001, section 8.2). It answers for columns
 * that vary independently; where they do not, some of the averaged rows cannot exist.
 * @returns means of `model.predict`: probabilities for classification
 * @throws ForetellError `COLUMN_MISSING` when the frame has no such column, or lacks another input
 */
export function partialDependence(
  model: Model,
  frame: Frame,
  name: string,
  { points = 20, rows = 1000 }: DependenceOptions = {},
): Dependence {
  const column = frame.columns.find((candidate) => candidate.name === name)
  if (column === undefined) {
    throw new ForetellError('COLUMN_MISSING', { values: { column: name, kind: 'any kind' } })
  }
  const sample = evenlySpaced(frame, rows)
  const meanWith = (constant: Column): number => {
    const columns = sample.columns.map((other) => (other.name === name ? constant : other))
    const predicted = model.predict({ rows: sample.rows, columns })
    return predicted.reduce((sum, value) => sum + value, 0) / predicted.length
  }
  return column.kind === 'numeric'
    ? {
        kind: 'numeric',
        name,
        points: gridOf(column.values, points).map((value) => ({
          value,
          prediction: meanWith({ ...column, values: new Float64Array(sample.rows).fill(value) }),
        })),
        ...(column.values.some(Number.isNaN)
          ? { missing: meanWith({ ...column, values: new Float64Array(sample.rows).fill(NaN) }) }
          : {}),
      }
    : {
        kind: 'category',
        name,
        points: frequentCodes(column.codes, column.levels.length, points).map((code) => ({
          level: column.levels[code],
          prediction: meanWith({ ...column, codes: new Int32Array(sample.rows).fill(code) }),
        })),
        ...(column.codes.includes(-1)
          ? { missing: meanWith({ ...column, codes: new Int32Array(sample.rows).fill(-1) }) }
          : {}),
      }
}

function evenlySpaced(frame: Frame, most: number): Frame {
  if (frame.rows <= most) return frame
  const row = (i: number): number => Math.floor((i * frame.rows) / most)
  return {
    rows: most,
    columns: frame.columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: Float64Array.from({ length: most }, (_, i) => column.values[row(i)]) }
        : { ...column, codes: Int32Array.from({ length: most }, (_, i) => column.codes[row(i)]) },
    ),
  }
}

/** All distinct values where they are few, else quantiles from the 1st to the 99th: extremes say little. */
function gridOf(values: Float64Array, most: number): number[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const distinct = known.filter((value, i) => i === 0 || value !== known[i - 1])
  if (distinct.length <= most) return [...distinct]
  const quantiles = Array.from({ length: most }, (_, i) => {
    const share = 0.01 + (0.98 * i) / (most - 1)
    return known[Math.round(share * (known.length - 1))]
  })
  return [...new Set(quantiles)]
}

function frequentCodes(codes: Int32Array, levels: number, most: number): number[] {
  const counts = new Float64Array(levels)
  for (const code of codes) if (code >= 0) counts[code]++
  return [...counts.keys()]
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a])
    .slice(0, most)
}
