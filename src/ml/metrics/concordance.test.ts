import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concordance } from './concordance.js'

/** By the definition, over all pairs. */
function overPairs(target: number[], predicted: number[], upper: number[], weights: number[]): number {
  let agreeing = 0
  let comparable = 0
  target.forEach((_, i) =>
    target.forEach((time, j) => {
      if (!(upper[i] <= time && upper[j] > upper[i])) return
      const pair = weights[i] * weights[j]
      comparable += pair
      agreeing += predicted[i] < predicted[j] ? pair : predicted[i] === predicted[j] ? pair / 2 : 0
    }),
  )
  return agreeing / comparable
}

describe('concordance', () => {
  it('is what all pairs say, with ties, censoring, intervals and weights', () => {
    const row = fc.record({
      time: fc.integer({ min: 1, max: 6 }),
      open: fc.constantFrom(0, 0, 1, 2, Infinity),
      predicted: fc.integer({ min: 1, max: 5 }),
      weight: fc.integer({ min: 0, max: 3 }),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 25 }), (rows) => {
        const target = rows.map(({ time }) => time)
        const upper = rows.map(({ time, open }) => time + open)
        const predicted = rows.map((each) => each.predicted)
        const weights = rows.map(({ weight }) => weight)
        const expected = overPairs(target, predicted, upper, weights)
        // Small whole numbers: sums are exact.
        expect(concordance(target, predicted, upper, weights)).toBe(expected)
      }),
    )
  })

  it('is 1 in order, 0 in reverse, one half when all predictions are equal', () => {
    expect(concordance([1, 2, 3], [10, 20, 30])).toBe(1)
    expect(concordance([1, 2, 3], [30, 20, 10])).toBe(0)
    expect(concordance([1, 2, 3], [5, 5, 5])).toBe(0.5)
  })

  it('is NaN where no pair can be compared, and with a NaN among the predictions', () => {
    expect(concordance([], [])).toBeNaN()
    expect(concordance([2, 2], [1, 2])).toBeNaN()
    expect(concordance([1, 2], [1, 2], [Infinity, Infinity])).toBeNaN()
    expect(concordance([1, 2], [1, NaN])).toBeNaN()
  })

  it('refuses lists of another length', () => {
    expect(() => concordance([1, 2], [1, 2], [1])).toThrow(/the upper times hold 1/)
  })
})
