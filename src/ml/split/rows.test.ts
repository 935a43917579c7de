import { describe, expect, it } from 'vitest'
import type { Dataset } from '../frame.js'
import { datasetRows } from './rows.js'

describe('datasetRows', () => {
  const data: Dataset = {
    frame: {
      rows: 3,
      columns: [
        { kind: 'numeric', name: 'a', values: Float64Array.of(1, NaN, 3) },
        { kind: 'numeric', name: 'b', values: Float64Array.of(0.5, 1.5, 2.5) },
        { kind: 'category', name: 'c', codes: Int32Array.of(-1, 1, 0), levels: ['x', 'y'] },
      ],
    },
    target: Float64Array.of(10, 20, 30),
  }

  it('takes rows in the order given, as often as given, and keeps levels', () => {
    const taken = datasetRows(data, Uint32Array.of(2, 0, 2))
    expect(taken).toEqual({
      frame: {
        rows: 3,
        columns: [
          { kind: 'numeric', name: 'a', values: Float64Array.of(3, 1, 3) },
          { kind: 'numeric', name: 'b', values: Float64Array.of(2.5, 0.5, 2.5) },
          { kind: 'category', name: 'c', codes: Int32Array.of(0, -1, 0), levels: ['x', 'y'] },
        ],
      },
      target: Float64Array.of(30, 10, 30),
    })
  })

  it('takes weights and upper times along, where there are some', () => {
    const all = { ...data, weights: Float64Array.of(1, 2, 3), upper: Float64Array.of(10, Infinity, 30) }
    const taken = datasetRows(all, Uint32Array.of(1))
    expect(taken.weights).toEqual(Float64Array.of(2))
    expect(taken.upper).toEqual(Float64Array.of(Infinity))
    expect(datasetRows(all, new Uint32Array(0)).frame.rows).toBe(0)
  })
})
