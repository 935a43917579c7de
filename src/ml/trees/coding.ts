import { columnsOf } from '../frame-check.js'
import type { CategoryColumn, Column, Frame, NumericColumn } from '../frame.js'

/**
 * How a numeric column becomes small integers. A value's code is the number of thresholds below it: code `c`
 * means `thresholds[c - 1] < value <= thresholds[c]`. The last code, one above these, is for missing.
 */
export interface NumericCoding {
  readonly kind: 'numeric'
  readonly name: string
  /** Ascending, finite; a value equal to a threshold stands on its left. */
  readonly thresholds: Float64Array
  /** Default `nan`. */
  readonly missing?: MissingRule
}

/**
 * Which numbers count as missing. `nan`: NaN. `zero`: NaN and zero (LightGBM's `zero_as_missing`). `none`:
 * nothing does, NaN is read as 0 (LightGBM where training saw no missing value).
 */
export const missingRules = ['nan', 'zero', 'none'] as const
export type MissingRule = (typeof missingRules)[number]

/** What LightGBM takes for zero, and all below: `kZeroThreshold` of its `include/LightGBM/meta.h`. */
export const ZERO = Math.fround(1e-35)

/**
 * How a category column becomes small integers: 0 for a level that has no code of its own (too rare in
 * training, or never seen), then one for each level, and the last for missing.
 */
export interface CategoryCoding {
  readonly kind: 'category'
  readonly name: string
  /** Distinct; `levels[i]` has the code `i + 1`. */
  readonly levels: readonly string[]
}

/**
 * Trees see codes and never values: training bins, thresholds in a stored model, missing values and levels
 * all become a comparison of small integers.
 */
export type Coding = NumericCoding | CategoryCoding

/** Codes of one column, one a row. */
export type Codes = Uint8Array | Uint16Array

/** Codes of all columns of a model, in the order of its codings. */
export interface CodedRows {
  readonly rows: number
  readonly columns: readonly Codes[]
  /** The code of a missing value in each column. */
  readonly missing: Int32Array
}

/** The code of a category level without a code of its own. */
const UNSEEN = 0

/** How many codes a column has: the code of a missing value is the last of them. */
export function codeCount(coding: Coding): number {
  return (coding.kind === 'numeric' ? coding.thresholds.length : coding.levels.length) + 2
}

export function missingCode(coding: Coding): number {
  return codeCount(coding) - 1
}

export function missingCodes(codings: readonly Coding[]): Int32Array {
  return Int32Array.from(codings, missingCode)
}

/** Room for codes: a byte each where they fit, which is always so for what was trained here. */
function codesFor(coding: Coding, rows: number): Codes {
  return codeCount(coding) <= 256 ? new Uint8Array(rows) : new Uint16Array(rows)
}

/** Reads the rows of one frame as codes, block by block. */
export interface RowCoder {
  /** The rows [`begin`, `end`). The arrays are reused by the next call. */
  read(begin: number, end: number): CodedRows
}

export interface RowCoderOptions {
  /** Columns that matter; the codes of the others are left 0. Default: all. */
  readonly used?: readonly boolean[]
  /** See `TreeEnsemble.single`; default false. */
  readonly single?: boolean
}

/**
 * @param blockRows most rows of one `read`
 * @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND`
 */
export function rowCoder(
  codings: readonly Coding[],
  frame: Frame,
  blockRows: number,
  { used = codings.map(() => true), single = false }: RowCoderOptions = {},
): RowCoder {
  const columns = columnsOf(codings, frame)
  const blocks = codings.map((coding) => codesFor(coding, blockRows))
  const missing = missingCodes(codings)
  const readers = codings.map((coding, i) => columnReader(coding, columns[i], single))
  return {
    read(begin, end) {
      readers.forEach((reader, i) => {
        if (used[i]) reader(begin, end, blocks[i])
      })
      return { rows: end - begin, columns: blocks, missing }
    },
  }
}

/**
 * All rows of a frame as codes.
 * @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND`
 */
export function encodeFrame(codings: readonly Coding[], frame: Frame): CodedRows {
  const columns = columnsOf(codings, frame)
  return {
    rows: frame.rows,
    columns: codings.map((coding, i) => encodeColumn(coding, columns[i])),
    missing: missingCodes(codings),
  }
}

/** All rows of one column as codes. */
function encodeColumn(coding: Coding, column: Column): Codes {
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length
  const codes = codesFor(coding, rows)
  columnReader(coding, column, false)(0, rows, codes)
  return codes
}

type ColumnReader = (begin: number, end: number, codes: Codes) => void

function columnReader(coding: Coding, column: Column, single: boolean): ColumnReader {
  return coding.kind === 'numeric'
    ? numericReader(coding, column as NumericColumn, single)
    : categoryReader(coding, column as CategoryColumn)
}

function numericReader(coding: NumericCoding, { values }: NumericColumn, single: boolean): ColumnReader {
  const missing = coding.thresholds.length + 1
  const ladder = halvingLadder(coding.thresholds)
  const missingAt = coding.missing === 'none' ? countBelow(ladder, 0) : missing
  const zeroIsMissing = coding.missing === 'zero'
  return (begin, end, codes) => {
    for (let row = begin; row < end; row++) {
      const value = single ? Math.fround(values[row]) : values[row]
      const absent = Number.isNaN(value) || (zeroIsMissing && Math.abs(value) <= ZERO)
      codes[row - begin] = absent ? missingAt : countBelow(ladder, value)
    }
  }
}

function categoryReader(coding: CategoryCoding, column: CategoryColumn): ColumnReader {
  const codeOfLevel = levelCodes(coding, column)
  const missing = missingCode(coding)
  return (begin, end, codes) => {
    for (let row = begin; row < end; row++) {
      const level = column.codes[row]
      codes[row - begin] = level < 0 ? missing : codeOfLevel[level]
    }
  }
}

/** The code of each level of a column as a model has them. */
export function levelCodes(coding: CategoryCoding, column: CategoryColumn): number[] {
  const codeOfName = new Map(coding.levels.map((level, i) => [level, i + 1]))
  return column.levels.map((level) => codeOfName.get(level) ?? UNSEEN)
}

/** The thresholds filled up with infinity to one less than a power of two, so that every search takes equal steps. */
export function halvingLadder(thresholds: Float64Array): Float64Array {
  const ladder = new Float64Array(2 ** Math.ceil(Math.log2(thresholds.length + 1)) - 1).fill(Infinity)
  ladder.set(thresholds)
  return ladder
}

/** How many thresholds are less than the value, by halving steps without a branch to mispredict. */
function countBelow(ladder: Float64Array, value: number): number {
  let below = 0
  for (let step = (ladder.length + 1) >>> 1; step > 0; step >>>= 1) {
    below += step * Number(ladder[below + step - 1] < value)
  }
  return below
}
