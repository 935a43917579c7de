import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { logOdds, probabilityOf } from '../metrics/log-loss.js'
import { beta } from './beta.js'

const row = fc.tuple(
  fc.integer({ min: 0, max: 20 }).map((p) => p / 20),
  fc.integer({ min: 0, max: 1 }),
)

describe('beta', () => {
  it('finds the curve that made the outcomes', () => {
    const random = new Random(1)
    const scores = Array.from({ length: 30_000 }, () => probabilityOf(1.5 * random.normal()))
    const truth = (p: number): number => probabilityOf(1.8 * Math.log(p) - 0.4 * Math.log(1 - p) + 0.5)
    const target = scores.map((p) => (random.uniform() < truth(p) ? 1 : 0))
    const { rise, fall, intercept } = beta().fit(scores, target).toJSON()
    // Standard errors on 30,000 rows are about 0.03.
    expect(rise).toBeCloseTo(1.8, 0)
    expect(fall).toBeCloseTo(0.4, 0)
    expect(intercept).toBeCloseTo(0.5, 0)
  })

  it('never falls and stays inside (0, 1), for any rows', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const applied = beta()
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

  it('gives everyone the base rate where scores mislead, or where there is one outcome', () => {
    const [low, high] = beta().fit([0.9, 0.8, 0.7, 0.2, 0.1], [0, 0, 0, 1, 1]).apply([0.01, 0.99])
    expect(low).toBe(high)
    expect(low).toBeCloseTo(0.4, 3)
    expect(beta().fit([0.1, 0.9, 0.5], [1, 1, 1]).apply([0.2])[0]).toBeCloseTo(0.8, 12)
  })

  it('keeps NaN, and gives a half without rows', () => {
    expect(beta().fit([], []).apply([0.2])[0]).toBe(0.5)
    expect(beta().fit([0.1, 0.9, 0.2, 0.8], [0, 1, 1, 0]).apply([NaN])[0]).toBeNaN()
  })

  it('counts rows by weight', () => {
    const weighted = beta().fit([0.2, 0.4, 0.6, 0.8], [0, 1, 0, 1], [2, 1, 1, 3]).apply([0.3])[0]
    const repeated = beta().fit([0.2, 0.2, 0.4, 0.6, 0.8, 0.8, 0.8], [0, 0, 1, 0, 1, 1, 1]).apply([0.3])[0]
    expect(logOdds(weighted)).toBeCloseTo(logOdds(repeated), 6)
  })
})
