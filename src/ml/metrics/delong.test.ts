import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { delongDifference, delongInterval } from './delong.js'

/** Two scores of the same rows: one twice as informative as the other. */
function draw(
  random: Random,
  rows: number,
  better = 1,
  worse = 0.5,
): { target: number[]; a: number[]; b: number[] } {
  const target = Array.from({ length: rows }, (_, row) => (row % 4 === 0 ? 1 : 0))
  const shared = target.map(() => random.normal())
  return {
    target,
    a: target.map((y, row) => better * y + shared[row] + 0.5 * random.normal()),
    b: target.map((y, row) => worse * y + shared[row] + 0.5 * random.normal()),
  }
}

describe('delongInterval', () => {
  it('holds the true area as often as it says', () => {
    const random = new Random(3)
    // Of two normals with variance 1.25 one apart: the distribution at 1 / sqrt(2.5).
    const truth = 0.73645
    let held = 0
    const samples = 400
    for (let sample = 0; sample < samples; sample++) {
      const { target, a } = draw(random, 120)
      const { low, high } = delongInterval(target, a)
      if (low <= truth && truth <= high) held++
    }
    // The standard error of 400 draws at 95 % is 1.1 points.
    expect(held / samples).toBeGreaterThan(0.92)
    expect(held / samples).toBeLessThan(0.98)
  })

  it('does not take a perfect score on few rows for a proof', () => {
    const few = delongInterval([0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6])
    expect(few.value).toBe(1)
    expect(few.high).toBe(1)
    expect(few.low).toBeGreaterThan(0.3)
    expect(few.low).toBeLessThan(0.8)
    const rows = Array.from({ length: 2000 }, (_, row) => row)
    const many = delongInterval(
      rows.map((row) => (row < 1000 ? 0 : 1)),
      rows,
    )
    expect(many.low).toBeGreaterThan(0.99)
    const worst = delongInterval([1, 1, 1, 0, 0, 0], [1, 2, 3, 4, 5, 6])
    expect(worst.low).toBe(0)
    expect(worst.high).toBeCloseTo(1 - few.low, 10)
  })

  it('has an interval with a single row of a class', () => {
    const { value, low, high } = delongInterval([0, 0, 1, 0], [1, 2, 3, 4])
    expect(value).toBeCloseTo(2 / 3, 12)
    expect(low).toBeLessThan(0.3)
    expect(high).toBeGreaterThan(0.9)
  })

  it('says nothing of one class or of no rows', () => {
    for (const target of [[], [1, 1, 1]]) {
      expect(
        delongInterval(
          target,
          target.map((_, row) => row),
        ),
      ).toEqual({ value: NaN, low: 0, high: 1 })
    }
  })
})

describe('delongDifference', () => {
  it('sees a real difference, and none between a score and itself', () => {
    const { target, a, b } = draw(new Random(1), 1000)
    const difference = delongDifference(target, a, b)
    expect(difference.low).toBeGreaterThan(0)
    expect(difference.pValue).toBeLessThan(0.001)
    expect(delongDifference(target, a, a)).toEqual({ value: 0, low: 0, high: 0, pValue: 1 })
  })

  it('is narrower than two intervals side by side, for it is paired', () => {
    const { target, a, b } = draw(new Random(2), 1000)
    const difference = delongDifference(target, a, b)
    const [one, other] = [delongInterval(target, a), delongInterval(target, b)]
    const unpaired = Math.hypot(one.high - one.low, other.high - other.low)
    expect(difference.high - difference.low).toBeLessThan(0.7 * unpaired)
  })

  it('rejects equal scores at the level it is asked for', () => {
    const random = new Random(5)
    let rejected = 0
    for (let sample = 0; sample < 400; sample++) {
      const { target, a, b } = draw(random, 120, 0.7, 0.7)
      if (delongDifference(target, a, b).pValue < 0.05) rejected++
    }
    expect(rejected / 400).toBeLessThan(0.09)
    expect(rejected / 400).toBeGreaterThan(0.02)
  })

  it('rules nothing out where a class has one row', () => {
    const { low, high, pValue } = delongDifference([0, 0, 1], [1, 2, 3], [3, 2, 1])
    expect([low, high, pValue]).toEqual([-1, 1, NaN])
  })
})
