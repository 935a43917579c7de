import { describe, expect, it } from 'vitest'

import { valueText } from './value-text.js'

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
})
