import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import type { Points } from './points.js'
import { searchNearest } from './search.js'

function pointsFrom(rows: number, width: number, names: number, random: Random, coarse: boolean): Points {
  const draw = (): number => (coarse ? random.below(3) : random.normal())
  return {
    rows,
    width,
    numbers: Float64Array.from({ length: rows * width }, draw),
    names,
    codes: new Int32Array(rows * names).map(() => random.below(3)),
  }
}

/** The weight of each known point for one asked, by sorting all distances. */
function expectedShares(known: Points, asked: Points, row: number, neighbours: number): number[] {
  const distances = Array.from({ length: known.rows }, (_, other) => {
    let sum = 0
    for (let i = 0; i < known.names; i++) {
      if (known.codes[other * known.names + i] !== asked.codes[row * known.names + i]) sum++
    }
    for (let i = 0; i < known.width; i++) {
      sum += (known.numbers[other * known.width + i] - asked.numbers[row * known.width + i]) ** 2
    }
    return sum
  })
  const last = distances.toSorted((a, b) => a - b)[neighbours - 1]
  const nearer = distances.filter((distance) => distance < last).length
  const share = (neighbours - nearer) / distances.filter((distance) => distance === last).length
  return distances.map((distance) => (distance < last ? 1 : distance === last ? share : 0))
}

describe('the search for the nearest points', () => {
  it.each([
    ['all different', 40, 11, 0, 5, false],
    ['many equally far', 60, 2, 1, 7, true],
    ['all the same', 30, 0, 0, 4, true],
    ['all of them', 12, 3, 2, 12, false],
    ['one', 50, 20, 3, 1, true],
  ])('finds what sorting finds: %s', (_, rows, width, names, neighbours, coarse) => {
    const random = new Random(1)
    const known = pointsFrom(rows, width, names, random, coarse)
    const asked = pointsFrom(19, width, names, random, coarse)
    let visited = 0
    searchNearest(known, asked, neighbours, (row, distances, largest, share) => {
      expect(row).toBe(visited++)
      const shares = Array.from(distances, (each) => (each < largest ? 1 : each === largest ? share : 0))
      expect(shares).toEqual(expectedShares(known, asked, row, neighbours))
      expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(neighbours, 9)
    })
    expect(visited).toBe(19)
  })
})
