import type { Design, Term } from './design.js'

/**
 * The columns of a design that may have a coefficient other than 0, and their second moments
 * `sum over rows of curvature x column x other column`, kept for a curvature that is set now and then. Columns
 * come in as they are needed, so that of very many columns only those that matter cost anything.
 */
export class WorkingSet {
  /** Which column of the design each member is, in the order in which they came. */
  readonly members: number[] = []
  readonly #design: Design
  readonly #termOf: Int32Array
  readonly #places = new Map<number, number>()
  #curvatures = new Float64Array(0)
  /** By member: its product with each member. */
  #products: Float64Array[] = []
  /** By member: its product with a column of ones. */
  #sums: number[] = []
  #total = 0

  constructor(design: Design) {
    this.#design = design
    this.#termOf = new Int32Array(design.width)
    design.terms.forEach((term, index) => this.#termOf.fill(index, term.at))
  }

  get size(): number {
    return this.members.length
  }

  has(column: number): boolean {
    return this.#places.has(column)
  }

  /** Product of a member with a column of ones, by its place. */
  sum(place: number): number {
    return this.#sums[place]
  }

  /** Sum of the curvatures. */
  get total(): number {
    return this.#total
  }

  /** Products of a member with all members, by its place. */
  products(place: number): Float64Array {
    return this.#products[place]
  }

  /** Measures everything anew under other curvatures, at least 0, one a row. */
  refresh(curvatures: Float64Array): void {
    this.#curvatures = curvatures.slice()
    this.#total = this.#curvatures.reduce((sum, each) => sum + each, 0)
    this.#products = []
    this.#sums = []
    this.#measureFrom(0)
  }

  add(columns: readonly number[]): void {
    const from = this.size
    for (const column of columns) {
      this.#places.set(column, this.members.length)
      this.members.push(column)
    }
    this.#measureFrom(from)
  }

  /** Measures the members from a place on against all. */
  #measureFrom(from: number): void {
    const { size } = this
    const terms = new Set(this.members.map((column) => this.#termOf[column]))
    const involved = [...terms].map((index) => this.#design.terms[index])
    this.#products = Array.from({ length: size }, (_, place) => {
      const row = new Float64Array(size)
      if (place < from) row.set(this.#products[place])
      return row
    })
    const perRow = new Float64Array(this.#design.rows)
    const sums = new Float64Array(this.#design.width)
    for (let place = from; place < size; place++) {
      const rows = this.#weighColumn(this.members[place], perRow)
      this.#sums[place] = sumOf(perRow, rows)
      for (const term of involved) addProducts(term, perRow, rows, sums)
      for (let other = 0; other < size; other++) {
        const product = sums[this.members[other]]
        this.#products[place][other] = product
        this.#products[other][place] = product
      }
      sums.fill(0)
    }
  }

  /** Writes curvature x column; returns the rows where it is not 0, or undefined for all. */
  #weighColumn(column: number, perRow: Float64Array): Int32Array | undefined {
    const term = this.#design.terms[this.#termOf[column]]
    if (term.kind === 'number') {
      for (let row = 0; row < perRow.length; row++) perRow[row] = this.#curvatures[row] * term.values[row]
      return undefined
    }
    const place = column - term.at
    let count = 0
    for (const each of term.places) if (each === place) count++
    const rows = new Int32Array(count)
    for (let row = 0, at = 0; at < count; row++) if (term.places[row] === place) rows[at++] = row
    for (const row of rows) perRow[row] = this.#curvatures[row]
    return rows
  }
}

/** Adds `termᵀ x perRow`, over some rows or all. */
function addProducts(
  term: Term,
  perRow: Float64Array,
  rows: Int32Array | undefined,
  sums: Float64Array,
): void {
  if (term.kind === 'number') {
    const { values } = term
    let sum = 0
    if (rows === undefined) for (let row = 0; row < values.length; row++) sum += values[row] * perRow[row]
    else for (const row of rows) sum += values[row] * perRow[row]
    sums[term.at] += sum
    return
  }
  const { places, at } = term
  if (rows === undefined) {
    for (let row = 0; row < places.length; row++) if (places[row] >= 0) sums[at + places[row]] += perRow[row]
  } else {
    for (const row of rows) if (places[row] >= 0) sums[at + places[row]] += perRow[row]
  }
}

function sumOf(perRow: Float64Array, rows: Int32Array | undefined): number {
  let sum = 0
  if (rows === undefined) for (const value of perRow) sum += value
  else for (const row of rows) sum += perRow[row]
  return sum
}
