import { describe, expect, it } from 'vitest'

import { labelledRows } from './generated.testing.js'
import { contentFingerprint, dataFingerprint, textDraw } from './hashing.js'
import { percentileAmong } from './percentile.js'

describe('textDraw', () => {
  it('is uniform over ids that count up, and another one for another seed', () => {
    const draws = Array.from({ length: 10_000 }, (_, id) => textDraw(`user-${id}`, 1))
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = draws.filter((draw) => Math.floor(draw * 10) === tenth).length
      expect(share).toBeGreaterThan(880)
      expect(share).toBeLessThan(1120)
    }
    expect(textDraw('user-1', 1)).toBe(textDraw('user-1', 1))
    expect(textDraw('user-1', 1)).not.toBe(textDraw('user-1', 2))
  })
})

describe('fingerprints', () => {
  const of = (values: number[], ids = ['a', 'b']): string => {
    const { frame, target } = labelledRows({ x: Float64Array.from(values) }, Float64Array.of(0, 1))
    return dataFingerprint(frame, target, ids)
  }

  it('are of the content alone', () => {
    expect(of([1, 2])).toBe(of([1, 2]))
    expect(of([1, 2.0000001])).not.toBe(of([1, 2]))
    expect(of([1, 2], ['a', 'c'])).not.toBe(of([1, 2]))
    expect(contentFingerprint({ a: 1, b: 2 })).toBe(contentFingerprint({ b: 2, a: 1 }))
  })
})

describe('percentileAmong', () => {
  it('reads the share below, between quantiles too', () => {
    const quantiles = [0, 0.1, 0.2, 0.4, 0.8]
    expect([-1, 0, 0.1, 0.15, 0.8, 2].map((score) => percentileAmong(quantiles, score))).toEqual([
      0,
      0,
      25,
      expect.closeTo(37.5, 9),
      100,
      100,
    ])
  })
})
