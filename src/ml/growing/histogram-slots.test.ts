import { expect, it } from 'vitest'

import { HistogramSlots } from './histogram-slots.js'

it('keeps histograms while there is room, and gives up the one that promises least', () => {
  const slots = new HistogramSlots(3)
  for (const node of [1, 2, 3]) slots.take(node)
  slots.promise(1, 5)
  slots.promise(2, 4)
  slots.promise(3, 6)
  const freed = slots.of(2)
  expect(slots.take(4)).toBe(freed)
  expect([1, 2, 3].map((node) => slots.of(node) !== undefined)).toEqual([true, false, true])
  // A node at work is never given up.
  slots.promise(1, Infinity)
  const third = slots.of(3)
  expect(slots.take(5)).toBe(third)
  expect(() => slots.take(6)).toThrow('no slot')
  const first = slots.of(1)
  expect(slots.pass(1, 7)).toBe(first)
  expect(slots.of(1)).toBe(undefined)
  slots.release(7)
  expect(slots.take(8)).toBe(first)
  slots.clear()
  expect(slots.of(8)).toBe(undefined)
})
