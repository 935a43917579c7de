import { columnsOf } from '../frame-check.js'
import type { CategoryColumn, Column, Frame, NumericColumn } from '../frame.js'
import { encodeNumber, fitNumericEncoding, type NumericEncoding } from '../linear/numeric-encoding.js'

/** How names are compared: they are the same or not. */
export interface NameEncoding {
  readonly kind: 'category'
  readonly name: string
  /** Those seen in training, in code-point order. */
  readonly levels: readonly string[]
}

/** How an input is compared: numbers as for linear models. */
export type PointEncoding = NumericEncoding | NameEncoding

export function fitPointEncoding(column: Column, weights?: Float64Array): PointEncoding {
  if (column.kind === 'numeric') return fitNumericEncoding(column, weights)
  const used = new Set(column.codes)
  const levels = column.levels.filter((_, code) => used.has(code))
  return { kind: 'category', name: column.name, levels: levels.sort() }
}

/** Numbers of a point that an input becomes. */
function numberWidth(encoding: PointEncoding): number {
  if (encoding.kind === 'category') return 0
  return (encoding.scale === undefined ? 0 : 1) + (encoding.absence ? 1 : 0)
}

/** Rows as points: their squared distance is that of their numbers plus one for each name that differs. */
export interface Points {
  readonly rows: number
  readonly width: number
  /** rows x width, row after row. */
  readonly numbers: Float64Array
  readonly names: number
  /** rows x names, row after row: a level, or `MISSING`, which is like itself, or `UNSEEN`, which is like nothing. */
  readonly codes: Int32Array
}

const MISSING = -1
const UNSEEN = -2

export function pointWidths(encodings: readonly PointEncoding[]): { width: number; names: number } {
  return {
    width: encodings.reduce((sum, encoding) => sum + numberWidth(encoding), 0),
    names: encodings.filter(({ kind }) => kind === 'category').length,
  }
}

/** @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND` */
export function pointsOf(frame: Frame, encodings: readonly PointEncoding[]): Points {
  const columns = columnsOf(encodings, frame)
  const { rows } = frame
  const { width, names } = pointWidths(encodings)
  const numbers = new Float64Array(rows * width)
  const codes = new Int32Array(rows * names)
  let [number, name] = [0, 0]
  encodings.forEach((encoding, input) => {
    if (encoding.kind === 'category') {
      const own = codesOf(columns[input] as CategoryColumn, encoding)
      for (let row = 0; row < rows; row++) codes[row * names + name] = own[row]
      name++
      return
    }
    const { values } = columns[input] as NumericColumn
    const { scale } = encoding
    if (scale !== undefined) {
      for (let row = 0; row < rows; row++) numbers[row * width + number] = encodeNumber(values[row], scale)
      number++
    }
    if (encoding.absence) {
      for (let row = 0; row < rows; row++) numbers[row * width + number] = Number.isNaN(values[row]) ? 1 : 0
      number++
    }
  })
  return { rows, width, numbers, names, codes }
}

function codesOf({ codes, levels }: CategoryColumn, encoding: NameEncoding): Int32Array {
  const places = new Map(encoding.levels.map((level, code) => [level, code]))
  const ofCode = levels.map((level) => places.get(level) ?? UNSEEN)
  return codes.map((code) => (code < 0 ? MISSING : ofCode[code]))
}
