import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logLoss, logOdds, probabilityOf } from './log-loss.js'

describe('logLoss', () => {
  it('is log 2 for a coin', () => {
    expect(logLoss([0, 1], [0.5, 0.5])).toBeCloseTo(Math.LN2, 14)
  })

  it('stays finite for sure and wrong', () => {
    expect(logLoss([0, 1], [1, 0])).toBeCloseTo(36.04, 2)
    expect(logLoss([0, 1], [0, 1])).toBeCloseTo(0, 12)
  })

  it('is NaN without rows and with a NaN', () => {
    expect(logLoss([], [])).toBeNaN()
    expect(logLoss([1, 0], [0.5, NaN])).toBeNaN()
  })
})

describe('log odds', () => {
  it('and probabilities undo each other', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 15, noNaN: true }), (z) => {
        expect(Math.abs(logOdds(probabilityOf(z)) - z)).toBeLessThan(1e-8)
      }),
    )
  })

  it('stay inside at the ends, and NaN stays NaN', () => {
    for (const z of [-Infinity, -1000, 1000, Infinity]) {
      expect(probabilityOf(z)).toBeGreaterThan(0)
      expect(probabilityOf(z)).toBeLessThan(1)
    }
    expect(Number.isFinite(logOdds(0))).toBe(true)
    expect(Number.isFinite(logOdds(1))).toBe(true)
    expect(logOdds(NaN)).toBeNaN()
    expect(probabilityOf(NaN)).toBeNaN()
  })
})
