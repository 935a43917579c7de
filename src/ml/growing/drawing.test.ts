import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import { drawRows, drawShare } from './drawing.js'

describe('drawing rows', () => {
  it('takes so many different ones, ascending', () => {
    const rows = drawRows(1000, 300, new Random(1))
    expect(rows).toHaveLength(300)
    expect(rows.every((row, i) => row < 1000 && (i === 0 || row > rows[i - 1]))).toBe(true)
    expect([...drawRows(5, 5, new Random(1))]).toEqual([0, 1, 2, 3, 4])
    expect(drawRows(5, 0, new Random(1))).toHaveLength(0)
  })

  it('gives each row the same chance', () => {
    const random = new Random(2)
    const counts = new Float64Array(10)
    for (let draw = 0; draw < 5000; draw++) for (const row of drawRows(10, 3, random)) counts[row]++
    // 1,500 each with a standard deviation of 32.
    for (const count of counts) expect(Math.abs(count - 1500)).toBeLessThan(130)
  })

  it('takes a share of at least one, in order', () => {
    expect(drawShare(['a', 'b', 'c'], 0.01, new Random(3))).toHaveLength(1)
    expect(drawShare([1, 2, 3, 4], 0.5, new Random(3))).toHaveLength(2)
    const all = [1, 2, 3]
    expect(drawShare(all, 1, new Random(3))).toBe(all)
    expect(drawShare([], 0.5, new Random(3))).toEqual([])
  })
})
