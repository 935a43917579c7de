import { describe, expect, it } from 'vitest'

import { labelledRows } from './generated.testing.js'
import { stackLabelled, takeLabelled, withoutUseless } from './labelled-rows.js'
import { stackFrames } from './rows.js'

const rows = labelledRows(
  { n: Float64Array.of(1, 2, NaN), c: ['x', 'y', 'x'], same: Float64Array.of(NaN, NaN, NaN) },
  Float64Array.of(0, 1, 1),
)

describe('stackFrames', () => {
  it('joins levels by name and fills in what a frame lacks', () => {
    const other = labelledRows({ c: ['z', 'y'] }, Float64Array.of(0, 0))
    const { rows: count, columns } = stackFrames([rows.frame, other.frame])
    expect(count).toBe(5)
    const [n, c] = columns
    expect(n).toMatchObject({ values: Float64Array.of(1, 2, NaN, NaN, NaN) })
    if (c.kind !== 'category') throw new Error('expected a category')
    expect(Array.from(c.codes, (code) => c.levels[code])).toEqual(['x', 'y', 'x', 'z', 'y'])
  })
})

describe('takeLabelled and stackLabelled', () => {
  it('are each other turned around', () => {
    const [a, b] = [takeLabelled(rows, [2]), takeLabelled(rows, [0, 1])]
    expect(stackLabelled([b, a])).toEqual(rows)
    expect(a.entityIds).toEqual(['c2'])
  })
})

describe('withoutUseless', () => {
  it('leaves out what does not vary in training, in every part', () => {
    const { parts, dropped } = withoutUseless({ training: rows, holdout: takeLabelled(rows, [0]) })
    expect(dropped.map(({ name }) => name)).toEqual(['same'])
    expect(parts.holdout.features.map(({ name }) => name)).toEqual(['n', 'c'])
    expect(parts.holdout.frame.columns).toHaveLength(2)
  })
})
