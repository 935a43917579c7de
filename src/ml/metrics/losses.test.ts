import { describe, expect, it } from 'vitest'
import { gammaDeviance, poissonDeviance, tweedieDeviance } from './deviance.js'
import { multiAccuracy, multiArea, multiLogLoss } from './multiclass.js'
import { huberLoss, pinballLoss } from './robust-loss.js'

describe('metrics of many classes', () => {
  it('know nothing without rows', () => {
    expect(multiLogLoss([], [])).toBeNaN()
    expect(multiAccuracy([], [])).toBeNaN()
    expect(multiArea([], [])).toBeNaN()
  })

  it('leave out classes that no row has, and are NaN where there is only one', () => {
    const probabilities = [0.7, 0.2, 0.1, 0.2, 0.5, 0.3]
    expect(multiArea([0, 1], probabilities)).toBe(1)
    expect(multiArea([0, 0], probabilities)).toBeNaN()
  })

  it('keep the loss of a sure mistake finite, and call a row with NaN wrong', () => {
    expect(multiLogLoss([1], [1, 0])).toBeCloseTo(36.04, 2)
    expect(multiLogLoss([1], [1, NaN])).toBeNaN()
    expect(multiAccuracy([0, 1], [0.9, NaN, 0.1, 0.9])).toBe(0.5)
  })

  it('refuse what is no class, and predictions that do not part into the rows', () => {
    expect(() => multiLogLoss([2], [0.5, 0.5])).toThrow(/a class from 0 to 1, got 2 in row 0/)
    expect(() => multiAccuracy([0.5], [0.5, 0.5])).toThrow(/got 0.5 in row 0/)
    expect(() => multiLogLoss([0, 1], [0.5, 0.5, 0.5])).toThrow(/the predictions hold 3/)
  })
})

describe('deviances', () => {
  it('are 0 for a perfect forecast', () => {
    expect(poissonDeviance([0.5, 3], [0.5, 3])).toBeCloseTo(0, 12)
    expect(gammaDeviance([0.5, 3], [0.5, 3])).toBeCloseTo(0, 12)
    expect(tweedieDeviance([0.5, 3], [0.5, 3], 1.4)).toBeCloseTo(0, 12)
  })

  it('are one family', () => {
    const [target, predicted] = [
      [1, 4, 2],
      [2, 3, 2.5],
    ]
    expect(tweedieDeviance(target, predicted, 1)).toBe(poissonDeviance(target, predicted))
    expect(tweedieDeviance(target, predicted, 2)).toBe(gammaDeviance(target, predicted))
    expect(tweedieDeviance(target, predicted, 1.000001)).toBeCloseTo(poissonDeviance(target, predicted), 4)
  })

  it('are NaN for what the distribution cannot give', () => {
    expect(poissonDeviance([1], [0])).toBeNaN()
    expect(poissonDeviance([-1], [1])).toBeNaN()
    expect(gammaDeviance([0], [1])).toBeNaN()
    expect(tweedieDeviance([0], [1], 1.5)).toBeGreaterThan(0)
    expect(tweedieDeviance([0], [1], 2.5)).toBeNaN()
    expect(poissonDeviance([], [])).toBeNaN()
    expect(() => tweedieDeviance([1], [1], 0.5)).toThrow(/power expects 0 or a number from 1 on/)
  })
})

describe('robust losses', () => {
  it('are what they are called', () => {
    expect(pinballLoss([10, 0], [0, 10], 0.9)).toBeCloseTo((9 + 1) / 2, 12)
    expect(huberLoss([0, 0], [1, 3], 2)).toBeCloseTo((0.5 + 4) / 2, 12)
    expect(pinballLoss([], [], 0.5)).toBeNaN()
  })

  it('refuse parameters out of range', () => {
    expect(() => pinballLoss([1], [1], 1)).toThrow(/quantile expects/)
    expect(() => huberLoss([1], [1], 0)).toThrow(/delta expects/)
  })
})
