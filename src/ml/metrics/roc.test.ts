import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averagePrecision } from './average-precision.js'
import { lift } from './lift.js'
import { rank } from './operating-points.js'
import { areaUnderRoc, kolmogorovSmirnov } from './roc.js'

/** Rows with ties among the scores and both classes. */
const rows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 8 })), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((list) => new Set(list.map(([target]) => target)).size === 2)

describe('areaUnderRoc', () => {
  it('is 1 for a perfect ranking, 0 for its reverse and a half when all scores tie', () => {
    expect(areaUnderRoc([0, 0, 1, 1], [1, 2, 3, 4])).toBe(1)
    expect(areaUnderRoc([0, 0, 1, 1], [4, 3, 2, 1])).toBe(0)
    expect(areaUnderRoc([0, 1, 0, 1], [7, 7, 7, 7])).toBe(0.5)
  })

  it('is the same to the last bit from scores, from their rank and with weights of 1', () => {
    const score = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(-0, Infinity, -Infinity, NaN))
    const outcomes = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), score), { maxLength: 40 })
    fc.assert(
      fc.property(outcomes, (list) => {
        const target = list.map(([outcome]) => outcome)
        const scores = list.map(([, value]) => value)
        const area = areaUnderRoc(target, scores)
        expect(areaUnderRoc(target, rank(scores))).toBe(area)
        expect(areaUnderRoc(target, scores, new Float64Array(list.length).fill(1))).toBe(area)
      }),
    )
  })

  it('is the share of pairs won, ties counting half', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [positives, negatives] = [1, 0].map((wanted) =>
          list.filter(([target]) => target === wanted).map(([, score]) => score),
        )
        let wins = 0
        for (const a of positives) for (const b of negatives) wins += a > b ? 1 : a === b ? 0.5 : 0
        const area = areaUnderRoc(...unzip(list))
        expect(area).toBeCloseTo(wins / positives.length / negatives.length, 12)
      }),
    )
  })

  it('does not change when scores are stretched, and is mirrored when they are negated', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [target, score] = unzip(list)
        const area = areaUnderRoc(target, score)
        expect(
          areaUnderRoc(
            target,
            score.map((x) => Math.exp(x)),
          ),
        ).toBe(area)
        expect(
          areaUnderRoc(
            target,
            score.map((x) => -x),
          ),
        ).toBeCloseTo(1 - area, 12)
      }),
    )
  })
})

describe('metrics of a ranking', () => {
  const metrics = { areaUnderRoc, averagePrecision, kolmogorovSmirnov, lift: halfLift }

  it.each(Object.entries(metrics))('%s takes a weight of 2 for two rows', (_, metric) => {
    fc.assert(
      fc.property(rows, (list) => {
        const [target, score] = unzip(list)
        const weights = score.map((_, row) => 1 + (row % 3))
        const [manyTargets, manyScores] = unzip(
          list.flatMap((entry, row) => Array(1 + (row % 3)).fill(entry) as typeof list),
        )
        expect(metric(target, score, weights)).toBeCloseTo(metric(manyTargets, manyScores), 12)
      }),
    )
  })

  it.each(Object.entries(metrics))('%s is the same from scores sorted beforehand', (_, metric) => {
    fc.assert(
      fc.property(rows, (list) => {
        const [target, score] = unzip(list)
        expect(metric(target, rank(score))).toBe(metric(target, score))
      }),
    )
  })

  it.each(Object.entries(metrics))(
    '%s is NaN for one class, for no rows and for a NaN score',
    (_, metric) => {
      expect(metric([1, 1], [0.2, 0.3])).toBeNaN()
      expect(metric([0, 0], [0.2, 0.3])).toBeNaN()
      expect(metric([], [])).toBeNaN()
      expect(metric([0, 1], [0.2, NaN])).toBeNaN()
    },
  )
})

describe('kolmogorovSmirnov', () => {
  it('is the largest gap between the rates', () => {
    expect(kolmogorovSmirnov([1, 1, 0, 1, 0, 0], [6, 5, 4, 3, 2, 1])).toBeCloseTo(2 / 3, 12)
  })
})

function halfLift(...[target, score, weights]: Parameters<typeof areaUnderRoc>): number {
  return lift(target, score, 0.5, weights)
}

function unzip(list: readonly (readonly [number, number])[]): [number[], number[]] {
  return [list.map(([target]) => target), list.map(([, score]) => score)]
}
