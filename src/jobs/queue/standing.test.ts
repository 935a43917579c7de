import { describe, expect, it } from 'vitest'

import { versionOf } from './standing.js'

const now = Date.parse('2026-11-21T00:00:00Z')

describe('versionOf', () => {
  it('lets the later time count, and a later attempt more', () => {
    expect(versionOf('running', 1, now + 1)).toBeGreaterThan(versionOf('running', 1, now))
    expect(versionOf('queued', 1, now + 1)).toBeGreaterThan(versionOf('running', 1, now))
    expect(versionOf('running', 2, now)).toBeGreaterThan(versionOf('running', 1, now + 60_000))
  })

  it('lets any end count more than whatever a slower process still says', () => {
    for (const end of ['done', 'failed', 'cancelled'] as const) {
      expect(versionOf(end, 0, now)).toBeGreaterThan(versionOf('running', 65_535, now + 1e12))
    }
  })

  it('lets the first of two ends count', () => {
    expect(versionOf('cancelled', 1, now)).toBeGreaterThan(versionOf('done', 9, now + 1))
  })

  it('lets an expiry follow an end, within 64 bits', () => {
    expect(versionOf('expired', 1, now + 1)).toBeGreaterThan(versionOf('done', 1, 0))
    expect(versionOf('expired', 99_999, now)).toBeLessThan(1n << 64n)
  })
})
