import { describe, expect, it } from 'vitest'

import { Random } from '../shared/random.js'
import { intervalOf, rateBand, spreadBand } from './outcome-band.js'

describe('rateBand', () => {
  it('holds the true rate in about 95 of 100 stretches', () => {
    const random = new Random(1)
    const truth = Float64Array.from({ length: 4000 }, () => random.uniform())
    const target = truth.map((p) => (random.uniform() < p ? 1 : 0))
    const band = rateBand(target, truth)
    if (band === null) throw new Error('expected a band')
    const inside = Array.from({ length: 99 }, (_, share) => (share + 1) / 100).filter((p) => {
      const { low, high } = intervalOf(band, p)
      return low <= p && p <= high
    })
    expect(inside.length).toBe(99)
    const { low, high } = intervalOf(band, 0.5)
    expect(high - low).toBeLessThan(0.2)
    expect(high - low).toBeGreaterThan(0.05)
  })

  it('says nothing of few rows', () => {
    expect(rateBand(new Float64Array(150), new Float64Array(150))).toBeNull()
  })
})

describe('spreadBand', () => {
  it('covers 90 % of new outcomes, wider where errors are larger, never below what can be', () => {
    const random = new Random(2)
    const draw = (rows: number): { predicted: Float64Array; target: Float64Array } => {
      const predicted = Float64Array.from({ length: rows }, () => 10 * random.uniform())
      return {
        predicted,
        target: predicted.map((value) => Math.max(0, value + 0.3 * value * random.normal())),
      }
    }
    const learned = draw(3000)
    const band = spreadBand(learned.target, learned.predicted)
    if (band === null) throw new Error('expected a band')
    const { predicted, target } = draw(3000)
    const inside = target.filter((value, row) => {
      const { low, high } = intervalOf(band, predicted[row])
      return low <= value && value <= high
    })
    expect(inside.length / 3000).toBeGreaterThan(0.87)
    expect(inside.length / 3000).toBeLessThan(0.93)
    const width = (value: number): number => intervalOf(band, value).high - intervalOf(band, value).low
    expect(width(9)).toBeGreaterThan(3 * width(1))
    expect(intervalOf(band, 0).low).toBe(0)
  })
})
