import { describe, expect, it } from 'vitest'

import type { Frame } from '../frame.js'
import { individualDependence, partialDependence } from './dependence.js'
import { jointDependence } from './joint-dependence.js'
import type { Predictor } from './predictor.js'

/** Twice the number plus a tenth of the level's place; missing counts as 100. */
const model = {
  outputs: 1,
  predict: ({ rows, columns: [x, c] }: Frame) =>
    Float64Array.from({ length: rows }, (_, row) => {
      const value = x.kind === 'numeric' ? x.values[row] : 0
      const code = c.kind === 'category' ? c.codes[row] : 0
      return (Number.isNaN(value) ? 100 : 2 * value) + 0.1 * code
    }),
}

function frameOf(values: readonly number[], codes: readonly number[]): Frame {
  return {
    rows: values.length,
    columns: [
      { kind: 'numeric', name: 'x', values: Float64Array.from(values) },
      { kind: 'category', name: 'c', codes: Int32Array.from(codes), levels: ['p', 'q', 'r', 'unused'] },
    ],
  }
}

describe('partial dependence', () => {
  const frame = frameOf([3, 1, 1, 2], [2, 0, 2, 1])

  it('averages over the other columns at every distinct value', () => {
    expect(partialDependence(model, frame, 'x')).toEqual({
      kind: 'numeric',
      name: 'x',
      points: [1, 2, 3].map((value) => ({
        value,
        prediction: expect.closeTo(2 * value + 0.125, 9) as number,
      })),
    })
  })

  it('begins with the most frequent level and leaves out what never comes', () => {
    const dependence = partialDependence(model, frame, 'c')
    expect(dependence.points).toEqual([
      { level: 'r', prediction: expect.closeTo(3.7, 9) as number },
      { level: 'p', prediction: expect.closeTo(3.5, 9) as number },
      { level: 'q', prediction: expect.closeTo(3.6, 9) as number },
    ])
    expect(partialDependence(model, frame, 'c', { points: 1 }).points).toHaveLength(1)
  })

  it('tells what a missing value does where some are missing', () => {
    const gaps = frameOf([3, NaN], [0, -1])
    expect(partialDependence(model, gaps, 'x').missing).toBeCloseTo(99.95, 9)
    expect(partialDependence(model, gaps, 'c').missing).toBeCloseTo(52.9, 9)
  })

  it('takes quantiles of many values and a sample of many rows', () => {
    const many = frameOf(
      Array.from({ length: 10_001 }, (_, i) => i),
      Array.from({ length: 10_001 }, () => 0),
    )
    let rows = 0
    const counted = (given: Frame): Float64Array => {
      rows = given.rows
      return model.predict(given)
    }
    const { points } = partialDependence(counted, many, 'x', { points: 3, rows: 50 })
    expect(points).toEqual([
      { value: 100, prediction: 200 },
      { value: 5000, prediction: 10_000 },
      { value: 9900, prediction: 19_800 },
    ])
    expect(rows).toBe(50)
  })

  it('needs the column', () => {
    expect(() => partialDependence(model, frame, 'y')).toThrowError('"y"')
  })
})

describe('individual dependence', () => {
  const frame = frameOf([3, 1, 2, NaN], [2, 0, 1, -1])

  it('has a curve for each row, and the missing value apart', () => {
    const { axis, rows, curves, missing } = individualDependence(model, frame, 'x', { values: [0, 10] })
    expect(axis).toEqual({ kind: 'numeric', name: 'x', values: [0, 10] })
    expect([...rows]).toEqual([0, 1, 2, 3])
    expect([...curves]).toEqual([0.2, 20.2, 0, 20, 0.1, 20.1, -0.1, 19.9])
    expect([...(missing ?? [])]).toEqual([100.2, 100, 100.1, 99.9])
  })

  it('measures centred curves from their first point', () => {
    const { curves, missing } = individualDependence(model, frame, 'x', { values: [1, 2, 4], centred: true })
    expect([...curves].map((value) => Math.round(value))).toEqual([0, 2, 6, 0, 2, 6, 0, 2, 6, 0, 2, 6])
    missing?.forEach((value) => expect(value).toBeCloseTo(98, 9))
  })

  it('begins with the most frequent level, of so many rows', () => {
    const many = frameOf([1, 1, 1, 1], [1, 1, 2, 0])
    const { axis, curves, rows } = individualDependence(model, many, 'c', {
      rows: 2,
      points: 2,
      centred: true,
    })
    expect(axis).toEqual({ kind: 'category', name: 'c', levels: ['q', 'p'] })
    expect([...rows]).toEqual([0, 2])
    expect([...curves].map((value) => Math.round(value * 10))).toEqual([0, -1, 0, -1])
  })

  it('looks at one class of a model of several', () => {
    const classes = {
      outputs: 2,
      predict: (given: Frame) =>
        Float64Array.from([...model.predict(given)].flatMap((value) => [-value, value])),
    }
    const second = individualDependence(classes, frame, 'x', { values: [0, 10], output: 1 })
    expect(second.curves).toEqual(individualDependence(model, frame, 'x', { values: [0, 10] }).curves)
    expect(() => individualDependence(classes, frame, 'x', { output: 2 })).toThrowError('from 0 to 1')
  })

  it('takes a frame without rows and a column that is always missing', () => {
    expect(individualDependence(model, frameOf([], []), 'x').curves).toHaveLength(0)
    const missing = individualDependence(model, frameOf([NaN, NaN], [0, 1]), 'x')
    expect(missing.curves).toHaveLength(0)
    expect([...(missing.missing ?? [])]).toEqual([100, 100.1])
  })
})

describe('joint dependence', () => {
  it('sets both columns, of either kind', () => {
    const product: Predictor = ({ rows, columns: [x, c, z] }) =>
      Float64Array.from({ length: rows }, (_, row) =>
        x.kind === 'numeric' && c.kind === 'category' && z.kind === 'numeric'
          ? x.values[row] * (c.codes[row] + 1) + z.values[row]
          : NaN,
      )
    const { rows, columns } = frameOf([1, 2, 3], [0, 1, 1])
    const frame: Frame = {
      rows,
      columns: [...columns, { kind: 'numeric', name: 'z', values: Float64Array.of(0, 3, 6) }],
    }
    const { first, second, predictions } = jointDependence(product, frame, ['x', 'c'])
    expect(first).toEqual({ kind: 'numeric', name: 'x', values: [1, 2, 3] })
    expect(second).toEqual({ kind: 'category', name: 'c', levels: ['q', 'p'] })
    expect([...predictions]).toEqual([5, 4, 7, 5, 9, 6])
    const turned = jointDependence(product, frame, ['c', 'x'], { values: [undefined, [10]] })
    expect([...turned.predictions]).toEqual([23, 13])
    expect(() => jointDependence(product, frame, ['c', 'y'])).toThrowError('"y"')
  })
})
