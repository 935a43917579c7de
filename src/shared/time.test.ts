import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ForetellError } from './errors.js'
import {
  DAY,
  dayText,
  durationLength,
  durationText,
  fixedClock,
  HOUR,
  MINUTE,
  systemClock,
  warehouseTime,
  WEEK,
} from './time.js'

describe('durationLength', () => {
  it.each([
    ['90m', 90 * MINUTE],
    ['12h', 12 * HOUR],
    ['30d', 30 * DAY],
    ['4w', 4 * WEEK],
    [' 7d ', 7 * DAY],
    ['007d', 7 * DAY],
  ])('reads %s', (text, length) => {
    expect(durationLength(text)).toBe(length)
  })

  it.each(['', '30', 'd', '0d', '-7d', '1.5d', '1e3d', '30 d', '30D', '3mo', '1y', '7d 2h'])(
    'refuses "%s"',
    (text) => {
      expect(() => durationLength(text)).toThrow(ForetellError)
      expect(() => durationLength(text, 'predictions.churn.anchors')).toThrow(
        `predictions.churn.anchors: expected a length of time such as 30d, 12h, 4w or 90m, got "${text}"`,
      )
    },
  )
})

describe('durationText', () => {
  it.each([
    [30 * DAY, '30d'],
    [4 * WEEK, '28d'],
    [36 * HOUR, '36h'],
    [90 * MINUTE, '90m'],
  ])('writes %d as %s', (length, text) => {
    expect(durationText(length)).toBe(text)
  })

  it('is read back as the same length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (minutes) => {
        expect(durationLength(durationText(minutes * MINUTE))).toBe(minutes * MINUTE)
      }),
      { seed: 1 },
    )
  })
})

describe('times', () => {
  const instant = Date.UTC(2026, 10, 21, 0, 42, 34, 7)

  it('are written as days and as the warehouse reads them, in UTC', () => {
    expect(dayText(instant)).toBe('2026-11-21')
    expect(warehouseTime(instant)).toBe('2026-11-21 00:42:34.007')
    expect(warehouseTime(-1)).toBe('1969-12-31 23:59:59.999')
  })

  it('come from a clock, which may stand still', () => {
    expect(fixedClock(instant).now()).toBe(instant)
    expect(fixedClock('2026-11-21T00:42:34.007Z').now()).toBe(instant)
    const now = systemClock.now()
    expect(systemClock.now()).toBeGreaterThanOrEqual(now)
  })
})
