import { describe, expect, it } from 'vitest'

import type { Frame } from '../frame.js'
import type { Model } from '../model.js'
import { partialDependence } from './dependence.js'

/** Twice the number plus a tenth of the level's place; missing counts as 100. */
const model: Pick<Model, 'predict'> = {
  predict: ({ rows, columns: [x, c] }) =>
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
    expect(partialDependence(model as Model, frame, 'x')).toEqual({
      kind: 'numeric',
      name: 'x',
      points: [1, 2, 3].map((value) => ({
        value,
        prediction: expect.closeTo(2 * value + 0.125, 9) as number,
      })),
    })
  })

  it('begins with the most frequent level and leaves out what never comes', () => {
    const dependence = partialDependence(model as Model, frame, 'c')
    expect(dependence.points).toEqual([
      { level: 'r', prediction: expect.closeTo(3.7, 9) as number },
      { level: 'p', prediction: expect.closeTo(3.5, 9) as number },
      { level: 'q', prediction: expect.closeTo(3.6, 9) as number },
    ])
    expect(partialDependence(model as Model, frame, 'c', { points: 1 }).points).toHaveLength(1)
  })

  it('tells what a missing value does where some are missing', () => {
    const gaps = frameOf([3, NaN], [0, -1])
    expect(partialDependence(model as Model, gaps, 'x').missing).toBeCloseTo(99.95, 9)
    expect(partialDependence(model as Model, gaps, 'c').missing).toBeCloseTo(52.9, 9)
  })

  it('takes quantiles of many values and a sample of many rows', () => {
    const many = frameOf(
      Array.from({ length: 10_001 }, (_, i) => i),
      Array.from({ length: 10_001 }, () => 0),
    )
    let rows = 0
    const counted = {
      predict: (given: Frame) => {
        rows = given.rows
        return model.predict(given)
      },
    }
    const { points } = partialDependence(counted as Model, many, 'x', { points: 3, rows: 50 })
    expect(points).toEqual([
      { value: 100, prediction: 200 },
      { value: 5000, prediction: 10_000 },
      { value: 9900, prediction: 19_800 },
    ])
    expect(rows).toBe(50)
  })

  it('needs the column', () => {
    expect(() => partialDependence(model as Model, frame, 'y')).toThrowError('"y"')
  })
})
