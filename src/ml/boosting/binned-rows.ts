import type { Frame } from '../frame.js'
import {
  type CodedRows,
  codeCount,
  type Codes,
  type Coding,
  encodeFrame,
  missingCode,
} from '../trees/coding.js'

/**
 * The training rows as bins, in two layouts: column by column to part the rows of a node, and four columns to
 * a 32-bit word, row by row, to fill histograms (a node's rows are scattered; one read brings four bins).
 */
export interface BinnedRows extends CodedRows {
  readonly columns: readonly Uint8Array[]
  readonly codings: readonly Coding[]
  /** The bins of row `i` and columns `4w` to `4w + 3` are the bytes of `words[i * wordsPerRow + w]`, lowest first. */
  readonly words: Int32Array
  readonly wordsPerRow: number
  /** Whether a column has missing values in these rows. */
  readonly hasMissing: readonly boolean[]
  /** How many different codes each column has in these rows. A column of one is never split. */
  readonly populated: readonly number[]
}

/** @param codings at most 256 codes each, as `findBins` makes them; `codings[i]` codes `frame.columns[i]` */
export function binRows(codings: readonly Coding[], frame: Frame): BinnedRows {
  const coded = encodeFrame(codings, frame)
  const columns = coded.columns.map(asBytes)
  const populated = columns.map((bins, i) => populatedBins(bins, codeCount(codings[i])))
  const wordsPerRow = Math.ceil(columns.length / 4)
  return {
    ...coded,
    columns,
    codings,
    words: packWords(columns, frame.rows, wordsPerRow),
    wordsPerRow,
    hasMissing: codings.map((coding, i) => populated[i][missingCode(coding)]),
    populated: populated.map((bins) => bins.filter(Boolean).length),
  }
}

function asBytes(codes: Codes): Uint8Array {
  if (codes instanceof Uint8Array) return codes
  throw new RangeError('a training column has more bins than a byte can tell apart')
}

function populatedBins(bins: Uint8Array, count: number): boolean[] {
  const populated = new Uint8Array(256)
  for (const bin of bins) populated[bin] = 1
  return Array.from({ length: count }, (_, bin) => populated[bin] === 1)
}

function packWords(columns: readonly Uint8Array[], rows: number, wordsPerRow: number): Int32Array {
  const words = new Int32Array(rows * wordsPerRow)
  columns.forEach((bins, column) => {
    const shift = 8 * (column % 4)
    for (let row = 0, word = column >>> 2; row < rows; row++, word += wordsPerRow) {
      words[word] |= bins[row] << shift
    }
  })
  return words
}
