import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import { chanceOf, type CountedRows, jointDeviations, meanDifference, meanInside } from './segment-means.js'

const random = new Random(1)
const rows = 60
const values = Float64Array.from({ length: rows }, () => random.normal())
const inside = Uint8Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0))
const single: CountedRows = {
  weights: new Float64Array(rows).fill(1),
  groups: Uint32Array.from({ length: rows }, (_, row) => row),
  groupCount: rows,
}

function repeated<List extends Float64Array | Uint8Array>(list: List, times: number): number[] {
  return Array.from({ length: times }, () => [...list]).flat()
}

describe('means of segments', () => {
  it('differ with the error of two samples of unequal spread', () => {
    const of = (side: number): number[] => [...values].filter((_, row) => inside[row] === side)
    const mean = (list: number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length
    const variance = (list: number[]): number => mean(list.map((value) => (value - mean(list)) ** 2))
    const { inside: within, outside, difference, error } = meanDifference(values, inside, single)
    expect(within).toBeCloseTo(mean(of(1)), 12)
    expect(outside).toBeCloseTo(mean(of(0)), 12)
    expect(difference).toBeCloseTo(within - outside, 12)
    expect(error ** 2).toBeCloseTo(variance(of(1)) / 20 + variance(of(0)) / 40, 12)
    const interval = meanInside(values, inside, single, 2)
    expect(interval.value).toBeCloseTo(within, 12)
    expect(((interval.high - interval.low) / 4) ** 2).toBeCloseTo(variance(of(1)) / 20, 12)
  })

  it('are no surer for rows that are repeated within their group', () => {
    const times = 5
    const many: CountedRows = {
      weights: new Float64Array(rows * times).fill(1),
      groups: Uint32Array.from({ length: rows * times }, (_, row) => row % rows),
      groupCount: rows,
    }
    const [all, side] = [Float64Array.from(repeated(values, times)), Uint8Array.from(repeated(inside, times))]
    const once = meanDifference(values, inside, single)
    expect(meanDifference(all, side, many).error).toBeCloseTo(once.error, 12)
    const apart = { ...many, groups: Uint32Array.from(all.keys()), groupCount: rows * times }
    expect(meanDifference(all, side, apart).error).toBeCloseTo(once.error / Math.sqrt(times), 12)
    expect(meanInside(all, side, many, 1).high).toBeCloseTo(meanInside(values, inside, single, 1).high, 12)
  })

  it('take a weight for rows', () => {
    const double = { ...single, weights: single.weights.map((_, row) => (row < 30 ? 2 : 1)) }
    const twice = [...values.keys()].flatMap((row) => (row < 30 ? [row, row] : [row]))
    const rowsTwice: CountedRows = {
      weights: new Float64Array(twice.length).fill(1),
      groups: Uint32Array.from(twice),
      groupCount: rows,
    }
    const repeatedRows = meanDifference(
      Float64Array.from(twice, (row) => values[row]),
      Uint8Array.from(twice, (row) => inside[row]),
      rowsTwice,
    )
    const weighted = meanDifference(values, inside, double)
    expect(weighted.difference).toBeCloseTo(repeatedRows.difference, 12)
    expect(weighted.error).toBeCloseTo(repeatedRows.error, 12)
  })

  it('have chances and joint intervals of the normal distribution', () => {
    const difference = { inside: 0, outside: 0, difference: 1.6448536269514722, error: 1 }
    expect(chanceOf(difference)).toBeCloseTo(0.05, 12)
    expect(chanceOf({ ...difference, error: 0 })).toBe(0)
    expect(chanceOf({ ...difference, difference: 0, error: 0 })).toBe(1)
    expect(jointDeviations(0.95, 1)).toBeCloseTo(1.959963984540054, 12)
    expect(jointDeviations(0.9, 2)).toBeCloseTo(1.959963984540054, 12)
  })
})
