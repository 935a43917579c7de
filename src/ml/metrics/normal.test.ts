import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalDistribution, normalQuantile } from './normal.js'

describe('the normal distribution', () => {
  it('has the quantiles that every table prints', () => {
    expect(normalQuantile(0.5)).toBe(0)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
    expect(normalQuantile(0.995)).toBeCloseTo(2.5758293035489, 12)
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12)
  })

  it('reaches infinity at the ends and is NaN outside', () => {
    expect(normalQuantile(0)).toBe(-Infinity)
    expect(normalQuantile(1)).toBe(Infinity)
    expect(normalQuantile(-0.1)).toBeNaN()
    expect(normalQuantile(NaN)).toBeNaN()
    expect(normalDistribution(NaN)).toBeNaN()
    expect(normalDistribution(-Infinity)).toBe(0)
    expect(normalDistribution(Infinity)).toBe(1)
  })

  it('quantile and distribution undo each other', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (z) => {
        expect(Math.abs(normalQuantile(normalDistribution(z)) - z)).toBeLessThan(1e-6)
      }),
    )
  })
})
