import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { binRows } from './binned-rows.js'
import { codeCount, type Coding } from '../trees/coding.js'
import { type Derivatives, Histograms } from './histogram.js'

/** Rows of whole numbers below `bins[column]`, and derivatives whose sums are exact. */
function example(rows: number, bins: readonly number[]) {
  const codings = bins.map((count, column): Coding => ({
    kind: 'numeric',
    name: `column ${column}`,
    thresholds: Float64Array.from({ length: count - 1 }, (_, i) => i + 0.5),
  }))
  const value = (row: number, column: number): number => (row * (column + 3) + (row >> 3)) % bins[column]
  const columns = codings.map(({ name }, column) => ({
    kind: 'numeric' as const,
    name,
    values: Float64Array.from({ length: rows }, (_, row) => value(row, column)),
  }))
  const derivatives: Derivatives = {
    gradients: Float32Array.from({ length: rows }, (_, row) => (row % 17) - 8),
    hessians: Float32Array.from({ length: rows }, (_, row) => 0.25 * (1 + (row % 3))),
  }
  return { binned: binRows(codings, { rows, columns }), derivatives }
}

describe('histograms', () => {
  it('sum what a plain loop sums, whatever the rows and columns', () => {
    const { binned, derivatives } = example(700, [2, 255, 7, 1, 40, 3])
    const histograms = new Histograms(binned)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 699 }), { minLength: 1, maxLength: 700 }),
        fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 }),
        (chosen, columns) => {
          const rows = Int32Array.from(chosen)
          const histogram = histograms.fill(rows, 0, rows.length, derivatives, columns)
          for (const column of columns) {
            const sums = new Float64Array(2 * codeCount(binned.codings[column]))
            for (const row of rows) {
              sums[2 * binned.columns[column][row]] += derivatives.gradients[row]
              sums[2 * binned.columns[column][row] + 1] += derivatives.hessians[row]
            }
            const start = histograms.starts[column]
            expect([...histogram.subarray(start, start + sums.length)]).toEqual([...sums])
          }
          histograms.release(histogram)
        },
      ),
    )
  })

  it('give one child from the parent and the other child', () => {
    const { binned, derivatives } = example(500, [9, 4, 30])
    const histograms = new Histograms(binned)
    const rows = Int32Array.from(binned.columns[0].keys())
    const columns = [0, 1, 2]
    const parent = histograms.fill(rows, 0, 500, derivatives, columns)
    const left = histograms.fill(rows, 0, 120, derivatives, columns)
    const right = histograms.fill(rows, 120, 500, derivatives, columns)
    histograms.subtract(parent, left)
    expect(parent).toEqual(right)
  })

  it('start from zero when they are recycled', () => {
    const { binned, derivatives } = example(100, [5])
    const histograms = new Histograms(binned)
    const rows = Int32Array.of(3, 4)
    const first = histograms.fill(rows, 0, 2, derivatives, [0])
    const sums = first.slice()
    histograms.release(first)
    const second = histograms.fill(rows, 0, 2, derivatives, [0])
    expect(second).toBe(first)
    expect(second).toEqual(sums)
  })
})
