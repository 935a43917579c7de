import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { metricNamed } from '../../src/ml/metrics/metric.js'

interface Fixture {
  weights: number[]
  classes: number[]
  probabilities: number[]
  counts: number[]
  amounts: number[]
  forecast: number[]
  times: number[]
  seen: number[]
  predictedTimes: number[]
  expected: Record<string, number>
}

const fixture = JSON.parse(readFileSync(new URL('fixtures/losses.json', import.meta.url), 'utf8')) as Fixture
const { weights, classes, probabilities, counts, amounts, forecast, times, seen, predictedTimes } = fixture
const upper = times.map((time, row) => (seen[row] === 1 ? time : Infinity))

// Both sides sum 150 doubles; only the order of the sums may differ.
const DIGITS = 12

describe('losses against scikit-learn, scipy and lifelines', () => {
  it.each([
    ['multiLogLoss', 'multiLogLoss', probabilities, classes],
    ['accuracy', 'accuracy', probabilities, classes],
    ['macroAuc', 'macroAuc', probabilities, classes],
    ['weightedAuc', 'weightedAuc', probabilities, classes],
    ['poissonDeviance', 'poissonDeviance', forecast, counts],
    ['gammaDeviance', 'gammaDeviance', forecast, amounts],
    ['tweedieDeviance:1.5', 'tweedie15', forecast, counts],
    ['tweedieDeviance:3', 'tweedie3', forecast, amounts],
    ['pinball:0.9', 'pinball', forecast, amounts],
    ['huber:1.5', 'huber', forecast, amounts],
  ])('%s', (name, expected, predictions, target) => {
    const metric = metricNamed(name)
    expect(metric.compute(predictions, target)).toBeCloseTo(fixture.expected[expected], DIGITS)
    expect(metric.compute(predictions, target, weights)).toBeCloseTo(
      fixture.expected[`${expected}Weighted`],
      DIGITS,
    )
  })

  it('concordance, with and without censoring', () => {
    const metric = metricNamed('concordance')
    const { expected } = fixture
    expect(metric.compute(predictedTimes, times, undefined, upper)).toBeCloseTo(expected.concordance, DIGITS)
    expect(metric.compute(predictedTimes, times)).toBeCloseTo(expected.concordanceAllSeen, DIGITS)
    expect(metric.compute(predictedTimes, times, weights, upper)).toBeCloseTo(
      expected.concordanceWeighted,
      DIGITS,
    )
  })
})
