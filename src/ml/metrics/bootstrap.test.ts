import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { averagePrecision } from './average-precision.js'
import { bootstrapInterval } from './bootstrap.js'
import { delongInterval } from './delong.js'
import { weightedMean } from './numbers.js'
import { rank } from './operating-points.js'
import { areaUnderRoc } from './roc.js'

function meanOf(values: ArrayLike<number>): (weights: Float64Array) => number {
  return (weights) => weightedMean(values.length, weights, (row) => values[row])
}

describe('bootstrapInterval', () => {
  it('agrees with the textbook for a mean', () => {
    const random = new Random(1)
    const values = Array.from({ length: 400 }, () => random.normal())
    const { value, low, high } = bootstrapInterval(400, meanOf(values), { seed: 7, resamples: 2000 })
    const halfTextbook = 1.96 / Math.sqrt(400)
    expect((high - low) / 2).toBeGreaterThan(0.9 * halfTextbook)
    expect((high - low) / 2).toBeLessThan(1.1 * halfTextbook)
    expect((high + low) / 2).toBeCloseTo(value, 2)
  })

  it('agrees with DeLong for an area', () => {
    const random = new Random(2)
    const target = Array.from({ length: 500 }, (_, row) => (row % 5 === 0 ? 1 : 0))
    const score = target.map((y) => y + random.normal())
    const ranking = rank(score)
    const drawn = bootstrapInterval(500, (weights) => areaUnderRoc(target, ranking, weights), { seed: 1 })
    const analytic = delongInterval(target, score)
    expect(drawn.value).toBe(analytic.value)
    expect(drawn.low).toBeCloseTo(analytic.low, 1.5)
    expect(drawn.high).toBeCloseTo(analytic.high, 1.5)
  })

  it('is the same for the same seed and another for another', () => {
    const values = [1, 5, 2, 8, 3, 9, 4]
    const once = bootstrapInterval(7, meanOf(values), { seed: 1 })
    expect(bootstrapInterval(7, meanOf(values), { seed: 1 })).toEqual(once)
    expect(bootstrapInterval(7, meanOf(values), { seed: 2 })).not.toEqual(once)
  })

  it('is wider when rows of one customer are alike', () => {
    const random = new Random(3)
    const groups = Array.from({ length: 600 }, (_, row) => `customer ${Math.floor(row / 6)}`)
    const means = Array.from({ length: 100 }, () => random.normal())
    const values = groups.map((_, row) => means[Math.floor(row / 6)] + 0.1 * random.normal())
    const width = (interval: { low: number; high: number }): number => interval.high - interval.low
    const apart = bootstrapInterval(600, meanOf(values), { seed: 1 })
    const together = bootstrapInterval(600, meanOf(values), { seed: 1, groups })
    // Six rows that say the same are worth one: the interval is about sqrt(6) times as wide.
    expect(width(together) / width(apart)).toBeGreaterThan(2)
    expect(width(together) / width(apart)).toBeLessThan(3)
  })

  it('counts rows by their base weights', () => {
    const { value, low, high } = bootstrapInterval(3, meanOf([1, 2, 100]), { seed: 1, weights: [1, 1, 0] })
    expect(value).toBe(1.5)
    expect(low).toBeGreaterThanOrEqual(1)
    expect(high).toBeLessThanOrEqual(2)
  })

  it('leans to the long tail with BCa', () => {
    const random = new Random(4)
    const values = Array.from({ length: 60 }, () => Math.exp(random.normal() * 1.2))
    const options = { seed: 1, resamples: 4000 } as const
    const plain = bootstrapInterval(60, meanOf(values), options)
    const corrected = bootstrapInterval(60, meanOf(values), { ...options, method: 'bca' })
    expect(corrected.low).toBeGreaterThan(plain.low)
    expect(corrected.high).toBeGreaterThan(plain.high)
  })

  it('leaves out draws of one class, and has no ends when nothing is left', () => {
    const target = [1, 0, 0, 0, 0]
    const rare = bootstrapInterval(5, (weights) => averagePrecision(target, [5, 4, 3, 2, 1], weights), {
      seed: 1,
    })
    expect(rare.low).toBe(1)
    expect(rare.high).toBe(1)
    for (const method of ['percentile', 'bca'] as const) {
      expect(bootstrapInterval(3, () => NaN, { seed: 1, method })).toEqual({
        value: NaN,
        low: NaN,
        high: NaN,
      })
      expect(bootstrapInterval(0, () => NaN, { seed: 1, method })).toEqual({
        value: NaN,
        low: NaN,
        high: NaN,
      })
    }
  })

  it('is a point for a constant, by either method', () => {
    for (const method of ['percentile', 'bca'] as const) {
      expect(bootstrapInterval(4, () => 3, { seed: 1, method })).toEqual({ value: 3, low: 3, high: 3 })
    }
  })
})
