import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeOrderedSplits } from './time-ordered.js'

describe('timeOrderedSplits', () => {
  it('trains on what ended a gap before the test began, and tests later stretches in turn', () => {
    const times = [1, 1, 2, 3, 4, 5, 6, 6]
    const splits = timeOrderedSplits(times, { splits: 2, gap: 1 })
    expect(splits.map(({ train, test }) => [[...train], [...test]])).toEqual([
      [
        [0, 1, 2],
        [3, 4],
      ],
      [
        [0, 1, 2, 3, 4],
        [5, 6, 7],
      ],
    ])
  })

  it('purges what is nearer than the gap, and drops a split that has nothing to learn from', () => {
    const splits = timeOrderedSplits([1, 2, 3, 4, 5, 6], { splits: 2, gap: 3 })
    expect(splits.map(({ train }) => [...train])).toEqual([[0, 1]])
  })

  it('never trains within the gap of any test row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 6, maxLength: 60 }),
        fc.integer({ min: 0, max: 10 }),
        (times, gap) => {
          fc.pre(new Set(times).size >= 4)
          for (const { train, test } of timeOrderedSplits(times, { splits: 3, gap })) {
            const newest = Math.max(...Array.from(train, (row) => times[row]))
            const oldest = Math.min(...Array.from(test, (row) => times[row]))
            expect(newest).toBeLessThan(oldest)
            expect(oldest - newest).toBeGreaterThanOrEqual(gap)
          }
        },
      ),
    )
  })

  it('does not learn from outcomes that were not known when the test begins', () => {
    const times = [1, 2, 3, 4, 5, 6]
    const known = [2, 9, 4, 4, 6, 6]
    const splits = timeOrderedSplits(times, { splits: 2, gap: 0, known })
    // Tests begin at 3 and at 5; what was known at that very time may be learned from.
    expect(splits.map(({ train }) => [...train])).toEqual([[0], [0, 2, 3]])
  })

  it('forgets what lies before its window', () => {
    const times = [1, 2, 3, 4, 5, 6, 7, 8]
    const splits = timeOrderedSplits(times, { splits: 3, gap: 1, window: 2 })
    // Tests begin at 3, 5 and 7; a window of 2 up to one before holds the two times above begin - 3.
    expect(splits.map(({ train }) => Array.from(train, (row) => times[row]))).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ])
  })

  it('refuses a gap below 0, a window of 0 and lists of another length', () => {
    const times = [1, 2, 3, 4]
    expect(() => timeOrderedSplits(times, { splits: 1, gap: -1 })).toThrow(/gap expects/)
    expect(() => timeOrderedSplits(times, { splits: 1, gap: NaN })).toThrow(/gap expects/)
    expect(() => timeOrderedSplits(times, { splits: 1, gap: 0, window: 0 })).toThrow(/window expects/)
    expect(() => timeOrderedSplits(times, { splits: 1, gap: 0, known: [1] })).toThrow(
      /times of knowing hold 1/,
    )
  })

  it('refuses more splits than the times allow', () => {
    expect(() => timeOrderedSplits([1, 1, 2, 2], { splits: 2, gap: 0 })).toThrow(/2 distinct times, got 3/)
  })
})
