import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { averagePrecision } from '../../src/ml/metrics/average-precision.js'
import { brier } from '../../src/ml/metrics/brier.js'
import { calibrationError } from '../../src/ml/metrics/calibration-error.js'
import { confusion } from '../../src/ml/metrics/confusion.js'
import { delongDifference, delongInterval } from '../../src/ml/metrics/delong.js'
import type { Interval } from '../../src/ml/metrics/interval.js'
import { logLoss } from '../../src/ml/metrics/log-loss.js'
import { normalDistribution } from '../../src/ml/metrics/normal.js'
import { profitCurve } from '../../src/ml/metrics/profit.js'
import {
  meanAbsoluteError,
  rootMeanSquaredError,
  rSquared,
  spearman,
} from '../../src/ml/metrics/regression.js'
import { reliabilityTable } from '../../src/ml/metrics/reliability.js'
import { areaUnderRoc, kolmogorovSmirnov } from '../../src/ml/metrics/roc.js'
import { wilsonInterval } from '../../src/ml/metrics/wilson.js'

interface Fixture {
  target: number[]
  score: number[]
  other: number[]
  weights: number[]
  amount: number[]
  forecast: number[]
  classification: Record<string, number>
  delong: Interval
  delongDifference: Interval & { pValue: number }
  reliability: { rows: number; predicted: number; observed: number }[]
  calibrationError: number
  wilson: { successes: number; trials: number; low: number; high: number }[]
  profit: {
    costs: { value: number; offer: number; contact: number; acceptance: number }
    best: { profit: number; threshold: number | null }
  }[]
  regression: Record<string, number>
  normal: { z: number; below: number }[]
}

const fixture = JSON.parse(readFileSync(new URL('fixtures/metrics.json', import.meta.url), 'utf8')) as Fixture
const { target, score, other, weights, amount, forecast } = fixture

// Both sides sum a few hundred doubles; only the order of the sums may differ.
const DIGITS = 12

describe('metrics against scikit-learn and scipy', () => {
  const at = confusion(target, score, 0.45)
  it.each(
    Object.entries({
      auc: areaUnderRoc(target, score),
      aucWeighted: areaUnderRoc(target, score, weights),
      averagePrecision: averagePrecision(target, score),
      averagePrecisionWeighted: averagePrecision(target, score, weights),
      logLoss: logLoss(target, score),
      logLossWeighted: logLoss(target, score, weights),
      brier: brier(target, score),
      brierWeighted: brier(target, score, weights),
      kolmogorovSmirnov: kolmogorovSmirnov(target, score),
      precision: at.precision,
      recall: at.recall,
      f1: at.f1,
      accuracy: at.accuracy,
    }),
  )('%s', (name, value) => {
    expect(value).toBeCloseTo(fixture.classification[name], DIGITS)
  })

  it.each(
    Object.entries({
      rootMeanSquaredError: rootMeanSquaredError(amount, forecast),
      rootMeanSquaredErrorWeighted: rootMeanSquaredError(amount, forecast, weights),
      meanAbsoluteError: meanAbsoluteError(amount, forecast),
      rSquared: rSquared(amount, forecast),
      rSquaredWeighted: rSquared(amount, forecast, weights),
      spearman: spearman(amount, forecast),
    }),
  )('%s', (name, value) => {
    expect(value).toBeCloseTo(fixture.regression[name], DIGITS)
  })

  it.each(fixture.normal)('the normal distribution below $z', ({ z, below }) => {
    expect(normalDistribution(z)).toBeCloseTo(below, 14)
  })

  it.each(fixture.wilson)(
    'the Wilson interval of $successes in $trials',
    ({ successes, trials, low, high }) => {
      const interval = wilsonInterval(successes / trials, trials)
      expect(interval.low).toBeCloseTo(low, DIGITS)
      expect(interval.high).toBeCloseTo(high, DIGITS)
    },
  )
})

describe('metrics against brute force', () => {
  it('has the interval of DeLong over all pairs', () => {
    const interval = delongInterval(target, score)
    expect(interval.value).toBeCloseTo(fixture.delong.value, DIGITS)
    expect(interval.low).toBeCloseTo(fixture.delong.low, DIGITS)
    expect(interval.high).toBeCloseTo(fixture.delong.high, DIGITS)
  })

  it('has the paired difference of DeLong over all pairs', () => {
    const difference = delongDifference(target, score, other)
    for (const part of ['value', 'low', 'high', 'pValue'] as const) {
      expect(difference[part]).toBeCloseTo(fixture.delongDifference[part], DIGITS)
    }
  })

  it('bins probabilities by equal mass', () => {
    const table = reliabilityTable(target, score)
    expect(table.map((bin) => bin.rows)).toEqual(fixture.reliability.map((bin) => bin.rows))
    table.forEach((bin, i) => {
      expect(bin.predicted).toBeCloseTo(fixture.reliability[i].predicted, DIGITS)
      expect(bin.observed.value).toBeCloseTo(fixture.reliability[i].observed, DIGITS)
    })
    expect(calibrationError(target, score)).toBeCloseTo(fixture.calibrationError, DIGITS)
  })

  it.each(fixture.profit)('finds the best campaign at $costs', ({ costs, best }) => {
    const found = profitCurve(target, score, {
      customerValue: costs.value,
      offerCost: costs.offer,
      contactCost: costs.contact,
      acceptance: costs.acceptance,
    }).best
    expect(found.profit).toBeCloseTo(best.profit, 9)
    expect(found.threshold).toBe(best.threshold)
  })
})
