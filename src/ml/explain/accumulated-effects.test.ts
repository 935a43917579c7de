import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import type { Frame } from '../frame.js'
import { accumulatedEffects } from './accumulated-effects.js'
import { accumulatedPairEffects } from './accumulated-pair-effects.js'
import { quantileEdges } from './intervals.js'
import type { Predictor } from './predictor.js'

function frameOf(columns: Readonly<Record<string, readonly number[]>>): Frame {
  return {
    rows: Object.values(columns)[0].length,
    columns: Object.entries(columns).map(([name, values]) => ({
      kind: 'numeric',
      name,
      values: Float64Array.from(values),
    })),
  }
}

function predictor(f: (x: readonly number[]) => number): Predictor {
  return ({ rows, columns }) =>
    Float64Array.from({ length: rows }, (_, row) =>
      f(columns.map((column) => (column.kind === 'numeric' ? column.values[row] : column.codes[row]))),
    )
}

function correlated(rows: number): Frame {
  const random = new Random(1)
  const x = Array.from({ length: rows }, () => random.uniform())
  return frameOf({ x, z: x.map((value) => value + 0.05 * random.normal()) })
}

describe('accumulated effects', () => {
  it('are the effect itself where it is additive, however correlated the columns', () => {
    const frame = correlated(2000)
    const { points } = accumulatedEffects(
      predictor(([x, z]) => x * x - 5 * z),
      frame,
      'x',
    )
    const first = points[0]
    for (const point of points) {
      if (!('value' in point) || !('value' in first)) throw new Error('not of numbers')
      expect(point.effect - first.effect).toBeCloseTo(point.value ** 2 - first.value ** 2, 9)
    }
    // Where rows stand in their intervals is not looked at, so the mean is near 0 only.
    const mean = points.reduce((sum, { effect, rows }) => sum + effect * rows, 0) / 2000
    expect(Math.abs(mean)).toBeLessThan(0.05)
    expect(points.reduce((sum, { rows }) => sum + rows, 0)).toBe(2000)
  })

  it('never ask about rows that cannot exist', () => {
    const frame = correlated(2000)
    // Wild where x and z are far apart, which no row is.
    const wild = predictor(([x, z]) => x + (Math.abs(x - z) > 0.4 ? 1000 : 0))
    const { points } = accumulatedEffects(wild, frame, 'x')
    expect(points[points.length - 1].effect - points[0].effect).toBeCloseTo(1, 1)
  })

  it('leave missing values out, and take constants and nothing at all', () => {
    const f = predictor(([x]) => 2 * x)
    const gaps = accumulatedEffects(f, frameOf({ x: [NaN, 1, 2, NaN, 3] }), 'x')
    expect(gaps.points).toEqual([
      { value: 1, effect: expect.closeTo(-5 / 3, 9) as number, rows: 0 },
      { value: 2, effect: expect.closeTo(1 / 3, 9) as number, rows: 2 },
      { value: 3, effect: expect.closeTo(7 / 3, 9) as number, rows: 1 },
    ])
    expect(accumulatedEffects(f, frameOf({ x: [4, 4] }), 'x').points).toEqual([
      { value: 4, effect: 0, rows: 0 },
    ])
    expect(accumulatedEffects(f, frameOf({ x: [NaN] }), 'x').points).toEqual([])
    expect(accumulatedEffects(f, frameOf({ x: [] }), 'x').points).toEqual([])
    expect(() => accumulatedEffects(f, frameOf({ x: [] }), 'y')).toThrowError('"y"')
  })

  it('order levels by likeness and move rows to the next', () => {
    const random = new Random(2)
    // By their mean of x: cold, mild, warm, hot; in another order in the levels.
    const levels = ['hot', 'cold', 'warm', 'mild', 'never']
    const centre = [3, 0, 2, 1]
    const codes = Int32Array.from({ length: 1200 }, () => random.below(5) - 1)
    const frame: Frame = {
      rows: 1200,
      columns: [
        { kind: 'category', name: 'c', codes, levels },
        {
          kind: 'numeric',
          name: 'x',
          values: Float64Array.from(codes, (code) => (code < 0 ? 9 : centre[code]) + 0.5 * random.normal()),
        },
      ],
    }
    const { points } = accumulatedEffects(
      predictor(([c, x]) => centre[c] * 10 + x),
      frame,
      'c',
    )
    const names = points.map((point) => ('level' in point ? point.level : ''))
    expect([names, names.toReversed()]).toContainEqual(['cold', 'mild', 'warm', 'hot'])
    const effect = new Map(points.map((point, i) => [names[i], point.effect]))
    expect(effect.get('hot')! - effect.get('cold')!).toBeCloseTo(30, 9)
    expect(points.reduce((sum, point) => sum + point.effect * point.rows, 0)).toBeCloseTo(0, 6)
    expect(
      accumulatedEffects(
        predictor(([c]) => c),
        frame,
        'c',
        { points: 2 },
      ).points,
    ).toHaveLength(2)
  })
})

describe('accumulated effects of pairs', () => {
  it('are nothing where columns act apart', () => {
    const { effects } = accumulatedPairEffects(
      predictor(([x, z]) => Math.exp(x) - z ** 3),
      correlated(1000),
      ['x', 'z'],
    )
    effects.forEach((effect) => expect(effect).toBeCloseTo(0, 9))
  })

  it('are the product of deviations for a product', () => {
    const random = new Random(3)
    const uniform = (): number[] => Array.from({ length: 5000 }, () => random.uniform())
    const { edges, effects, rows } = accumulatedPairEffects(
      predictor(([x, z]) => x * z + 7 * x),
      frameOf({ x: uniform(), z: uniform() }),
      ['x', 'z'],
    )
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(5000)
    edges[0].forEach((x, i) =>
      edges[1].forEach((z, j) => {
        // The means are those of 5,000 rows.
        expect(effects[i * edges[1].length + j]).toBeCloseTo((x - 0.5) * (z - 0.5), 1)
      }),
    )
  })

  it('take constants, missing values and no rows, but no categories', () => {
    const f = predictor(([x, z]) => x * z)
    const pair = ['x', 'z'] as const
    expect([...accumulatedPairEffects(f, frameOf({ x: [1, 1], z: [1, 2] }), pair).effects]).toEqual([0, 0])
    expect(accumulatedPairEffects(f, frameOf({ x: [NaN, 1], z: [1, NaN] }), pair).effects).toHaveLength(1)
    expect(accumulatedPairEffects(f, frameOf({ x: [], z: [] }), pair).effects).toHaveLength(0)
    const named: Frame = {
      rows: 0,
      columns: [
        { kind: 'category', name: 'x', codes: new Int32Array(0), levels: [] },
        { kind: 'numeric', name: 'z', values: new Float64Array(0) },
      ],
    }
    expect(() => accumulatedPairEffects(f, named, pair)).toThrowError('"x"')
  })
})

describe('the ends of intervals', () => {
  it('hold about as many values each', () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1)
    expect(quantileEdges(values, 4)).toEqual([1, 25, 50, 75, 100])
    expect(quantileEdges([5, 5, 5, 5, 6], 3)).toEqual([5, 6])
    expect(quantileEdges([NaN], 3)).toEqual([])
  })
})
