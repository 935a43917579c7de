import { columnsOf } from '../frame-check.js'
import type { CategoryColumn, Column, Frame, NumericColumn } from '../frame.js'
import { encodeNumber, fitNumericEncoding, type NumericEncoding } from '../linear/numeric-encoding.js'
import type { NetworkShape } from './network-shape.js'

/** How a network reads a column of names: each level has a row of a table of embeddings. */
export interface EmbeddedEncoding {
  readonly kind: 'category'
  readonly name: string
  /** Levels with an embedding of their own, in code-point order. */
  readonly levels: readonly string[]
  /** Numbers that stand for a level; 0 when the column never varied and is not looked at. */
  readonly size: number
}

/** How one input becomes numbers of the first layer; numbers as for linear models. */
export type NetworkEncoding = NumericEncoding | EmbeddedEncoding

/** Row of an embedding table for levels that were rare or not there in training. */
export const UNSEEN = 0
/** Row for a missing value. */
const MISSING = 1
/** Row of the first level. */
const FIRST_LEVEL = 2

/** Levels with fewer rows than this share the embedding of those never seen. */
const RARE_ROWS = 5
/** So many levels at most have an embedding of their own: the most frequent ones. */
const MOST_LEVELS = 1000
const LARGEST_EMBEDDING = 16

export function fitNetworkEncoding(column: Column, weights?: Float64Array): NetworkEncoding {
  return column.kind === 'numeric' ? fitNumericEncoding(column, weights) : fitEmbedding(column)
}

function fitEmbedding({ name, codes, levels }: CategoryColumn): EmbeddedEncoding {
  const rows = new Float64Array(levels.length)
  let missing = 0
  for (const code of codes) {
    if (code < 0) missing++
    else rows[code]++
  }
  const frequent = levels
    .map((level, code) => ({ level, rows: rows[code] }))
    .filter((entry) => entry.rows >= RARE_ROWS)
    .sort((a, b) => b.rows - a.rows || (a.level < b.level ? -1 : 1))
    .slice(0, MOST_LEVELS)
  const rare = codes.length - missing - frequent.reduce((sum, entry) => sum + entry.rows, 0)
  const kinds = frequent.length + Number(rare > 0) + Number(missing > 0)
  return {
    kind: 'category',
    name,
    levels: frequent.map(({ level }) => level).sort(),
    // A rule of thumb (fastai's) for how many numbers so many levels need.
    size: kinds < 2 ? 0 : Math.min(LARGEST_EMBEDDING, Math.round(1.6 * kinds ** 0.56)),
  }
}

/** Numbers of the first layer that an input becomes. */
export function inputWidth(encoding: NetworkEncoding): number {
  if (encoding.kind === 'category') return encoding.size
  return (encoding.scale === undefined ? 0 : 1) + (encoding.absence ? 1 : 0)
}

/** A network for inputs of these encodings. */
export function networkShape(
  encodings: readonly NetworkEncoding[],
  hidden: readonly number[],
  outputs: number,
): NetworkShape {
  const embedded = encodings.filter((each) => each.kind === 'category').filter(({ size }) => size > 0)
  return {
    numbers: encodings.reduce((sum, each) => sum + (each.kind === 'numeric' ? inputWidth(each) : 0), 0),
    tables: embedded.map(({ levels, size }) => ({ levels: FIRST_LEVEL + levels.length, size })),
    hidden,
    outputs,
  }
}

/** Rows as a network takes them. */
export interface NetworkInput {
  readonly rows: number
  /** rows x `numberWidth`, row after row. */
  readonly numbers: Float64Array
  readonly numberWidth: number
  /** For each embedded column, which row of its table each row takes. */
  readonly places: readonly Int32Array[]
}

/** @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND` */
export function networkInput(frame: Frame, encodings: readonly NetworkEncoding[]): NetworkInput {
  const columns = columnsOf(encodings, frame)
  const numberWidth = encodings.reduce(
    (sum, each) => sum + (each.kind === 'numeric' ? inputWidth(each) : 0),
    0,
  )
  const numbers = new Float64Array(frame.rows * numberWidth)
  const places: Int32Array[] = []
  let at = 0
  encodings.forEach((encoding, input) => {
    if (encoding.kind === 'category') {
      if (encoding.size > 0) places.push(placesOf(columns[input] as CategoryColumn, encoding))
      return
    }
    const { values } = columns[input] as NumericColumn
    const { scale } = encoding
    if (scale !== undefined) {
      for (let row = 0, to = at; row < frame.rows; row++, to += numberWidth) {
        numbers[to] = encodeNumber(values[row], scale)
      }
      at++
    }
    if (encoding.absence) {
      for (let row = 0, to = at; row < frame.rows; row++, to += numberWidth) {
        numbers[to] = Number.isNaN(values[row]) ? 1 : 0
      }
      at++
    }
  })
  return { rows: frame.rows, numbers, numberWidth, places }
}

function placesOf({ codes, levels }: CategoryColumn, encoding: EmbeddedEncoding): Int32Array {
  const places = new Map(encoding.levels.map((level, index) => [level, FIRST_LEVEL + index]))
  const ofCode = levels.map((level) => places.get(level) ?? UNSEEN)
  return codes.map((code) => (code < 0 ? MISSING : ofCode[code]))
}
