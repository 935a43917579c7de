import fc from 'fast-check'
import { expect, it } from 'vitest'

import { partition } from './partition.js'

it('parts a range of rows, keeps the order of both sides and leaves the rest alone', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 5 }), { minLength: 3, maxLength: 60 }),
      fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      (codes, left) => {
        const bins = Uint8Array.from(codes)
        const goesLeft = Uint8Array.from(left, Number)
        const rows = Int32Array.from(bins.keys())
        const [begin, end] = [1, bins.length - 1]
        const middle = partition(rows, begin, end, bins, goesLeft, new Int32Array(bins.length))
        const inside = [...bins.keys()].slice(begin, end)
        const expected = [
          ...inside.filter((row) => goesLeft[bins[row]] === 1),
          ...inside.filter((row) => goesLeft[bins[row]] === 0),
        ]
        expect([...rows]).toEqual([0, ...expected, bins.length - 1])
        expect(middle - begin).toBe(inside.filter((row) => goesLeft[bins[row]] === 1).length)
      },
    ),
  )
})
