import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type Hash64, HashSet, quickHash } from './hash-set.js'

/** Few different hashes, which meet in the same places. */
const hash: fc.Arbitrary<Hash64> = fc.record({
  high: fc.constantFrom(0, 1, 2 ** 32 - 1),
  low: fc.constantFrom(0, 1, 2, 1024, 2048, 2 ** 32 - 1),
})

describe('HashSet', () => {
  it('holds what a Set holds', () => {
    const step = fc.record({ add: fc.boolean(), hash })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const set = new HashSet()
        const expected = new Set<string>()
        for (const { add, hash: one } of steps) {
          const key = `${one.high} ${one.low}`
          if (add) {
            set.add(one)
            expected.add(key)
          } else {
            set.delete(one)
            expected.delete(key)
          }
          expect(set.has(one)).toBe(add)
          expect(set.size).toBe(expected.size)
        }
        for (const high of [0, 1, 2 ** 32 - 1])
          for (const low of [0, 1, 2, 1024, 2048, 2 ** 32 - 1])
            expect(set.has({ high, low })).toBe(expected.has(`${high} ${low}`))
      }),
      { seed: 1 },
    )
  })

  it('grows to hold many', () => {
    const set = new HashSet()
    const ids = Array.from({ length: 50_000 }, (_, index) => quickHash(`customer\0user-${index}`))
    for (const id of ids) set.add(id)
    expect(set.size).toBe(50_000)
    expect(ids.every((id) => set.has(id))).toBe(true)
    const strangers = Array.from({ length: 50_000 }, (_, index) => quickHash(`customer\0other-${index}`))
    expect(strangers.filter((id) => set.has(id))).toEqual([])
  })
})
