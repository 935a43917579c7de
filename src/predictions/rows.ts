import type { Column, Frame } from '../ml/frame.js'

/** The rows of the given numbers, in their order. */
export function takeRows(frame: Frame, rows: ArrayLike<number>): Frame {
  return { rows: rows.length, columns: frame.columns.map((column) => takeFromColumn(column, rows)) }
}

/** The rows from one number up to, not with, another; nothing is copied. */
export function rowsBetween(frame: Frame, from: number, to: number): Frame {
  return {
    rows: to - from,
    columns: frame.columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: column.values.subarray(from, to) }
        : { ...column, codes: column.codes.subarray(from, to) },
    ),
  }
}

export function takeValues(values: Float64Array, rows: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]]
  return taken
}

function takeFromColumn(column: Column, rows: ArrayLike<number>): Column {
  if (column.kind === 'numeric') return { ...column, values: takeValues(column.values, rows) }
  const codes = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]]
  return { ...column, codes }
}

/**
 * Frames one under the other. Columns are matched by name; one that a frame lacks is missing in its rows, and
 * levels are joined by their names.
 */
export function stackFrames(frames: readonly Frame[]): Frame {
  const rows = frames.reduce((sum, frame) => sum + frame.rows, 0)
  const first = new Map<string, Column>()
  for (const frame of frames) {
    for (const column of frame.columns) if (!first.has(column.name)) first.set(column.name, column)
  }
  return {
    rows,
    columns: [...first.values()].map((column) =>
      column.kind === 'numeric'
        ? stackNumeric(column.name, frames, rows)
        : stackCategory(column.name, frames, rows),
    ),
  }
}

function stackNumeric(name: string, frames: readonly Frame[], rows: number): Column {
  const values = new Float64Array(rows).fill(Number.NaN)
  let at = 0
  for (const frame of frames) {
    const column = frame.columns.find((candidate) => candidate.name === name)
    if (column?.kind === 'numeric') values.set(column.values, at)
    at += frame.rows
  }
  return { kind: 'numeric', name, values }
}

function stackCategory(name: string, frames: readonly Frame[], rows: number): Column {
  const codes = new Int32Array(rows).fill(-1)
  const levels = new Map<string, number>()
  let at = 0
  for (const frame of frames) {
    const column = frame.columns.find((candidate) => candidate.name === name)
    if (column?.kind === 'category') {
      const joined = column.levels.map((level) => {
        const known = levels.get(level)
        if (known !== undefined) return known
        levels.set(level, levels.size)
        return levels.size - 1
      })
      for (let i = 0; i < frame.rows; i++) {
        const code = column.codes[i]
        if (code >= 0) codes[at + i] = joined[code]
      }
    }
    at += frame.rows
  }
  return { kind: 'category', name, codes, levels: [...levels.keys()] }
}

/** The frame without the named columns. */
export function withoutColumns(frame: Frame, names: ReadonlySet<string>): Frame {
  return { rows: frame.rows, columns: frame.columns.filter(({ name }) => !names.has(name)) }
}
