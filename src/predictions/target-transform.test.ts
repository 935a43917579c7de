import { describe, expect, it } from 'vitest'

import { Random } from '../shared/random.js'
import { fromModelScale, isSkewed, learnSmear, toLogScale } from './target-transform.js'

describe('learnSmear', () => {
  it('keeps the sum of amounts whose spread is on the log scale', () => {
    const random = new Random(1)
    const centre = Float64Array.from({ length: 5000 }, () => 3 + random.normal())
    const amounts = centre.map((value) => Math.expm1(value + 0.9 * random.normal()))
    const transform = learnSmear(centre, amounts)
    const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)
    const smeared = sum(centre.map((raw) => fromModelScale(transform, raw))) / sum(amounts)
    const naive = sum(centre.map((raw) => Math.expm1(raw))) / sum(amounts)
    expect(smeared).toBeGreaterThan(0.9)
    expect(smeared).toBeLessThan(1.1)
    expect(naive).toBeLessThan(0.75)
  })

  it('never answers below nothing', () => {
    expect(fromModelScale({ kind: 'log1p', smear: 1.2 }, -3)).toBe(0)
  })
})

describe('isSkewed', () => {
  it('asks for amounts that are never negative and spread beyond their mean', () => {
    expect(isSkewed(Float64Array.of(0, 0, 0, 100))).toBe(true)
    expect(isSkewed(Float64Array.of(9, 10, 11))).toBe(false)
    expect(isSkewed(Float64Array.of(-1, 0, 0, 100))).toBe(false)
    expect(Array.from(toLogScale(Float64Array.of(0, Math.E - 1)))).toEqual([0, 1])
  })
})
