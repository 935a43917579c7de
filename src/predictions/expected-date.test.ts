import { describe, expect, it } from 'vitest'

import { DAY } from '../shared/time.js'
import { expectedDate } from './expected-date.js'

const days = (probability: number): number | null => {
  const date = expectedDate(probability, 0, 30 * DAY)
  return date === null ? null : date / DAY
}

describe('expectedDate', () => {
  it('is the end of the horizon at one half, sooner above and later below', () => {
    expect(days(0.5)).toBeCloseTo(30, 6)
    expect(days(0.8)).toBeCloseTo(12.92, 2)
    expect(days(0.2)).toBeCloseTo(93.2, 1)
    expect(days(1)).toBe(0)
  })

  it('is unknown beyond four horizons', () => {
    expect(days(0.16)).not.toBeNull()
    expect(days(0.159)).toBeNull()
    expect(days(0)).toBeNull()
  })
})
