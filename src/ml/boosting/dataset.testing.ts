import { Random } from '../../shared/random.js'
import type { Column, Dataset, Frame } from '../frame.js'

const levels = ['basic', 'plus', 'pro', 'team', 'trial', 'legacy', 'partner', 'staff']

/**
 * Customers with a 0/1 outcome that depends on numbers, on a missing value and on levels; `score` is its true log
 * odds, for a regression.
 */
export function customers(rows: number, seed: number): Dataset & { readonly score: Float64Array } {
  const random = new Random(seed)
  const visits = Float64Array.from({ length: rows }, () => random.poisson(4))
  const amount = Float64Array.from({ length: rows }, () => (random.uniform() < 0.2 ? NaN : random.normal()))
  const codes = Int32Array.from({ length: rows }, () => random.below(levels.length + 1) - 1)
  const noise = Float64Array.from({ length: rows }, () => random.normal())
  const score = visits.map((count, row) => {
    const spent = Number.isNaN(amount[row]) ? 1.5 : amount[row]
    return 0.5 * (4 - count) + spent + ([2, 5, -1].includes(codes[row]) ? 1 : -1)
  })
  const target = score.map((value) => Number(random.uniform() < 1 / (1 + Math.exp(-value))))
  const columns: Column[] = [
    { kind: 'numeric', name: 'visits', values: visits },
    { kind: 'numeric', name: 'amount', values: amount },
    { kind: 'category', name: 'plan', codes, levels },
    { kind: 'numeric', name: 'noise', values: noise },
  ]
  return { frame: { rows, columns }, target, score }
}

/** The frame with some rows, in the given order; a row may come more than once. */
export function takeRows(frame: Frame, rows: readonly number[]): Frame {
  return {
    rows: rows.length,
    columns: frame.columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) },
    ),
  }
}
