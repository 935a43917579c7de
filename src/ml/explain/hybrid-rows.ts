import { columnsOf } from '../frame-check.js'
import type { CategoryColumn, Column, Frame, NumericColumn } from '../frame.js'
import type { ModelInput } from '../model.js'

/**
 * Builds rows that take some inputs from one row and the rest from another: what a model is asked when only a
 * part of a row is known.
 */
export class HybridRows {
  readonly #pairs: readonly ColumnPair[]
  readonly #capacity: number
  /** What each mixed row is made of: numbers of a row and a background row, and by input which of them is taken. */
  readonly #row: Uint32Array
  readonly #background: Uint32Array
  readonly #taken: Uint8Array
  #size = 0

  /**
   * @param frame the rows to be explained
   * @param background the rows that stand for what is not known; levels are matched by name
   * @param capacity most rows held at a time
   * @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND` when either lacks an input
   */
  constructor(inputs: readonly ModelInput[], frame: Frame, background: Frame, capacity: number) {
    const known = columnsOf(inputs, frame)
    const unknown = columnsOf(inputs, background)
    this.#pairs = inputs.map((_, input) => pairOf(known[input], unknown[input], capacity))
    this.#capacity = capacity
    this.#row = new Uint32Array(capacity)
    this.#background = new Uint32Array(capacity)
    this.#taken = new Uint8Array(capacity * inputs.length)
  }

  get size(): number {
    return this.#size
  }

  /** Whether so many more rows fit. */
  hasRoomFor(rows: number): boolean {
    return this.#size + rows <= this.#capacity
  }

  /** Places of the inputs in which a row and a background row differ; two missing values do not. */
  differing(row: number, background: number): number[] {
    const places: number[] = []
    for (let input = 0; input < this.#pairs.length; input++) {
      const { known, unknown } = this.#pairs[input]
      if (!Object.is(known[row], unknown[background])) places.push(input)
    }
    return places
  }

  /** @param taken by input: 1 takes the value of the row, 0 that of the background row */
  add(row: number, background: number, taken: Uint8Array): void {
    this.#row[this.#size] = row
    this.#background[this.#size] = background
    this.#taken.set(taken, this.#size * taken.length)
    this.#size++
  }

  /** The rows added since the last time. The frame is overwritten by the next ones. */
  take(): Frame {
    const rows = this.#size
    this.#size = 0
    this.#pairs.forEach((pair, input) => this.#mix(pair, input, rows))
    return { rows, columns: this.#pairs.map((pair) => pair.column(rows)) }
  }

  #mix({ known, unknown, mixed }: ColumnPair, input: number, rows: number): void {
    const width = this.#pairs.length
    const [row, background, taken] = [this.#row, this.#background, this.#taken]
    for (let i = 0, at = input; i < rows; i++, at += width) {
      mixed[i] = taken[at] === 1 ? known[row[i]] : unknown[background[i]]
    }
  }

  /** The rows to be explained, or the background, with the same inputs and levels as the mixed rows. */
  whole(which: 'known' | 'unknown', rows: number): Frame {
    return { rows, columns: this.#pairs.map((pair) => pair.whole(which)) }
  }
}

type Values = NumericColumn['values'] | Int32Array

/** One input: its values in both frames (codes of the same levels) and in the mixed rows. */
interface ColumnPair {
  readonly known: Values
  readonly unknown: Values
  readonly mixed: Values
  column(rows: number): Column
  whole(which: 'known' | 'unknown'): Column
}

function pairOf(known: Column, unknown: Column, capacity: number): ColumnPair {
  if (known.kind === 'numeric') return numericPair(known, unknown as NumericColumn, capacity)
  return categoryPair(known, unknown as CategoryColumn, capacity)
}

function numericPair(known: NumericColumn, unknown: NumericColumn, capacity: number): ColumnPair {
  const mixed = new Float64Array(capacity)
  return {
    known: known.values,
    unknown: unknown.values,
    mixed,
    column: (rows) => ({ ...known, values: mixed.subarray(0, rows) }),
    whole: (which) => (which === 'known' ? known : unknown),
  }
}

function categoryPair(known: CategoryColumn, unknown: CategoryColumn, capacity: number): ColumnPair {
  const levels = [...new Set([...unknown.levels, ...known.levels])]
  const places = new Map(levels.map((level, code) => [level, code]))
  const recoded = ({ codes, levels: own }: CategoryColumn): Int32Array =>
    codes.map((code) => (code < 0 ? -1 : (places.get(own[code]) ?? -1)))
  const codes = { known: recoded(known), unknown: recoded(unknown) }
  const mixed = new Int32Array(capacity)
  return {
    ...codes,
    mixed,
    column: (rows) => ({ ...known, codes: mixed.subarray(0, rows), levels }),
    whole: (which) => ({ ...known, codes: codes[which], levels }),
  }
}
