import { ForetellError } from '../../shared/errors.js'
import type { Column, Frame } from '../frame.js'

/** The values of one column at which predictions are looked at. */
export type Axis =
  | { readonly kind: 'numeric'; readonly name: string; readonly values: readonly number[] }
  | { readonly kind: 'category'; readonly name: string; readonly levels: readonly string[] }

/** @throws ForetellError `COLUMN_MISSING` */
export function columnNamed(frame: Frame, name: string): Column {
  const column = frame.columns.find((candidate) => candidate.name === name)
  if (column === undefined) {
    throw new ForetellError('COLUMN_MISSING', { values: { column: name, kind: 'any kind' } })
  }
  return column
}

/** The frame with a column in place of its own of that name. */
export function withColumn(frame: Frame, column: Column): Frame {
  const columns = frame.columns.map((other) => (other.name === column.name ? column : other))
  return { rows: frame.rows, columns }
}

/** At most so many rows, evenly spaced. */
export function evenlySpacedRows(rows: number, most: number): Uint32Array {
  const length = Math.min(rows, most)
  return Uint32Array.from({ length }, (_, i) => Math.floor((i * rows) / length))
}

/**
 * Where a column is looked at. Numbers: all distinct values where they are few, else quantiles from the 1st to the
 * 99th, for extremes say little. Categories: the most frequent levels, the most frequent first.
 * @param most points; at least 2
 */
export function axisOf(column: Column, most: number): Axis {
  if (column.kind === 'numeric') {
    return { kind: 'numeric', name: column.name, values: numericGrid(column.values, most) }
  }
  const codes = frequentCodes(column.codes, column.levels.length, most)
  return { kind: 'category', name: column.name, levels: codes.map((code) => column.levels[code]) }
}

/** A column that has the value of one point of its axis in every row; without a point it is missing. */
export function constantColumn(column: Column, axis: Axis, point: number | undefined, rows: number): Column {
  if (column.kind === 'numeric') {
    const value = point === undefined || axis.kind !== 'numeric' ? NaN : axis.values[point]
    return { ...column, values: new Float64Array(rows).fill(value) }
  }
  const code =
    point === undefined || axis.kind !== 'category' ? -1 : column.levels.indexOf(axis.levels[point])
  return { ...column, codes: new Int32Array(rows).fill(code) }
}

export function pointCount(axis: Axis): number {
  return axis.kind === 'numeric' ? axis.values.length : axis.levels.length
}

export function anyMissing(column: Column): boolean {
  return column.kind === 'numeric' ? column.values.some(Number.isNaN) : column.codes.includes(-1)
}

/** Levels that occur, the most frequent first, at most so many. */
export function frequentCodes(codes: Int32Array, levels: number, most: number): number[] {
  const counts = new Float64Array(levels)
  for (const code of codes) if (code >= 0) counts[code]++
  return [...counts.keys()]
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a])
    .slice(0, most)
}

function numericGrid(values: ArrayLike<number>, most: number): number[] {
  const known = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
  const distinct = known.filter((value, i) => i === 0 || value !== known[i - 1])
  if (distinct.length <= most) return [...distinct]
  const quantiles = Array.from({ length: most }, (_, i) => {
    const share = 0.01 + (0.98 * i) / (most - 1)
    return known[Math.round(share * (known.length - 1))]
  })
  return [...new Set(quantiles)]
}
