import { expect, it } from 'vitest'
import { wilsonInterval } from './wilson.js'

it('stays in [0, 1] and is not sure of a share of 0 or 1', () => {
  const none = wilsonInterval(0, 10)
  expect(none.low).toBe(0)
  expect(none.high).toBeCloseTo(0.2775, 4)
  expect(wilsonInterval(1, 10).high).toBe(1)
})

it('knows nothing without rows', () => {
  expect(wilsonInterval(NaN, 0)).toEqual({ value: NaN, low: 0, high: 1 })
})

it('is wider for more confidence', () => {
  expect(wilsonInterval(0.3, 50, 0.99).low).toBeLessThan(wilsonInterval(0.3, 50).low)
})
