import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { calibrationError } from '../metrics/calibration-error.js'
import { logLoss } from '../metrics/log-loss.js'
import { areaUnderRoc } from '../metrics/roc.js'
import { isotonic } from './isotonic.js'
import { poolAdjacentViolators } from './pool-adjacent.js'

describe('poolAdjacentViolators', () => {
  it('gives rising blocks that keep the weighted mean, whatever comes in', () => {
    const points = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 5 })),
      {
        minLength: 1,
        maxLength: 50,
      },
    )
    fc.assert(
      fc.property(points, (list) => {
        const blocks = poolAdjacentViolators(list.map(([y, weight], x) => ({ x, y, weight })))
        blocks.slice(1).forEach((block, i) => {
          expect(block.y).toBeGreaterThan(blocks[i].y)
          expect(block.x).toBeGreaterThan(blocks[i].x)
        })
        const sum = (each: readonly { y: number; weight: number }[]): number =>
          each.reduce((total, { y, weight }) => total + y * weight, 0)
        expect(sum(blocks)).toBeCloseTo(sum(list.map(([y, weight]) => ({ y, weight }))), 9)
        expect(blocks.reduce((total, block) => total + block.points, 0)).toBe(list.length)
      }),
    )
  })
})

/** Probabilities that are too sure of themselves: the true log odds are half of theirs. */
function overconfident(rows: number, seed: number): { scores: number[]; target: number[] } {
  const random = new Random(seed)
  const z = Array.from({ length: rows }, () => 2 * random.normal())
  return {
    scores: z.map((each) => 1 / (1 + Math.exp(-2 * each))),
    target: z.map((each) => (random.uniform() < 1 / (1 + Math.exp(-each)) ? 1 : 0)),
  }
}

describe('isotonic', () => {
  it('mends probabilities on rows it has not seen', () => {
    const [learned, judged] = [overconfident(4000, 1), overconfident(4000, 2)]
    const calibrated = isotonic().fit(learned.scores, learned.target).apply(judged.scores)
    expect(calibrationError(judged.target, judged.scores)).toBeGreaterThan(0.08)
    expect(calibrationError(judged.target, calibrated)).toBeLessThan(0.03)
    expect(logLoss(judged.target, calibrated)).toBeLessThan(logLoss(judged.target, judged.scores) - 0.05)
  })

  it('keeps the ranking, where steps would tie customers', () => {
    const { scores, target } = overconfident(2000, 3)
    const calibrated = isotonic().fit(scores, target).apply(scores)
    expect(areaUnderRoc(target, calibrated)).toBeCloseTo(areaUnderRoc(target, scores), 2)
    expect(new Set(calibrated).size).toBeGreaterThan(1500)
  })

  it('never falls and stays inside (0, 1), for any rows', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 20 }).map((p) => p / 20),
      fc.integer({ min: 0, max: 1 }),
    )
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const calibration = isotonic().fit(
          rows.map(([score]) => score),
          rows.map(([, target]) => target),
        )
        const grid = Array.from({ length: 101 }, (_, i) => i / 100)
        const applied = calibration.apply(grid)
        applied.forEach((value, i) => {
          expect(value).toBeGreaterThan(0)
          expect(value).toBeLessThan(1)
          if (i > 0) expect(value).toBeGreaterThanOrEqual(applied[i - 1])
        })
      }),
    )
  })

  it('is not sure of the rows at the ends', () => {
    const calibration = isotonic().fit([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])
    // Two rows of one outcome and one of doubt: a third.
    expect(calibration.apply([0])[0]).toBeCloseTo(1 / 3, 12)
    expect(calibration.apply([1])[0]).toBeCloseTo(2 / 3, 12)
    expect(calibration.apply([0.5])[0]).toBeCloseTo(0.5, 12)
  })

  it('counts rows by weight, and leaves out what has no score', () => {
    const weighted = isotonic().fit([0.2, 0.4, 0.6], [0, 1, 1], [2, 1, 3])
    const repeated = isotonic().fit([0.2, 0.2, 0.4, 0.6, 0.6, 0.6], [0, 0, 1, 1, 1, 1])
    expect(weighted.apply([0.3, 0.5])).toEqual(repeated.apply([0.3, 0.5]))
    const holed = isotonic().fit([0.2, NaN, 0.6], [0, 1, 1])
    expect(holed.toJSON()).toEqual(isotonic().fit([0.2, 0.6], [0, 1]).toJSON())
    expect(holed.apply([NaN])[0]).toBeNaN()
  })

  it('knows nothing without rows, and the smoothed rate of one score', () => {
    expect([...isotonic().fit([], []).apply([0, 0.5, 1])]).toEqual([0.5, 0.5, 0.5])
    expect(isotonic().fit([0.3, 0.3], [1, 1]).apply([0.9])[0]).toBeCloseTo(0.75, 12)
  })
})
