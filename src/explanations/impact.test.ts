import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { probabilityOf } from '../ml/metrics/log-loss.js'
import { impacts } from './impact.js'

const contribution = fc.double({ min: -5, max: 5, noNaN: true })

describe('impacts', () => {
  it('sums to the prediction less the base, whatever the curve', () => {
    const steps = (raw: number): number => Math.floor(probabilityOf(raw) * 10) / 10
    fc.assert(
      fc.property(
        fc.array(contribution, { minLength: 1, maxLength: 30 }),
        contribution,
        fc.constantFrom(probabilityOf, steps, Math.exp),
        (contributions, baseline, curve) => {
          const total = contributions.reduce((sum, value) => sum + value, 0)
          const sum = impacts(contributions, baseline, curve).reduce((all, value) => all + value, 0)
          // Steps may fall on either side of a rounding error of the sum of contributions.
          const slack = curve === steps ? 0.2 : 1e-9 * Math.max(1, curve(baseline + total))
          expect(Math.abs(sum - (curve(baseline + total) - curve(baseline)))).toBeLessThanOrEqual(slack)
        },
      ),
    )
  })

  it('keeps the sign of every contribution', () => {
    fc.assert(
      fc.property(fc.array(contribution, { minLength: 1 }), contribution, (contributions, baseline) => {
        impacts(contributions, baseline, probabilityOf).forEach((impact, index) => {
          expect(impact * contributions[index]).toBeGreaterThanOrEqual(0)
        })
      }),
    )
  })

  it('does not blow up where raising and lowering cancel', () => {
    const [raise, lower] = impacts([2, -2.000001], 0, probabilityOf)
    expect(raise).toBeCloseTo(0.3808, 3)
    expect(raise + lower).toBeCloseTo(0, 5)
  })

  it('is the contribution itself where there is no curve', () => {
    expect(Array.from(impacts([1, -2, 0.5], 10, (raw) => raw))).toEqual([1, -2, 0.5])
  })
})
