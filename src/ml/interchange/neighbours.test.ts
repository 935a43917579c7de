import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { doubleBelow, doubleRoundingTo, singleAbove, singleAtMost, singleBelow } from './neighbours.js'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const single = fc.float({ noNaN: true, noDefaultInfinity: true })

describe('neighbours', () => {
  it('stand next to a number, across 0 and at the ends', () => {
    expect(doubleBelow(1)).toBe(1 - 2 ** -53)
    expect(doubleBelow(0)).toBe(-Number.MIN_VALUE)
    expect(doubleBelow(Infinity)).toBe(Number.MAX_VALUE)
    expect(doubleBelow(-Number.MAX_VALUE)).toBe(-Infinity)
    expect(singleBelow(1)).toBe(1 - 2 ** -24)
    expect(singleBelow(0)).toBe(-(2 ** -149))
    expect(singleBelow(-0)).toBe(-(2 ** -149))
    expect(singleAbove(-1)).toBe(-(1 - 2 ** -24))
    expect(singleBelow(-Infinity)).toBe(-Infinity)
  })

  it('of single precision decide about singles as a double does', () => {
    fc.assert(
      fc.property(finite, single, (threshold, value) => {
        expect(value <= singleAtMost(threshold)).toBe(value <= threshold)
      }),
    )
    expect(singleAtMost(0.1)).toBeLessThan(0.1)
    expect(singleAtMost(1e300)).toBe(3.4028234663852886e38)
    expect(singleAtMost(-1e300)).toBe(-Infinity)
  })

  it('of double precision decide about doubles as their rounding does', () => {
    fc.assert(
      fc.property(single, fc.oneof(finite, fc.integer({ min: -3, max: 3 })), (threshold, value) => {
        // Half of the values stand around the middle between two singles, where rounding turns.
        const near = Number.isInteger(value)
          ? (threshold + singleAbove(threshold)) / 2 + value * 2 ** -60
          : value
        expect(near <= doubleRoundingTo(threshold)).toBe(Math.fround(near) <= threshold)
      }),
    )
    expect(doubleRoundingTo(1)).toBe(1 + 2 ** -24)
    expect(doubleRoundingTo(1 + 2 ** -23)).toBe(doubleBelow(1 + 2 ** -23 + 2 ** -24))
    expect(Math.fround(doubleRoundingTo(3.4028234663852886e38))).toBe(3.4028234663852886e38)
    expect(doubleRoundingTo(Infinity)).toBe(Infinity)
  })
})
