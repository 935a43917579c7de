import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldSplits, groupedFolds, randomFolds, stratifiedFolds, stratifiedHoldout } from './folds.js'

const outcomes = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 2, maxLength: 80 })

function sizes(fold: Uint32Array, count: number, of: (row: number) => boolean = () => true): number[] {
  return Array.from({ length: count }, (_, at) =>
    fold.reduce((n, each, row) => n + (each === at && of(row) ? 1 : 0), 0),
  )
}

function spread(list: readonly number[]): number {
  return Math.max(...list) - Math.min(...list)
}

describe('stratifiedFolds', () => {
  it('deals rows, and the rows of each outcome, evenly', () => {
    fc.assert(
      fc.property(outcomes, fc.integer({ min: 2, max: 6 }), fc.integer(), (target, wanted, seed) => {
        const folds = Math.min(wanted, target.length)
        const fold = stratifiedFolds(target, folds, seed)
        expect(spread(sizes(fold, folds))).toBeLessThanOrEqual(1)
        for (const outcome of [0, 1]) {
          expect(spread(sizes(fold, folds, (row) => target[row] === outcome))).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('is the same for the same seed and another for another', () => {
    const target = Array.from({ length: 50 }, (_, row) => row % 2)
    expect(stratifiedFolds(target, 5, 1)).toEqual(stratifiedFolds(target, 5, 1))
    expect(stratifiedFolds(target, 5, 1)).not.toEqual(stratifiedFolds(target, 5, 2))
  })

  it('refuses what cannot be dealt', () => {
    expect(() => stratifiedFolds([0, 1], 3, 1)).toThrow(/2 rows, got 3/)
    expect(() => stratifiedFolds([0, 1], 1, 1)).toThrow(/got 1/)
    expect(() => stratifiedFolds([0, 1], 1.5, 1)).toThrow(/got 1.5/)
  })
})

describe('groupedFolds', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 2,
    maxLength: 80,
  })

  it('never parts a group, and leaves no fold empty', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 4 }), fc.integer(), (list, wanted, seed) => {
        const groups = list.map(([group]) => `customer ${group}`)
        const distinct = new Set(groups).size
        fc.pre(distinct >= 2)
        const folds = Math.min(wanted, distinct)
        const fold = groupedFolds(
          groups,
          folds,
          seed,
          list.map(([, target]) => target),
        )
        const foldsOf = new Map<string, Set<number>>()
        groups.forEach((group, row) => foldsOf.set(group, (foldsOf.get(group) ?? new Set()).add(fold[row])))
        for (const own of foldsOf.values()) expect(own.size).toBe(1)
        expect(Math.min(...sizes(fold, folds))).toBeGreaterThan(0)
      }),
    )
  })

  it('spreads the positives', () => {
    const groups = Array.from({ length: 300 }, (_, row) => Math.floor(row / 3))
    const target = groups.map((group) => (group % 10 === 0 ? 1 : 0))
    const fold = groupedFolds(groups, 5, 1, target)
    expect(sizes(fold, 5, (row) => target[row] === 1)).toEqual([6, 6, 6, 6, 6])
    expect(spread(sizes(fold, 5))).toBeLessThanOrEqual(3)
  })

  it('refuses more folds than groups', () => {
    expect(() => groupedFolds(['a', 'a', 'b'], 3, 1)).toThrow(/2 groups, got 3/)
  })
})

describe('foldSplits', () => {
  it('tests every row once and never on what it was trained on', () => {
    const splits = foldSplits(randomFolds(23, 4, 9))
    expect(splits).toHaveLength(4)
    expect(splits.flatMap(({ test }) => Array.from(test)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 23 }, (_, row) => row),
    )
    for (const { train, test } of splits) {
      expect(train.length + test.length).toBe(23)
      expect(train.some((row) => test.includes(row))).toBe(false)
    }
  })
})

describe('stratifiedHoldout', () => {
  it('takes the share of each outcome', () => {
    const target = Array.from({ length: 100 }, (_, row) => (row < 20 ? 1 : 0))
    const { train, test } = stratifiedHoldout(target, 0.25, 3)
    expect(test).toHaveLength(25)
    expect(test.filter((row) => target[row] === 1)).toHaveLength(5)
    expect(train).toHaveLength(75)
  })

  it('tests at least one row of each outcome and refuses a share outside (0, 1)', () => {
    const { test } = stratifiedHoldout([1, 1, 0, 0, 0, 0, 0, 0, 0, 0], 0.1, 1)
    expect(test.length).toBe(2)
    expect(() => stratifiedHoldout([0, 1], 1, 1)).toThrow(/share expects a number between 0 and 1/)
  })
})
