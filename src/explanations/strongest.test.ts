import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type Group, strongest } from './strongest.js'

const total = (group: Group, impact: Float64Array): number =>
  group.reduce((sum, index) => sum + impact[index], 0)

describe('the strongest groups', () => {
  it('are the first five of all in order, less those that hardly matter', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 })
    // Few different impacts: many are equal, and some groups come to nothing.
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.integer({ min: -3, max: 300 })), (lengths, impacts) => {
        let next = 0
        const groups = lengths.map((length) => Array.from({ length }, () => next++))
        const impact = Float64Array.from(impacts.take(next))
        const sorted = groups
          .map((group) => ({ group, total: total(group, impact) }))
          .filter((one) => one.total !== 0)
          .sort((a, b) => Math.abs(b.total) - Math.abs(a.total))
          .slice(0, 5)
        const expected = sorted.filter((one) => Math.abs(one.total) >= 0.01 * Math.abs(sorted[0].total))
        expect(strongest(groups, impact)).toEqual(expected)
      }),
    )
  })
})
