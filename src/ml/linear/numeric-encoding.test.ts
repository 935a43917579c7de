import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { encodeNumber, fitNumericEncoding, type NumericEncoding } from './numeric-encoding.js'

function fitted(values: ArrayLike<number>, weights?: ArrayLike<number>): NumericEncoding {
  const column = { kind: 'numeric', name: 'x', values: Float64Array.from(values) } as const
  return fitNumericEncoding(column, weights === undefined ? undefined : Float64Array.from(weights))
}

describe('the encoding of numbers', () => {
  it('gives mean 0 and deviation 1 for what it was fitted on', () => {
    const random = new Random(1)
    const values = Array.from({ length: 500 }, () => 5 + 3 * random.normal())
    const { scale } = fitted(values)
    const encoded = values.map((value) => encodeNumber(value, scale!))
    const mean = encoded.reduce((sum, x) => sum + x, 0) / 500
    expect(mean).toBeCloseTo(0, 12)
    expect(encoded.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 500).toBeCloseTo(1, 12)
  })

  it('puts the median in place of what is missing, and says that something was', () => {
    const { scale, absence } = fitted([1, 2, NaN, 3, 9])
    expect(absence).toBe(true)
    expect(encodeNumber(NaN, scale!)).toBe(encodeNumber(2, scale!))
    expect(fitted([1, 2, 3]).absence).toBe(false)
  })

  it('clamps to the inner 99.8 % of the rows', () => {
    const { scale } = fitted(Array.from({ length: 10_000 }, (_, i) => i))
    expect([scale!.low, scale!.high]).toEqual([9, 9989])
    expect(encodeNumber(Infinity, scale!)).toBe(encodeNumber(9989, scale!))
    expect(encodeNumber(-1e300, scale!)).toBe(encodeNumber(9, scale!))
  })

  it('does not clamp a rare flag away', () => {
    const { scale } = fitted(Array.from({ length: 5000 }, (_, i) => (i === 7 ? 1 : 0)))
    expect(encodeNumber(1, scale!)).toBeGreaterThan(encodeNumber(0, scale!))
  })

  it('takes logarithms of heavy tails only, on both sides of 0', () => {
    const random = new Random(2)
    const normal = Array.from({ length: 1000 }, () => random.normal())
    expect(fitted(normal).scale!.logarithmic).toBe(false)
    expect(fitted(normal.map((z) => Math.exp(2 * z))).scale!.logarithmic).toBe(true)
    expect(fitted(normal.map((z) => 1000 * z ** 5)).scale!.logarithmic).toBe(true)
    // A flag has a heavy tail too, but a logarithm does not change it.
    expect(fitted(normal.map((z) => (z > 2 ? 1 : 0))).scale!.logarithmic).toBe(false)
  })

  it('says nothing of a column that never varies or is always missing', () => {
    expect(fitted([3, 3, 3])).toMatchObject({ scale: undefined, absence: false })
    expect(fitted([3, NaN, 3])).toMatchObject({ scale: undefined, absence: true })
    expect(fitted([NaN, NaN])).toMatchObject({ scale: undefined, absence: false })
    expect(fitted([Infinity, -Infinity])).toMatchObject({ scale: undefined, absence: false })
  })

  it('takes a row of weight 2 for two rows', () => {
    const [weighted, repeated] = [fitted([1, 5, 2, 8], [2, 1, 3, 1]), fitted([1, 1, 5, 2, 2, 2, 8])]
    expect(weighted.scale!.median).toBe(repeated.scale!.median)
    expect(weighted.scale!.mean).toBeCloseTo(repeated.scale!.mean, 12)
    expect(weighted.scale!.deviation).toBeCloseTo(repeated.scale!.deviation, 12)
  })

  it('is finite and never falls, for any values', () => {
    const anything = fc.array(fc.double(), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(anything, anything, (training, asked) => {
        const { scale } = fitted(training)
        if (scale === undefined) return
        const sorted = asked.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
        const encoded = sorted.map((value) => encodeNumber(value, scale))
        encoded.forEach((value, i) => {
          expect(Number.isFinite(value)).toBe(true)
          if (i > 0) expect(value).toBeGreaterThanOrEqual(encoded[i - 1])
        })
        expect(Number.isFinite(encodeNumber(NaN, scale))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
