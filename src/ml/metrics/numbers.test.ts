import { describe, expect, it } from 'vitest'
import { requireSameLength, weightedMean } from './numbers.js'

describe('weightedMean', () => {
  it('is NaN without rows or without weight', () => {
    expect(weightedMean(0, undefined, () => 1)).toBeNaN()
    expect(weightedMean(2, [0, 0], () => 1)).toBeNaN()
  })

  it('does not look at rows without weight', () => {
    expect(weightedMean(3, [1, 0, 3], (row) => [2, Infinity, 6][row])).toBe(5)
  })
})

it('refuses lists of different length, and says which', () => {
  expect(() => requireSameLength([1, 0], [0.5])).toThrow(/2 values.*the predictions hold 1/)
  expect(() => requireSameLength([1, 0], [0.5, 0.5], [1])).toThrow(/the weights hold 1/)
})
