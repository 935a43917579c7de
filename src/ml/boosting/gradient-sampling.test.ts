import { expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import { sampleByGradient } from './gradient-sampling.js'

it('sees the rows that pull most, and some of the others for all of them', () => {
  const rows = 2000
  const random = new Random(4)
  const gradients = Float32Array.from({ length: rows }, () => random.normal())
  const hessians = new Float32Array(rows).fill(1)
  const before = gradients.slice()
  const counts = sampleByGradient([{ gradients, hessians }], 0.2, 0.1, random)
  const least = [...before].map(Math.abs).sort((a, b) => b - a)[399]
  let others = 0
  counts.forEach((count, row) => {
    if (Math.abs(before[row]) >= least) {
      expect([count, gradients[row], hessians[row]]).toEqual([1, before[row], 1])
    } else if (count === 1) {
      others++
      expect(gradients[row]).toBeCloseTo(8 * before[row], 5)
      expect(hessians[row]).toBe(8)
    }
  })
  expect(others).toBe(200)
  // The sample stands for all rows.
  const seen = counts.reduce((sum, count, row) => sum + count * hessians[row], 0)
  expect(seen).toBe(2000)
})
