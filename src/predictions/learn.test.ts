import { describe, expect, it } from 'vitest'

import { inParts, labelledRows, logisticRows, noiseRows, quietSettings } from './generated.testing.js'
import { learn, type Learned } from './learn.js'
import type { ClassificationEvaluation, RegressionEvaluation } from './card.js'
import { openScorer } from './scorer.js'
import { Random } from '../shared/random.js'

const classification = ({ evaluation }: Learned): ClassificationEvaluation => {
  if (evaluation.task !== 'classification') throw new Error('expected a classification')
  return evaluation
}

describe('learn', () => {
  it('finds known probabilities, and keeps its promises', async () => {
    const rows = logisticRows(6000, 1)
    const parts = inParts(rows)
    const learned = await learn(parts, quietSettings)
    const { auc, calibrationError, quality, baselines } = classification(learned)
    expect(auc.value).toBeGreaterThan(0.78)
    expect(auc.low).toBeLessThan(auc.value)
    expect(calibrationError).toBeLessThan(0.05)
    expect(quality).toBe('Good')
    expect(learned.model.kind).toBe('logistic')
    expect(baselines.find(({ name }) => name === 'base_rate')?.difference.low).toBeGreaterThan(0.2)

    const predicted = openScorer(learned.artifact, 'v').predict(parts.holdout.frame)
    const truth = rows.truth.slice(4800)
    const distance = predicted.reduce((sum, p, row) => sum + Math.abs(p - truth[row]), 0) / predicted.length
    expect(distance).toBeLessThan(0.03)
  })

  it('says Poor of noise, with an interval over 0.5', async () => {
    const learned = await learn(inParts(noiseRows(3000, 2)), quietSettings)
    const { auc, quality } = classification(learned)
    expect(auc.low).toBeLessThan(0.5)
    expect(auc.high).toBeGreaterThan(0.5)
    expect(quality).toBe('Poor')
    expect(learned.alarms.map(({ code }) => code)).toContain('NO_BETTER_THAN_BASE')
  })

  it('raises the alarm of a planted leak', async () => {
    const rows = logisticRows(3000, 3)
    const random = new Random(4)
    const leak = rows.target.map((outcome) => outcome + 0.1 * random.normal())
    const { frame, features } = labelledRows({ leak }, rows.target)
    const leaky = {
      ...rows,
      frame: { rows: frame.rows, columns: [...rows.frame.columns, ...frame.columns] },
      features: [...rows.features, ...features],
    }
    const { alarms } = await learn(inParts(leaky), quietSettings)
    expect(alarms.find(({ code }) => code === 'SINGLE_FEATURE')).toMatchObject({
      severity: 'alarm',
      features: ['leak'],
    })
    expect(alarms.map(({ code }) => code)).toContain('TOO_GOOD')
  })

  it('is the same for the same seed', async () => {
    const parts = inParts(logisticRows(1500, 5))
    const [first, second] = [await learn(parts, quietSettings), await learn(parts, quietSettings)]
    expect(JSON.stringify(second)).toBe(JSON.stringify(first))
  })

  it('predicts skewed amounts without losing their sum', async () => {
    const random = new Random(6)
    const size = Float64Array.from({ length: 3000 }, () => random.normal())
    const amount = size.map((value) => Math.max(0, Math.exp(2 + value + 0.8 * random.normal()) - 2))
    const parts = inParts(labelledRows({ size }, amount))
    const learned = await learn(parts, { ...quietSettings, task: 'regression' })
    const evaluation = learned.evaluation as RegressionEvaluation
    expect(evaluation.spearman.value).toBeGreaterThan(0.7)
    expect(evaluation.coverage).toBeGreaterThan(0.85)
    const predicted = openScorer(learned.artifact, 'v').predict(parts.holdout.frame)
    const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)
    expect(sum(predicted) / sum(parts.holdout.target)).toBeGreaterThan(0.85)
    expect(sum(predicted) / sum(parts.holdout.target)).toBeLessThan(1.15)
  })
})
