import { describe, expect, it } from 'vitest'
import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import type { Band } from './conformal.js'
import { loadConformal } from './load.js'
import { quantileConformal } from './quantile-conformal.js'
import { splitConformal } from './split-conformal.js'

/** Rows whose spread grows with x; the model misses a bend. */
function drawn(random: Random, rows: number): { x: number[]; predicted: number[]; target: number[] } {
  const x = Array.from({ length: rows }, () => random.uniform())
  const target = x.map((each) => 3 * each + each * each + (0.2 + 2 * each) * random.normal())
  return { x, predicted: x.map((each) => 4 * each), target }
}

function covered(band: Band, target: readonly number[], of: (row: number) => boolean = () => true): number {
  let rows = 0
  let held = 0
  target.forEach((value, row) => {
    if (!of(row)) return
    rows++
    if (value >= band.low[row] && value <= band.high[row]) held++
  })
  return held / rows
}

/** Mean over many small calibrations of the share of new rows held. */
function meanCoverage(calibrationRows: number, of: (random: Random, rows: number) => number): number {
  const random = new Random(7)
  let sum = 0
  for (let repeat = 0; repeat < 400; repeat++) sum += of(random, calibrationRows)
  return sum / 400
}

/** What (n + 1) rows in random order hold: at least what was asked for, at most 1 / (n + 1) more. */
function exact(rows: number, coverage: number): number {
  return Math.ceil((rows + 1) * coverage - 1e-9) / (rows + 1)
}

// 400 repeats of 100 new rows: a standard error below 0.006 for 19 rows, below 0.004 for 60.
describe('coverage in finite samples', () => {
  it.each([
    [19, 0.9],
    [19, 0.8],
    [60, 0.9],
  ])('of split conformal from %i rows at %d', (rows, coverage) => {
    const mean = meanCoverage(rows, (random) => {
      const learned = drawn(random, rows)
      const fresh = drawn(random, 100)
      const band = splitConformal(learned.predicted, learned.target).interval(fresh.predicted, coverage)
      return covered(band, fresh.target)
    })
    expect(Math.abs(mean - exact(rows, coverage))).toBeLessThan(0.015)
  })

  it('of normalised intervals, which are narrow where it is easy', () => {
    const difficulty = (x: readonly number[]): number[] => x.map((each) => 0.2 + 2 * each)
    let [easy, hard] = [0, 0]
    const mean = meanCoverage(60, (random, rows) => {
      const learned = drawn(random, rows)
      const fresh = drawn(random, 100)
      const band = splitConformal(learned.predicted, learned.target, {
        difficulty: difficulty(learned.x),
      }).interval(fresh.predicted, 0.9, { difficulty: difficulty(fresh.x) })
      easy += covered(band, fresh.target, (row) => fresh.x[row] < 0.3) / 400
      hard += covered(band, fresh.target, (row) => fresh.x[row] > 0.7) / 400
      return covered(band, fresh.target)
    })
    expect(Math.abs(mean - exact(60, 0.9))).toBeLessThan(0.015)
    expect(Math.abs(easy - hard)).toBeLessThan(0.06)
  })

  it('of quantile intervals that were too narrow, and of such that were too wide', () => {
    for (const factor of [0.3, 4]) {
      const spread = (x: number): number => factor * (0.2 + 2 * x)
      const mean = meanCoverage(60, (random, rows) => {
        const learned = drawn(random, rows)
        const fresh = drawn(random, 100)
        const ends = ({ x, predicted }: typeof learned, side: number): number[] =>
          predicted.map((value, row) => value + side * spread(x[row]))
        const band = quantileConformal(ends(learned, -1), ends(learned, 1), learned.target).interval(
          ends(fresh, -1),
          ends(fresh, 1),
          0.9,
        )
        return covered(band, fresh.target)
      })
      expect(Math.abs(mean - exact(60, 0.9))).toBeLessThan(0.015)
    }
  })

  it('within each group, where all together would not hold it', () => {
    const groupsOf = (x: readonly number[]): string[] => x.map((each) => (each > 0.8 ? 'wild' : 'calm'))
    const random = new Random(3)
    const learned = drawn(random, 3000)
    const fresh = drawn(random, 3000)
    const groups = groupsOf(fresh.x)
    const wild = (row: number): boolean => groups[row] === 'wild'
    const together = splitConformal(learned.predicted, learned.target).interval(fresh.predicted, 0.9)
    expect(covered(together, fresh.target, wild)).toBeLessThan(0.8)
    const apart = splitConformal(learned.predicted, learned.target, { groups: groupsOf(learned.x) })
    const band = apart.interval(fresh.predicted, 0.9, { groups })
    // The standard error on 600 rows of a group is about 0.012, on either side.
    expect(Math.abs(covered(band, fresh.target, wild) - 0.9)).toBeLessThan(0.04)
    expect(Math.abs(covered(band, fresh.target, (row) => !wild(row)) - 0.9)).toBeLessThan(0.03)
  })

  it('where new rows are others than those it was calibrated on, by weights', () => {
    const random = new Random(5)
    const learned = drawn(random, 4000)
    // Rows of density 2x: mostly the hard ones.
    const pool = drawn(random, 8000)
    const kept = pool.x.map((x) => random.uniform() < x)
    const predicted = pool.predicted.filter((_, row) => kept[row])
    const target = pool.target.filter((_, row) => kept[row])
    const weights = pool.x.filter((_, row) => kept[row]).map((x) => 2 * x)
    const plain = splitConformal(learned.predicted, learned.target).interval(predicted, 0.9)
    expect(covered(plain, target)).toBeLessThan(0.86)
    const weighted = splitConformal(learned.predicted, learned.target, {
      weights: learned.x.map((x) => 2 * x + 1e-9),
    }).interval(predicted, 0.9, { weights })
    expect(Math.abs(covered(weighted, target) - 0.9)).toBeLessThan(0.025)
  })
})

describe('conformal intervals', () => {
  const band = splitConformal([0, 0, 0, 0], [1, -2, 3, 4])

  it('take the quantile of the errors and of one at infinity', () => {
    expect(band.interval([10], 0.6)).toEqual({ low: Float64Array.of(7), high: Float64Array.of(13) })
    expect(band.interval([10], 0.8)).toEqual({ low: Float64Array.of(6), high: Float64Array.of(14) })
    expect(band.interval([10], 0.81)).toEqual({
      low: Float64Array.of(-Infinity),
      high: Float64Array.of(Infinity),
    })
    // 0.7 x 10 is a little above 7 in doubles, and is the seventh all the same.
    const nine = splitConformal(new Float64Array(9), [1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(nine.interval([0], 0.7).high[0]).toBe(7)
  })

  it('know nothing without rows, and nothing of a missing prediction', () => {
    expect(splitConformal([], []).interval([1], 0.5).high[0]).toBe(Infinity)
    expect(band.interval([NaN], 0.5).low[0]).toBeNaN()
    const holed = splitConformal([0, NaN, 0, 0, 0], [1, 99, -2, 3, 4])
    expect(holed.toJSON()).toEqual(band.toJSON())
  })

  it('take all rows for a group never seen', () => {
    const groups = ['a', 'a', 'b', 'b']
    const grouped = splitConformal([0, 0, 0, 0], [1, -2, 3, 4], { groups })
    expect(grouped.interval([0, 0, 0], 0.6, { groups: ['a', 'b', 'new'] }).high).toEqual(
      Float64Array.of(2, 4, 3),
    )
  })

  it('never turn round: where narrowing leaves nothing, a point is left', () => {
    const narrow = quantileConformal([-9, -9, -9], [9, 9, 9], [0, 0, 0])
    expect(narrow.interval([-1], [3], 0.5)).toEqual({ low: Float64Array.of(1), high: Float64Array.of(1) })
  })

  it('refuse a coverage that is none, lists of another length, and a difficulty of 0', () => {
    expect(() => band.interval([1], 1)).toThrow(/coverage expects/)
    expect(() => band.interval([1], 0.5, { groups: [] })).toThrow(/the groups hold 0/)
    expect(() => splitConformal([1], [1], { difficulty: [0] })).toThrow(
      /difficulties above 0, got 0 in row 0/,
    )
    expect(() => splitConformal([1], [1], { weights: [-1] })).toThrow(/weights above 0/)
    expect(() => quantileConformal([1], [1, 2], [1])).toThrow(/the upper quantiles hold 2/)
  })
})

describe('loadConformal', () => {
  const learned = drawn(new Random(2), 50)
  const groups = learned.x.map((x) => (x > 0.5 ? 'b' : 'a'))
  const weights = learned.x.map((x) => x + 0.1)

  it('reads back to the last bit', () => {
    const split = splitConformal(learned.predicted, learned.target, { groups, weights })
    const loaded = loadConformal(JSON.parse(JSON.stringify(split)))
    expect(loaded.kind === 'split' && loaded.interval([1, 2], 0.8, { groups: ['a', 'c'] })).toEqual(
      split.interval([1, 2], 0.8, { groups: ['a', 'c'] }),
    )
    const quantile = quantileConformal(learned.predicted, learned.predicted, learned.target)
    const again = loadConformal(JSON.parse(JSON.stringify(quantile)))
    expect(again.kind === 'quantile' && again.interval([1], [2], 0.8)).toEqual(
      quantile.interval([1], [2], 0.8),
    )
    expect(JSON.stringify(again)).toBe(JSON.stringify(quantile))
  })

  const header = { format: 'foretell-conformal', version: 1, kind: 'split' }
  it.each([
    null,
    {},
    { ...header, samples: [] },
    { ...header, version: 2, samples: [{ group: null, scores: [1] }] },
    { ...header, kind: 'other', samples: [{ group: null, scores: [1] }] },
    { ...header, samples: [{ group: null, scores: [2, 1] }] },
    { ...header, samples: [{ group: null, scores: ['x'] }] },
    { ...header, samples: [{ group: null, scores: [1, 2], cumulative: [1, 1] }] },
    {
      ...header,
      samples: [
        { group: null, scores: [1] },
        { group: 'a', scores: [1] },
        { group: 'a', scores: [1] },
      ],
    },
  ])('refuses %j', (json) => {
    expect(() => loadConformal(json)).toThrow(ForetellError)
  })
})
