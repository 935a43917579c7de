import { describe, expect, it } from 'vitest'
import type { CrossValidation } from './cross-validate.js'
import { leaderboard, oneStandardError } from './leaderboard.js'

function validation(scores: readonly number[], better: 'lower' | 'higher' = 'higher'): CrossValidation {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1)
  return {
    metric: better === 'higher' ? 'auc' : 'rmse',
    better,
    folds: scores.map((score) => ({
      score,
      trainRows: 400,
      testRows: 100,
      fitSeconds: 2,
      scoreSeconds: 0.001,
    })),
    mean,
    standardError: Math.sqrt(variance / scores.length),
    outputs: 1,
    predictions: new Float64Array(0),
  }
}

const strong = { name: 'strong', validation: validation([0.8, 0.84, 0.78, 0.82, 0.81]), complexity: 100 }
const plain = { name: 'plain', validation: validation([0.79, 0.835, 0.775, 0.81, 0.805]), complexity: 5 }
const weak = { name: 'weak', validation: validation([0.7, 0.72, 0.69, 0.71, 0.7]), complexity: 1 }
const failed = { name: 'failed', validation: validation([0.9, NaN, 0.9, 0.9, 0.9]), complexity: 0 }

describe('leaderboard', () => {
  const rows = leaderboard([weak, failed, plain, strong])

  it('has the best first and failures last', () => {
    expect(rows.map(({ name }) => name)).toEqual(['strong', 'plain', 'weak', 'failed'])
    expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 3, 4])
    const amounts = leaderboard([
      { name: 'far', validation: validation([3, 4], 'lower') },
      { name: 'near', validation: validation([1, 2], 'lower') },
    ])
    expect(amounts.map(({ name }) => name)).toEqual(['near', 'far'])
    expect(amounts[1].behind.value).toBe(2)
  })

  it("gives Student's interval with the variance of Nadeau and Bengio", () => {
    const [row] = rows
    // t of 0.975 at 4 degrees of freedom is 2.776445; 1 / 5 + 100 / 400 = 0.45; the variance is 0.0005.
    const half = 2.7764451051977987 * Math.sqrt(0.0005 * 0.45)
    expect(row.score.value).toBeCloseTo(0.81, 12)
    expect(row.score.low).toBeCloseTo(0.81 - half, 10)
    expect(row.score.high).toBeCloseTo(0.81 + half, 10)
    expect(row.standardError).toBeCloseTo(Math.sqrt(0.0005 / 5), 12)
  })

  it('compares fold by fold, which sees a difference that the intervals hide', () => {
    const [, second, third] = rows
    // Differences 0.01, 0.005, 0.005, 0.01, 0.005: mean 0.007, variance 7.5e-6.
    expect(second.behind.value).toBeCloseTo(0.007, 12)
    const half = 2.7764451051977987 * Math.sqrt(7.5e-6 * 0.45)
    expect(second.behind.low).toBeCloseTo(0.007 - half, 10)
    // scipy.stats.t.sf(0.007 / sqrt(7.5e-6 * 0.45), 4) * 2
    expect(second.behind.pValue).toBeCloseTo(0.018935, 6)
    expect(second.score.high).toBeGreaterThan(rows[0].score.low)
    expect(third.behind.pValue).toBeLessThan(0.001)
    expect(rows[0].behind).toEqual({ value: 0, low: 0, high: 0, pValue: 1 })
  })

  it('chooses the simplest within one standard error of the best', () => {
    expect(rows.map(({ withinOneError }) => withinOneError)).toEqual([true, true, false, false])
    expect(rows.map(({ chosen }) => chosen)).toEqual([false, true, false, false])
    expect(oneStandardError([weak, failed, plain, strong])).toBe(plain)
    expect(oneStandardError([failed])).toBeUndefined()
    expect(oneStandardError([])).toBeUndefined()
  })

  it('takes the better of equally simple ones', () => {
    const twin = { ...strong, name: 'twin', complexity: plain.complexity }
    expect(oneStandardError([plain, twin])).toBe(twin)
  })

  it('tells what fitting a fold and scoring a row cost', () => {
    expect(rows[0].fitSeconds).toBe(2)
    expect(rows[0].scoreMicroseconds).toBeCloseTo(10, 9)
  })

  it('knows no interval of a single fold', () => {
    const [row] = leaderboard([{ name: 'one', validation: validation([0.8]) }])
    expect(row.score.value).toBe(0.8)
    expect(row.score.low).toBeNaN()
    expect(row.chosen).toBe(true)
  })

  it('refuses entries that cannot be compared', () => {
    const other = { name: 'other', validation: validation([1, 2], 'lower') }
    expect(() => leaderboard([{ name: 'a', validation: validation([1, 2]) }, other])).toThrow(
      /metric of "other" expects auc, got rmse/,
    )
    expect(() => leaderboard([strong, { name: 'b', validation: validation([1, 2]) }])).toThrow(
      /the folds of "b" hold 2/,
    )
  })
})
