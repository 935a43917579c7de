import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { anchorSamples } from './sample.js'

describe('anchorSamples', () => {
  it('reads all where all is few enough', () => {
    expect(anchorSamples([{ rows: 10 }, { rows: 20 }], 30, 1)).toEqual([undefined, undefined])
  })

  it('lets small anchors keep theirs and divides the rest evenly', () => {
    expect(anchorSamples([{ rows: 1000 }, { rows: 10 }, { rows: 500 }], 210, 7)).toEqual([
      { share: 0.1, seed: 7 },
      undefined,
      { share: 0.2, seed: 7 },
    ])
  })

  it('comes to the wanted number of rows whenever there are more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 200_000 }),
        (rows, maximum) => {
          const samples = anchorSamples(
            rows.map((each) => ({ rows: each })),
            maximum,
            1,
          )
          const read = rows.reduce((sum, each, index) => sum + each * (samples[index]?.share ?? 1), 0)
          const all = rows.reduce((sum, each) => sum + each, 0)
          expect(read).toBeCloseTo(Math.min(all, maximum), 4)
        },
      ),
      { seed: 1 },
    )
  })
})
