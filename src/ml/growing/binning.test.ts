import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CategoryColumn } from '../frame.js'
import { codeCount } from '../trees/coding.js'
import { categoryBins, numericBins } from './binning.js'

const limits = { maxBin: 255, minDataInBin: 3, binConstructSampleCnt: 200_000 }

function levels(names: readonly string[]): CategoryColumn {
  const known = [...new Set(names)]
  return {
    kind: 'category',
    name: 'x',
    levels: known,
    codes: Int32Array.from(names, (n) => known.indexOf(n)),
  }
}

function thresholds(values: readonly number[], given = {}): number[] {
  const known = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort()
  const someMissing = known.length < values.length
  return [...numericBins('x', known, someMissing, { ...limits, minDataInBin: 1, ...given }).thresholds]
}

function repeat<Value>(value: Value, times: number): Value[] {
  return Array.from({ length: times }, () => value)
}

describe('bins of numbers', () => {
  it('lie exactly between few distinct values', () => {
    expect(thresholds([3, 1, 2, 2, 1])).toEqual([1.5, 2.5])
  })

  it('keep zero apart from what is next to it', () => {
    expect(thresholds([0, 0, 0, 4, 6])).toEqual([1e-35, 5])
    expect(thresholds([-2, -1, 0, 1])).toEqual([-1.5, -1e-35, 1e-35])
    expect(thresholds([-3, -1])).toEqual([-2])
    expect(thresholds([-0, 0, -0])).toEqual([])
  })

  it('hold about equal counts where distinct values are many', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i + 1) ** 3)
    const cuts = thresholds(values, { maxBin: 11 })
    expect(cuts).toHaveLength(9)
    const counts = [...cuts, Infinity].map(
      (cut, i) => values.filter((v) => v <= cut && v > (cuts[i - 1] ?? -Infinity)).length,
    )
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThanOrEqual(1)
  })

  it('give a value with many rows a bin of its own', () => {
    const values = [...repeat(7.25, 500), ...Array.from({ length: 500 }, (_, i) => 1 + i / 50)]
    const cuts = thresholds(values, { maxBin: 8 })
    const around = cuts.filter((cut) => Math.abs(cut - 7.25) < 0.02)
    expect(around).toEqual([expect.closeTo(7.25, 1), expect.closeTo(7.25, 1)])
    expect(around[0]).toBeLessThan(7.25)
    expect(around[1]).toBeGreaterThanOrEqual(7.25)
  })

  it('hold at least minDataInBin rows', () => {
    expect(thresholds([1, 2, 3, 4, 5, 6, 7], { minDataInBin: 3 })).toEqual([3.5, 6.5])
  })

  it('are none for a constant and for a column without values', () => {
    expect(thresholds(repeat(5, 10))).toEqual([])
    expect(thresholds(repeat(NaN, 10))).toEqual([])
  })

  it('leave room for missing values', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i + 1)
    // One of the bins is zero's, as in LightGBM.
    expect(thresholds(values, { maxBin: 16 })).toHaveLength(14)
    expect(thresholds([...values, NaN], { maxBin: 16 })).toHaveLength(13)
  })

  it('are finite beside infinite and huge values', () => {
    const cuts = thresholds([-Infinity, -Number.MAX_VALUE / 2, 1, Number.MAX_VALUE, Infinity])
    expect(cuts.every(Number.isFinite)).toBe(true)
    expect(cuts).toHaveLength(5)
    expect(thresholds([-Infinity, Infinity])).toEqual([-1e-35, 1e-35])
  })

  it('tell neighbouring doubles apart', () => {
    expect(thresholds([1, 1 + Number.EPSILON])).toEqual([1])
  })

  it('ascend, part distinct values and never exceed maxBin', () => {
    const value = fc.oneof(fc.double(), fc.integer({ min: -4, max: 4 }), fc.constant(NaN))
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (values, maxBin, minDataInBin) => {
          const cuts = thresholds(values, { maxBin, minDataInBin })
          const missing = values.some(Number.isNaN) ? 1 : 0
          expect(cuts.length + 1 + missing).toBeLessThanOrEqual(Math.max(maxBin, 1 + missing))
          cuts.forEach((cut, i) => {
            expect(Number.isFinite(cut)).toBe(true)
            if (i > 0) expect(cut).toBeGreaterThan(cuts[i - 1])
          })
        },
      ),
    )
  })
})

describe('codes of levels', () => {
  function coded(names: readonly string[], given = {}): readonly string[] {
    const coding = categoryBins(levels(names), { ...limits, ...given })
    expect(codeCount(coding)).toBeLessThanOrEqual(256)
    return coding.levels
  }

  it('go to the most frequent first, whatever the order of rows', () => {
    const names = [...repeat('b', 5), ...repeat('a', 5), ...repeat('c', 9)]
    expect(coded(names)).toEqual(['c', 'a', 'b'])
    expect(coded(names.toReversed())).toEqual(['c', 'a', 'b'])
  })

  it('are not given to levels of too few rows, but to the first two', () => {
    expect(coded([...repeat('a', 9), ...repeat('b', 3), 'c', 'd', 'd'])).toEqual(['a', 'b'])
    expect(coded(['a', 'b', 'c'])).toEqual(['a', 'b'])
  })

  it('fit a byte however many levels there are', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `level ${i % 500}`)
    expect(coded(names)).toHaveLength(253)
    expect(coded(names, { maxBin: 20 })).toHaveLength(18)
  })

  it('are none for a column without values', () => {
    expect(coded([])).toEqual([])
    const none = { ...levels([]), codes: new Int32Array(3).fill(-1) }
    expect(codeCount(categoryBins(none, limits))).toBe(2)
  })
})
