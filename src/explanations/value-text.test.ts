import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { numberText, valueText } from './value-text.js'

describe('valueText', () => {
  it('writes numbers with as many digits as people read', () => {
    expect([0, -0, 0.12345, 12.345, 1234.6, 1e6].map((value) => valueText(value, {}))).toEqual([
      '0',
      '0',
      '0.123',
      '12.3',
      '1,235',
      '1,000,000',
    ])
  })

  it('puts the unit behind it, one of one', () => {
    expect(valueText(1, { unit: 'days' })).toBe('1 day')
    expect(valueText(2, { unit: 'days' })).toBe('2 days')
    expect(valueText(1, { unit: 'USD' })).toBe('1 USD')
  })

  it('says what is missing', () => {
    expect(valueText(null, { unit: 'days' })).toBe('unknown')
  })

  it('writes numbers as the locale does, which takes a hundred times as long', () => {
    const locale = new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 })
    const expected = (value: number): string =>
      locale.format((Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3))) + 0)
    const size = fc.integer({ min: -12, max: 22 })
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), size, (digits, exponent) => {
        const value = digits * 10 ** exponent
        expect(numberText(value)).toBe(expected(value))
      }),
    )
    for (const value of [999.49, 999.5, 999.999, 1000, -1000, 999_999.5, 1e-6, 9.994e-7, 1e15, -7, 0]) {
      expect(numberText(value)).toBe(expected(value))
    }
  })
})
