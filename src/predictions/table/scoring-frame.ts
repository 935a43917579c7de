import type { Feature } from '../../features/feature.js'
import type { Column, Frame } from '../../ml/frame.js'
import type { TableData } from '../../sources/table.js'
import { asFeatures } from './table-features.js'

/**
 * The columns a model asks for, of a table that may have been inferred otherwise than the one it was trained on: a
 * column that is not there, or is of another kind, is missing in all rows.
 */
export function scoringFrame(data: TableData, features: readonly Feature[]): Frame {
  const found = new Map(
    data.columns
      .flatMap((column) => asFeatures(column, undefined))
      .map((made) => [made.column.name, made.column]),
  )
  return {
    rows: data.rows,
    columns: features.map(({ name, kind }) => ofKind(found.get(name), name, kind, data.rows)),
  }
}

function ofKind(column: Column | undefined, name: string, kind: Column['kind'], rows: number): Column {
  if (column?.kind === kind) return column
  if (kind === 'numeric') return { kind, name, values: new Float64Array(rows).fill(Number.NaN) }
  if (column?.kind === 'numeric') return numbersAsLevels(column.values, name)
  return { kind, name, codes: new Int32Array(rows).fill(-1), levels: [] }
}

/** Names that happen to be numbers in this file. */
function numbersAsLevels(values: Float64Array, name: string): Column {
  const levels = new Map<string, number>()
  const codes = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return -1
    const level = String(value)
    const code = levels.get(level) ?? levels.size
    levels.set(level, code)
    return code
  })
  return { kind: 'category', name, codes, levels: [...levels.keys()] }
}
