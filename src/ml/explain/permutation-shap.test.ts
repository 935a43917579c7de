import { describe, expect, it } from 'vitest'

import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import type { Column, Frame } from '../frame.js'
import { permutationShap } from './permutation-shap.js'

function numbers(name: string, values: readonly number[]): Column {
  return { kind: 'numeric', name, values: Float64Array.from(values) }
}

function normalFrame(rows: number, columns: number, seed: number): Frame {
  const random = new Random(seed)
  return {
    rows,
    columns: Array.from({ length: columns }, (_, i) =>
      numbers(
        `x${i}`,
        Array.from({ length: rows }, () => random.normal()),
      ),
    ),
  }
}

/** Predicts from the values of a row, in the order of the columns. */
function predictor(f: (x: readonly number[]) => number): (frame: Frame) => Float64Array {
  return ({ rows, columns }) =>
    Float64Array.from({ length: rows }, (_, row) =>
      f(columns.map((column) => (column.kind === 'numeric' ? column.values[row] : column.codes[row]))),
    )
}

/** Shapley values by their definition: the mean over all orders of what an input adds when it enters. */
function byDefinition(f: (x: readonly number[]) => number, x: number[], background: number[][]): number[] {
  const worth = (present: readonly boolean[]): number =>
    background.reduce((sum, b) => sum + f(x.map((value, i) => (present[i] ? value : b[i]))), 0) /
    background.length
  const orders = (left: number[]): number[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((first) => orders(left.filter((i) => i !== first)).map((rest) => [first, ...rest]))
  const all = orders(x.map((_, i) => i))
  const sums = x.map(() => 0)
  for (const order of all) {
    const present = x.map(() => false)
    for (const i of order) {
      const before = worth(present)
      present[i] = true
      sums[i] += worth(present) - before
    }
  }
  return sums.map((sum) => sum / all.length)
}

function rowsOf({ rows, columns }: Frame): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    columns.map((column) => (column.kind === 'numeric' ? column.values[row] : column.codes[row])),
  )
}

const wild = (x: readonly number[]): number =>
  x[0] * x[1] * (x[2] > 0 ? 3 : -1) + Math.exp(x[3] / 2) * x[0] + x.slice(4).reduce((a, b) => a + b * b, 0)

describe('permutation SHAP', () => {
  it('is the Shapley value, by its definition, for few inputs', () => {
    const frame = normalFrame(3, 5, 1)
    const background = normalFrame(4, 5, 2)
    const { values } = permutationShap(predictor(wild), frame, background)
    rowsOf(frame).forEach((x, row) => {
      byDefinition(wild, x, rowsOf(background)).forEach((expected, i) => {
        expect(values[row * 5 + i]).toBeCloseTo(expected, 12)
      })
    })
  })

  it('comes close with few walks for many inputs, and adds up to rounding', () => {
    const frame = normalFrame(6, 12, 3)
    const background = normalFrame(20, 12, 4)
    const exact = rowsOf(frame).map((x) =>
      // Inputs from the fifth on enter additively, so that only four take part in orders.
      byDefinition(
        wild,
        x.slice(0, 4),
        rowsOf(background).map((b) => b.slice(0, 4)),
      ),
    )
    const { baseline, values } = permutationShap(predictor(wild), frame, background, { permutations: 50 })
    const predicted = predictor(wild)(frame)
    exact.forEach((expected, row) => {
      // The interaction of three inputs is what is left to chance: 2,000 walks of deviation up to 3, so four deviations.
      expected.forEach((value, i) => expect(Math.abs(values[row * 12 + i] - value)).toBeLessThan(0.25))
      const sum = values.subarray(row * 12, (row + 1) * 12).reduce((a, b) => a + b, baseline)
      expect(Math.abs(sum - predicted[row])).toBeLessThan(1e-12)
    })
  })

  it('leaves nothing to chance where at most two inputs interact', () => {
    const pairs = (x: readonly number[]): number =>
      x.reduce((sum, v, i) => sum + v * x[(i + 1) % x.length], 0)
    const frame = normalFrame(2, 10, 5)
    const background = normalFrame(3, 10, 6)
    const [one, other] = [1, 2].map((seed) =>
      permutationShap(predictor(pairs), frame, background, { permutations: 1, seed }),
    )
    one.values.forEach((value, i) => expect(value).toBeCloseTo(other.values[i], 12))
    // Half of both interactions with the neighbours.
    const [x, b] = [rowsOf(frame)[0], rowsOf(background)]
    const expected =
      b.reduce((sum, z) => sum + ((x[3] - z[3]) * (x[2] + z[2] + x[4] + z[4])) / 2, 0) / b.length
    expect(one.values[3]).toBeCloseTo(expected, 12)
  })

  it.each([4, 12])('gives exactly nothing to what does not matter, of %i inputs', (inputs) => {
    const ignoring = (x: readonly number[]): number => x[0] * x[3]
    const frame = normalFrame(5, inputs, 7)
    const { values } = permutationShap(predictor(ignoring), frame, normalFrame(6, inputs, 8))
    values.forEach((value, i) => {
      if (i % inputs !== 0 && i % inputs !== 3) expect(value).toBe(0)
    })
  })

  it('explains a row alone as among others, and equal rows equally', () => {
    const frame = normalFrame(9, 11, 9)
    const background = normalFrame(15, 11, 10)
    const whole = permutationShap(predictor(wild), frame, background, { permutations: 2 })
    const row = (at: number): Frame => ({
      rows: 2,
      columns: frame.columns.map((c) =>
        c.kind === 'numeric' ? { ...c, values: Float64Array.of(c.values[at], c.values[at]) } : c,
      ),
    })
    const alone = permutationShap(predictor(wild), row(4), background, { permutations: 2 })
    expect(alone.values.slice(0, 11)).toEqual(whole.values.slice(44, 55))
    expect(alone.values.slice(11)).toEqual(alone.values.slice(0, 11))
    expect(permutationShap(predictor(wild), frame, background, { permutations: 2 })).toEqual(whole)
  })

  it('asks in large batches and not about what is known', () => {
    let calls = 0
    let asked = 0
    const counted = (given: Frame): Float64Array => {
      calls++
      asked += given.rows
      return predictor(wild)(given)
    }
    const frame = normalFrame(100, 10, 11)
    permutationShap(counted, frame, normalFrame(20, 10, 12))
    expect(asked).toBe(120 + 100 * 20 * 2 * 9)
    expect(calls).toBe(2 + Math.ceil((100 * 20 * 2 * 9) / 16_384))
    asked = 0
    permutationShap(counted, frame, frame, { permutations: 1 })
    // A row against itself has no players.
    expect(asked).toBe(200 + 100 * 99 * 2 * 9)
  })

  it('matches levels by name, and passes missing values and unseen levels on', () => {
    const seen = new Set<string>()
    const worth = new Map([
      ['a', 1],
      ['b', 2],
      ['none', 5],
    ])
    const byName = ({ rows, columns: [x, c] }: Frame): Float64Array =>
      Float64Array.from({ length: rows }, (_, row) => {
        const value = x.kind === 'numeric' ? x.values[row] : 0
        const level = c.kind === 'category' ? (c.levels[c.codes[row]] ?? 'none') : ''
        seen.add(level)
        return (Number.isNaN(value) ? -1 : value) + (worth.get(level) ?? 100)
      })
    const given = (values: number[], codes: number[], levels: string[]): Frame => ({
      rows: values.length,
      columns: [numbers('x', values), { kind: 'category', name: 'c', codes: Int32Array.from(codes), levels }],
    })
    const background = given([0], [0], ['b', 'a'])
    const frame = given([NaN, 3, 3], [0, -1, 1], ['a', 'b'])
    const { baseline, values } = permutationShap(byName, frame, background)
    expect(baseline).toBe(2)
    expect([...values]).toEqual([-1, -1, 3, 3, 3, 0])
    const strange = given([0], [0], ['strange'])
    expect([...permutationShap(byName, strange, background).values]).toEqual([0, 98])
    expect([...seen].sort()).toEqual(['a', 'b', 'none', 'strange'])
  })

  it('divides among the inputs named, in their order', () => {
    const frame = normalFrame(4, 3, 13)
    const sumOf = predictor((x) => 2 * x[0] + x[1])
    const { values } = permutationShap(sumOf, frame, normalFrame(1, 3, 14), { inputs: ['x2', 'x0'] })
    expect(values).toHaveLength(8)
    expect(values[0]).toBeCloseTo(2 * (rowsOf(frame)[0][2] - rowsOf(normalFrame(1, 3, 14))[0][2]), 12)
  })

  it('takes no rows, no columns, and refuses no background', () => {
    const background = normalFrame(3, 2, 15)
    const f = predictor((x) => x.reduce((a, b) => a + b, 1))
    expect(permutationShap(f, normalFrame(0, 2, 1), background).values).toHaveLength(0)
    expect(permutationShap(f, { rows: 2, columns: [] }, { rows: 1, columns: [] })).toEqual({
      baseline: 1,
      values: new Float64Array(0),
    })
    expect(() => permutationShap(f, background, normalFrame(0, 2, 1))).toThrow('background')
    expect(() => permutationShap(f, normalFrame(1, 1, 1), background)).toThrow('"x1"')
    expect(() => permutationShap(f, background, background, { inputs: ['y'] })).toThrow('"y"')
  })

  it('tells how far it is and stops between batches', () => {
    const shares: number[] = []
    const controller = new AbortController()
    const frame = normalFrame(200, 10, 16)
    const explain = (onProgress: (share: number) => void): unknown =>
      permutationShap(predictor(wild), frame, normalFrame(20, 10, 17), {
        signal: controller.signal,
        onProgress,
      })
    explain((share) => shares.push(share))
    expect(shares.at(-1)).toBe(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.length).toBeGreaterThan(4)
    expect(() => explain(() => controller.abort())).toThrow(ForetellError)
  })
})
