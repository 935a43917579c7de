import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gain, gainTable, lift } from './lift.js'

const target = [1, 1, 0, 1, 0, 0, 0, 0, 0, 0]
const score = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]

describe('gain and lift', () => {
  it('count the positives among the highest scores', () => {
    expect(gain(target, score, 0.2)).toBeCloseTo(2 / 3, 12)
    expect(gain(target, score, 0.4)).toBeCloseTo(1, 12)
    expect(lift(target, score, 0.2)).toBeCloseTo(10 / 3, 12)
    expect(lift(target, score)).toBeCloseTo(10 / 3, 12)
  })

  it('go nowhere at a share of 0 and all the way at 1', () => {
    expect(gain(target, score, 0)).toBe(0)
    expect(gain(target, score, 1)).toBe(1)
    expect(lift(target, score, 0)).toBeNaN()
  })

  it('share out ties at the border as a random order would', () => {
    expect(gain([1, 0, 1, 0], [5, 5, 5, 5], 0.25)).toBeCloseTo(0.25, 12)
    expect(lift([1, 0, 1, 0], [5, 5, 5, 5], 0.25)).toBeCloseTo(1, 12)
  })
})

describe('gainTable', () => {
  it('adds up to all positives and ends at a gain of 1', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 9 }))
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 12 }),
        (rows, bins) => {
          const [y, s] = [rows.map(([a]) => a), rows.map(([, b]) => b)]
          const positives = y.reduce((sum, value) => sum + value, 0)
          const table = gainTable(y, s, { bins })
          if (positives === 0 || positives === y.length) {
            expect(table).toEqual([])
            return
          }
          expect(table).toHaveLength(bins)
          expect(table.reduce((sum, bin) => sum + bin.positives, 0)).toBeCloseTo(positives, 9)
          expect(table.at(-1)?.gain).toBeCloseTo(1, 9)
          table.forEach((bin) => {
            expect(bin.gain).toBeCloseTo(gain(y, s, bin.share), 9)
            expect(bin.rate.low).toBeLessThanOrEqual(bin.rate.value)
            expect(bin.rate.high).toBeGreaterThanOrEqual(bin.rate.value)
          })
        },
      ),
    )
  })

  it('says what each slice holds', () => {
    const [first, second] = gainTable(target, score, { bins: 5 })
    expect(first).toMatchObject({ share: 0.2, threshold: 9, weight: 2, positives: 2, lift: 10 / 3 })
    expect(second).toMatchObject({ share: 0.4, threshold: 7, positives: 1, gain: 1, cumulativeLift: 2.5 })
  })
})
