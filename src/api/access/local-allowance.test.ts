import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { LocalAllowance } from './local-allowance.js'

describe('an allowance in this process', () => {
  it('grants a minute of requests at once, then as they come back', () => {
    const allowance = new LocalAllowance(60)
    for (let left = 59; left >= 0; left--) {
      expect(allowance.take('a', 0)).toEqual({ granted: true, remaining: left, wait: left === 0 ? 1 : 0 })
    }
    expect(allowance.take('a', 0)).toEqual({ granted: false, remaining: 0, wait: 1 })
    expect(allowance.take('a', 999).granted).toBe(false)
    expect(allowance.take('a', 1000).granted).toBe(true)
    expect(allowance.take('a', 1000).granted).toBe(false)
  })

  it('counts callers apart', () => {
    const allowance = new LocalAllowance(1)
    expect(allowance.take('a', 0).granted).toBe(true)
    expect(allowance.take('b', 0).granted).toBe(true)
    expect(allowance.take('a', 0)).toEqual({ granted: false, remaining: 0, wait: 60 })
  })

  it('saves up no more than a minute', () => {
    const allowance = new LocalAllowance(2)
    allowance.take('a', 0)
    const granted = Array.from({ length: 4 }, () => allowance.take('a', 3_600_000).granted)
    expect(granted).toEqual([true, true, false, false])
  })

  it('neither gains nor loses by a clock that is set back', () => {
    const allowance = new LocalAllowance(1)
    allowance.take('a', 100_000)
    expect(allowance.take('a', 0).granted).toBe(false)
    expect(allowance.take('a', 60_000).granted).toBe(true)
  })

  it('never grants more than its rate and one minute at once', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 200 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 100 }), (pauses, perMinute) => {
        const allowance = new LocalAllowance(perMinute)
        let now = 0
        let granted = 0
        for (const pause of pauses) {
          now += pause
          if (allowance.take('a', now).granted) granted++
        }
        expect(granted).toBeLessThanOrEqual(perMinute + (now / 60_000) * perMinute + 1e-6)
      }),
    )
  })
})
