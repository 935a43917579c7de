import { columnsOf } from '../frame-check.js'
import type { CategoryColumn, Column, Frame, NumericColumn } from '../frame.js'
import {
  type CategoryEncoding,
  categoryWidth,
  encodeCategories,
  fitCategoryEncoding,
} from './category-encoding.js'
import { encodeNumber, fitNumericEncoding, type NumericEncoding } from './numeric-encoding.js'

/** How one input of a linear model becomes coefficients. */
export type Encoding = NumericEncoding | CategoryEncoding

export function fitEncoding(column: Column, weights?: Float64Array): Encoding {
  return column.kind === 'numeric' ? fitNumericEncoding(column, weights) : fitCategoryEncoding(column)
}

/** Number of coefficients of an input; 0 when it says nothing. */
export function encodingWidth(encoding: Encoding): number {
  if (encoding.kind === 'category') return categoryWidth(encoding)
  return (encoding.scale === undefined ? 0 : 1) + (encoding.absence ? 1 : 0)
}

/** One number a row times one coefficient. */
interface NumberTerm {
  readonly kind: 'number'
  readonly input: number
  readonly at: number
  readonly values: Float64Array
}

/** One of several coefficients a row, by its place from `at`; -1 takes none. */
interface ChoiceTerm {
  readonly kind: 'choice'
  readonly input: number
  readonly at: number
  readonly places: Int32Array
}

export type Term = NumberTerm | ChoiceTerm

/** The matrix that coefficients are multiplied with: columns of numbers, and one-hot columns kept as places. */
export interface Design {
  readonly rows: number
  /** Number of coefficients, without the intercept. */
  readonly width: number
  readonly terms: readonly Term[]
}

/** @throws ForetellError `COLUMN_MISSING`, `COLUMN_KIND` */
export function designOf(frame: Frame, encodings: readonly Encoding[]): Design {
  const columns = columnsOf(encodings, frame)
  const terms: Term[] = []
  let width = 0
  encodings.forEach((encoding, input) => {
    terms.push(...termsOf(columns[input], encoding, input, width))
    width += encodingWidth(encoding)
  })
  return { rows: frame.rows, width, terms }
}

function termsOf(column: Column, encoding: Encoding, input: number, at: number): Term[] {
  // `columnsOf` has checked that the kinds agree.
  return encoding.kind === 'numeric'
    ? numericTerms(column as NumericColumn, encoding, input, at)
    : categoryTerms(column as CategoryColumn, encoding, input, at)
}

function numericTerms(
  { values }: NumericColumn,
  encoding: NumericEncoding,
  input: number,
  at: number,
): Term[] {
  const { scale } = encoding
  const terms: Term[] = []
  if (scale !== undefined) {
    terms.push({ kind: 'number', input, at, values: values.map((value) => encodeNumber(value, scale)) })
  }
  if (encoding.absence) {
    const places = Int32Array.from(values, (value) => (Number.isNaN(value) ? 0 : -1))
    terms.push({ kind: 'choice', input, at: at + terms.length, places })
  }
  return terms
}

function categoryTerms(
  column: CategoryColumn,
  encoding: CategoryEncoding,
  input: number,
  at: number,
): Term[] {
  if (categoryWidth(encoding) === 0) return []
  return [{ kind: 'choice', input, at, places: encodeCategories(column, encoding) }]
}

/** Adds `design x coefficients` to `sums`, one a row. */
export function addProducts(design: Design, coefficients: Float64Array, sums: Float64Array): void {
  for (const term of design.terms) addTerm(term, coefficients, sums)
}

/** Adds what one input contributes to `sums[row * stride + offset]`. */
export function addTerm(
  term: Term,
  coefficients: Float64Array,
  sums: Float64Array,
  stride = 1,
  offset = 0,
): void {
  if (term.kind === 'number') {
    const coefficient = coefficients[term.at]
    const { values } = term
    for (let row = 0, i = offset; row < values.length; row++, i += stride)
      sums[i] += coefficient * values[row]
  } else {
    const { places, at } = term
    for (let row = 0, i = offset; row < places.length; row++, i += stride) {
      if (places[row] >= 0) sums[i] += coefficients[at + places[row]]
    }
  }
}

/** Adds `designᵀ x perRow` to `sums`, one a coefficient. */
export function addTransposed(design: Design, perRow: Float64Array, sums: Float64Array): void {
  for (const term of design.terms) {
    if (term.kind === 'number') {
      const { values } = term
      let sum = 0
      for (let row = 0; row < values.length; row++) sum += values[row] * perRow[row]
      sums[term.at] += sum
    } else {
      const { places, at } = term
      for (let row = 0; row < places.length; row++)
        if (places[row] >= 0) sums[at + places[row]] += perRow[row]
    }
  }
}

/** Weighted mean of each column of the design. */
export function columnMeans(design: Design, weights: Float64Array): Float64Array {
  const means = new Float64Array(design.width)
  addTransposed(design, weights, means)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return means.map((sum) => sum / total)
}

/** Writes one row of the design, dense, into `target` (as long as the design is wide). */
export function denseRow(design: Design, row: number, target: Float64Array): void {
  target.fill(0)
  for (const term of design.terms) {
    if (term.kind === 'number') target[term.at] = term.values[row]
    else if (term.places[row] >= 0) target[term.at + term.places[row]] = 1
  }
}
