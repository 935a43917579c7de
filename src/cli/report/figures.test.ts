import { describe, expect, it } from 'vitest'

import { counted, decimal, elapsed, percent, points, short, whole, withInterval } from './figures.js'

describe('percent', () => {
  it('has one digit, and two significant ones below one percent', () => {
    expect([0.1234, 0.00123, 0, 1].map((share) => percent(share))).toEqual([
      '12.3 %',
      '0.12 %',
      '0.0 %',
      '100.0 %',
    ])
  })
  it('says nothing of what is not known', () => {
    expect(percent(Number.NaN)).toBe('-')
  })
})

it('puts commas between thousands', () => {
  expect(whole(1_234_567.4)).toBe('1,234,567')
})

it('shows four significant digits', () => {
  expect([1234.5, 12.3456, 0.000123456, Number.NaN].map(short)).toEqual(['1,235', '12.35', '0.0001235', '-'])
})

it('leaves out an interval that nobody knows', () => {
  expect(withInterval({ value: 0.8449, low: 0.83, high: 0.86 })).toBe('0.845 (0.830 to 0.860)')
  expect(withInterval({ value: 0.5, low: Number.NaN, high: Number.NaN })).toBe('0.500')
})

it('signs points of probability', () => {
  expect([0.183, -0.004].map(points)).toEqual(['+18.3 points', '-0.4 points'])
})

it('picks the unit of a time', () => {
  expect([340, 4200, 125_000].map(elapsed)).toEqual(['340 ms', '4.2 s', '2 min 05 s'])
})

it('counts one of a kind in the singular', () => {
  expect([counted(1, 'row'), counted(2, 'row'), counted(0, 'class', 'classes')]).toEqual([
    '1 row',
    '2 rows',
    '0 classes',
  ])
})

it('says nothing of an unknown decimal', () => {
  expect(decimal(Number.POSITIVE_INFINITY)).toBe('-')
})
