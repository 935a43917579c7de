import { expect, it } from 'vitest'

import { bar, intervalLine } from './chart.js'

it('draws a bar in eighths', () => {
  expect(bar(1, 4)).toBe('████')
  expect(bar(0.5, 4)).toBe('██')
  expect(bar(1 / 32, 4)).toBe('▏')
  expect(bar(0, 4)).toBe('')
})

it('holds a bar within its width', () => {
  expect(bar(7, 3)).toBe('███')
  expect(bar(-1, 3)).toBe('')
  expect(bar(Number.NaN, 3)).toBe('')
})

it('draws an interval on its axis', () => {
  expect(intervalLine({ low: 0.2, value: 0.4, high: 0.6, reference: 0.8 }, 1, 11)).toBe('  --o-- |')
})

it('marks where a value meets its reference', () => {
  expect(intervalLine({ low: 0, value: 0.5, high: 1, reference: 0.5 }, 1, 5)).toBe('--O--')
})

it('survives an axis without length', () => {
  expect(intervalLine({ low: 0, value: 0, high: 0, reference: 0 }, 0, 5)).toBe('O')
})
