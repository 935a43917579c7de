import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { breakEvenProbability, profitCurve } from './profit.js'

const costs = { customerValue: 100, offerCost: 10, contactCost: 1, acceptance: 0.5 }

describe('profitCurve', () => {
  it('adds up what each contact brings and costs', () => {
    // A churner brings 0.5 x 90 - 1 = 44; one who would have stayed costs 11.
    const { best, points } = profitCurve([1, 0, 1, 0, 0], [0.9, 0.8, 0.7, 0.2, 0.1], costs)
    expect(best).toEqual({ threshold: 0.7, share: 0.6, profit: 77, profitPerCustomer: 77 / 5 })
    expect(points.map((point) => point.profit)).toEqual([0, 44, 33, 77, 66, 55])
  })

  it('contacts nobody when every campaign loses', () => {
    const { best } = profitCurve([1, 0], [0.9, 0.8], { ...costs, customerValue: 5 })
    expect(best).toEqual({ threshold: null, share: 0, profit: 0, profitPerCustomer: 0 })
  })

  it('takes a value for each customer', () => {
    const { best } = profitCurve([1, 1], [0.9, 0.8], { ...costs, customerValue: [100, 0] })
    expect(best).toMatchObject({ threshold: 0.9, profit: 44 })
    expect(() => profitCurve([1, 1], [0.9, 0.8], { ...costs, customerValue: [1] })).toThrow(
      /the customer values/,
    )
  })

  it('contacts equal scores together', () => {
    const { points } = profitCurve([1, 0, 0], [0.5, 0.5, 0.5], costs)
    expect(points.map((point) => point.share)).toEqual([0, 1])
  })

  it('is never worse than nobody or everybody, and keeps a readable number of points', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 700 }), (seed, rows) => {
        const random = new Random(seed)
        const target = Array.from({ length: rows }, () => random.below(2))
        const score = target.map(() => random.uniform())
        const { best, points } = profitCurve(target, score, costs)
        expect(points.length).toBeLessThanOrEqual(102)
        expect(points.at(-1)?.share).toBe(1)
        points.forEach((point) => expect(best.profit).toBeGreaterThanOrEqual(point.profit))
      }),
      { numRuns: 50 },
    )
  })

  it('says nothing without rows or with a NaN', () => {
    for (const curve of [profitCurve([], [], costs), profitCurve([1, 0], [NaN, 0.5], costs)]) {
      expect(curve.points).toHaveLength(1)
      expect(curve.best.threshold).toBeNull()
    }
  })
})

describe('breakEvenProbability', () => {
  it('is where the best threshold of a calibrated score lies', () => {
    const random = new Random(1)
    const probability = Array.from({ length: 100_000 }, () => random.uniform())
    const target = probability.map((p) => (random.uniform() < p ? 1 : 0))
    // 11 / 55
    expect(breakEvenProbability(costs)).toBeCloseTo(0.2, 12)
    expect(profitCurve(target, probability, costs).best.threshold).toBeCloseTo(0.2, 1)
  })

  it('is 0 when contacting is free and Infinity when it never pays', () => {
    expect(breakEvenProbability({ ...costs, offerCost: 0, contactCost: 0 })).toBe(0)
    expect(breakEvenProbability({ ...costs, customerValue: 5 })).toBe(Infinity)
    expect(breakEvenProbability({ ...costs, acceptance: 0 })).toBe(Infinity)
  })
})
