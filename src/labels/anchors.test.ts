import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { count } from '../config/expression.js'
import { last } from '../config/window.js'
import { login } from '../features/log.testing.js'
import { DAY, HOUR } from '../shared/time.js'
import { anchorTimes } from './anchors.js'

const midnight = Date.parse('2025-06-30T00:00:00Z')
const days = (...offsets: number[]): number[] => offsets.map((offset) => midnight + offset * DAY)

const prediction = {
  anchorInterval: 30 * DAY,
  automaticFeatures: { enabled: true, windows: [7 * DAY, 30 * DAY, 90 * DAY], exclude: [] },
  horizon: 30 * DAY,
  lateness: 0,
  maximumAnchors: 12,
  population: count(login, last('30d')).atLeast(1).node,
}
const span = { first: midnight - 365 * DAY, last: midnight }

describe('anchorTimes', () => {
  it('gives the newest anchors whose outcome is known, as far back as there is history', () => {
    const { anchors, scoring } = anchorTimes(prediction, span, midnight + 500 * DAY)
    expect(scoring).toBe(midnight)
    // 30 days after the newest and 90 before the oldest.
    expect(anchors).toEqual(days(-30, -60, -90, -120, -150, -180, -210, -240, -270))
  })

  it('stands in the present when the data goes on after it', () => {
    const { anchors, scoring } = anchorTimes(prediction, span, midnight - 100 * DAY)
    expect(scoring).toBe(midnight - 100 * DAY)
    expect(anchors[0]).toBe(midnight - 130 * DAY)
  })

  it('waits for late events', () => {
    expect(anchorTimes({ ...prediction, lateness: DAY }, span, midnight).anchors[0]).toBe(midnight - 31 * DAY)
  })

  it('gives at most as many as asked for, and has no shortage to tell of then', () => {
    const { anchors, shortage } = anchorTimes({ ...prediction, maximumAnchors: 2 }, span, midnight)
    expect(anchors).toEqual(days(-30, -60))
    expect(shortage).toBeUndefined()
  })

  it('does with less history than the longest feature window rather than with fewer than three anchors', () => {
    const short = { first: midnight - 125 * DAY, last: midnight }
    expect(anchorTimes(prediction, short, midnight).anchors).toEqual(days(-30, -60, -90))
    const shorter = { first: midnight - 75 * DAY, last: midnight }
    expect(anchorTimes(prediction, shorter, midnight).anchors).toEqual(days(-30))
  })

  it('stands at midnight for intervals of days, and is exact for shorter ones', () => {
    const late = { first: span.first, last: midnight + 5 * HOUR }
    expect(anchorTimes(prediction, late, late.last).anchors[0]).toBe(midnight - 30 * DAY)
    const hourly = { ...prediction, anchorInterval: 12 * HOUR, horizon: 12 * HOUR }
    expect(anchorTimes(hourly, late, late.last).anchors.slice(0, 2)).toEqual([
      midnight - 7 * HOUR,
      midnight - 19 * HOUR,
    ])
  })

  it('says why there is none', () => {
    const { anchors, shortage } = anchorTimes(
      prediction,
      { first: midnight - 40 * DAY, last: midnight },
      midnight,
    )
    expect(anchors).toEqual([])
    expect(shortage).toBe(
      'The events span 40 days. An anchor needs 30d before it to tell who is in the population and 30d after it ' +
        'for the outcome; with one every 30d there are 0 anchors.',
    )
  })

  it('never gives an anchor whose outcome is not known yet, or one twice', () => {
    fc.assert(
      fc.property(
        fc.record({
          first: fc.integer({ min: 0, max: 400 * DAY }),
          length: fc.integer({ min: 0, max: 400 * DAY }),
          now: fc.integer({ min: 0, max: 1000 * DAY }),
          interval: fc.integer({ min: 1, max: 60 * DAY }),
          horizon: fc.integer({ min: 1, max: 60 * DAY }),
          lateness: fc.integer({ min: 0, max: 10 * DAY }),
        }),
        ({ first, length, now, interval, horizon, lateness }) => {
          const data = { first, last: first + length }
          const plan = { ...prediction, anchorInterval: interval, horizon, lateness }
          const { anchors } = anchorTimes(plan, data, now)
          for (const at of anchors) {
            expect(at + horizon + lateness).toBeLessThanOrEqual(Math.min(now, data.last))
            expect(at - first).toBeGreaterThanOrEqual(30 * DAY)
          }
          expect(new Set(anchors).size).toBe(anchors.length)
          expect(anchors).toEqual(anchors.toSorted((a, b) => b - a))
        },
      ),
      { seed: 1 },
    )
  })
})
