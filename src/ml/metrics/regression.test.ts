import { describe, expect, it } from 'vitest'
import { gini, normalisedGini } from './gini.js'
import {
  absoluteErrorShare,
  meanAbsoluteError,
  rootMeanSquaredError,
  rSquared,
  spearman,
} from './regression.js'
import { areaUnderRoc } from './roc.js'

describe('errors of amounts', () => {
  it('are what they are called', () => {
    expect(rootMeanSquaredError([0, 0], [3, 4])).toBeCloseTo(Math.sqrt(12.5), 12)
    expect(meanAbsoluteError([0, 0], [3, -4])).toBe(3.5)
    expect(absoluteErrorShare([10, 0, 0], [8, 1, 0])).toBeCloseTo(0.3, 12)
  })

  it('are NaN where there is nothing to measure by', () => {
    expect(rootMeanSquaredError([], [])).toBeNaN()
    expect(meanAbsoluteError([], [])).toBeNaN()
    expect(absoluteErrorShare([0, 0], [1, 2])).toBeNaN()
    expect(rSquared([2, 2], [2, 2])).toBeNaN()
    expect(spearman([1, 1], [1, 2])).toBeNaN()
    expect(spearman([1], [1])).toBeNaN()
    expect(spearman([1, NaN], [1, 2])).toBeNaN()
  })

  it('compare with the mean', () => {
    expect(rSquared([1, 2, 3], [1, 2, 3])).toBe(1)
    expect(rSquared([1, 2, 3], [2, 2, 2])).toBe(0)
    expect(rSquared([1, 2, 3], [3, 2, 1])).toBe(-3)
  })

  it('compare ranks', () => {
    expect(spearman([1, 2, 3, 4], [1, 4, 9, 16])).toBeCloseTo(1, 12)
    expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12)
  })
})

describe('gini', () => {
  it('is 1 when normalised and perfect, and -1 when reversed', () => {
    expect(normalisedGini([0, 5, 100], [1, 2, 3])).toBeCloseTo(1, 12)
    expect(normalisedGini([0, 5, 100], [3, 2, 1])).toBeCloseTo(-1, 12)
  })

  it('is 0 when all predictions are equal', () => {
    expect(gini([0, 5, 100], [1, 1, 1])).toBeCloseTo(0, 12)
  })

  it('is 2 AUC - 1 for two outcomes', () => {
    const [target, score] = [
      [0, 1, 0, 1, 1, 0],
      [1, 3, 3, 2, 5, 0],
    ]
    expect(normalisedGini(target, score)).toBeCloseTo(2 * areaUnderRoc(target, score) - 1, 12)
  })

  it('is NaN without value, without rows, and normalised where all are worth the same', () => {
    expect(gini([0, 0], [1, 2])).toBeNaN()
    expect(gini([], [])).toBeNaN()
    expect(gini([1, 2], [1, NaN])).toBeNaN()
    expect(normalisedGini([3, 3], [1, 2])).toBeNaN()
  })
})
