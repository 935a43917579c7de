import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { logOdds, probabilityOf } from '../metrics/log-loss.js'
import { platt } from './platt.js'

describe('platt', () => {
  it('finds the line in log odds', () => {
    const random = new Random(1)
    const z = Array.from({ length: 20_000 }, () => 2 * random.normal())
    const target = z.map((each) => (random.uniform() < probabilityOf(0.5 * each - 1) ? 1 : 0))
    const { slope, intercept } = platt().fit(z.map(probabilityOf), target).toJSON()
    expect(slope).toBeCloseTo(0.5, 1)
    expect(intercept).toBeCloseTo(-1, 1)
  })

  it('never turns the ranking round: scores that mislead become the base rate', () => {
    const calibration = platt().fit([0.9, 0.8, 0.7, 0.2, 0.1], [0, 0, 0, 1, 1])
    const [low, high] = calibration.apply([0.01, 0.99])
    expect(low).toBe(high)
    expect(low).toBeCloseTo(0.4, 1)
  })

  it('stays inside (0, 1) and never falls, for any rows', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 20 }).map((p) => p / 20),
      fc.integer({ min: 0, max: 1 }),
    )
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const applied = platt()
          .fit(
            rows.map(([score]) => score),
            rows.map(([, target]) => target),
          )
          .apply(Array.from({ length: 101 }, (_, i) => i / 100))
        applied.forEach((value, i) => {
          expect(value).toBeGreaterThan(0)
          expect(value).toBeLessThan(1)
          if (i > 0) expect(value).toBeGreaterThanOrEqual(applied[i - 1])
        })
      }),
    )
  })

  it('stays finite for classes that are parted perfectly, and for one class', () => {
    const { slope, intercept } = platt().fit([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]).toJSON()
    expect(Number.isFinite(slope)).toBe(true)
    expect(Number.isFinite(intercept)).toBe(true)
    const one = platt().fit([0.1, 0.5, 0.9], [1, 1, 1]).apply([0.5])[0]
    expect(one).toBeGreaterThan(0.6)
    expect(one).toBeLessThan(1)
  })

  it('keeps NaN, and gives a half without rows', () => {
    expect(platt().fit([], []).apply([0.2])[0]).toBe(0.5)
    expect(platt().fit([0.1, 0.9], [0, 1]).apply([NaN])[0]).toBeNaN()
  })

  it('counts rows by weight', () => {
    const weighted = platt().fit([0.2, 0.4, 0.6], [0, 1, 1], [2, 1, 3]).apply([0.3])[0]
    const repeated = platt().fit([0.2, 0.2, 0.4, 0.6, 0.6, 0.6], [0, 0, 1, 1, 1, 1]).apply([0.3])[0]
    expect(logOdds(weighted)).toBeCloseTo(logOdds(repeated), 6)
  })
})
