import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { multiply, transpose } from './multiply.js'

function randomMatrix(length: number, seed: number): Float64Array {
  const random = new Random(seed)
  return Float64Array.from({ length }, () => random.normal())
}

describe('multiplying matrices', () => {
  it.each([
    [1, 1, 1],
    [2, 4, 3],
    [5, 7, 9],
    [8, 8, 0],
    [3, 2, 17],
    [7, 13, 1],
  ])('is what the definition says: %i x %i, %i deep', (rows, columns, depth) => {
    const left = randomMatrix(rows * depth, 1)
    const right = randomMatrix(columns * depth, 2)
    const result = new Float64Array(rows * columns).fill(NaN)
    multiply(left, right, result, rows, columns, depth)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0
        for (let k = 0; k < depth; k++) sum += left[row * depth + k] * right[column * depth + k]
        expect(result[row * columns + column]).toBe(sum)
      }
    }
  })

  it('gives a row the same bits alone as among others', () => {
    const left = randomMatrix(5 * 11, 3)
    const right = randomMatrix(6 * 11, 4)
    const together = new Float64Array(5 * 6)
    multiply(left, right, together, 5, 6, 11)
    const alone = new Float64Array(6)
    for (let row = 0; row < 5; row++) {
      multiply(left.subarray(row * 11), right, alone, 1, 6, 11)
      expect(alone).toEqual(together.slice(row * 6, row * 6 + 6))
    }
  })

  it('transposes', () => {
    expect([...transpose(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3, new Float64Array(6))]).toEqual([
      1, 4, 2, 5, 3, 6,
    ])
  })
})
