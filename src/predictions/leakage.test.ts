import { describe, expect, it } from 'vitest'

import type { ClassificationEvaluation } from './card.js'
import { labelledRows, logisticRows, quietSettings } from './generated.testing.js'
import { takeLabelled, type LabelledRows } from './labelled-rows.js'
import { learn, type Learned } from './learn.js'
import { Random } from '../shared/random.js'
import { learnTable } from './table/learn-table.js'
import { splitTable } from './table/table-split.js'

const evaluationOf = ({ evaluation }: Pick<Learned, 'evaluation'>): ClassificationEvaluation => {
  if (evaluation.task !== 'classification') throw new Error('expected a classification')
  return evaluation
}

/** One copy of every row of the rarer outcome for each of the other: what oversampling does. */
function oversampled(rows: LabelledRows): LabelledRows {
  const all = Array.from(rows.target.keys())
  const rare = all.filter((row) => rows.target[row] === 1)
  const common = all.filter((row) => rows.target[row] === 0)
  return takeLabelled(rows, [...common, ...common.map((_, index) => rare[index % rare.length])])
}

/** Weak signal, few positives, fine numbers: a model with copies on both sides can remember them. */
function weakRows(): LabelledRows {
  const random = new Random(3)
  const columns = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [
      `x${index}`,
      Float64Array.from({ length: 1500 }, () => random.normal()),
    ]),
  )
  const target = columns['x0'].map((value) => (random.uniform() < 0.06 + 0.03 * Math.tanh(value) ? 1 : 0))
  return labelledRows(columns, target)
}

describe('resampling before the split', () => {
  it('would shine, and is caught by the alarm; rows as they come are measured honestly', async () => {
    const rows = weakRows()
    const measured = async (data: LabelledRows): Promise<Awaited<ReturnType<typeof learnTable>>> => {
      const options = { task: 'classification', times: null, folds: undefined, seed: 1 } as const
      return learnTable(data, splitTable({ ...options, target: data.target }), quietSettings)
    }
    const honest = await measured(rows)
    const leaky = await measured(oversampled(rows))
    expect(evaluationOf(honest).auc.value).toBeLessThan(0.75)
    expect(evaluationOf(leaky).auc.value).toBeGreaterThan(0.95)
    expect(leaky.alarms.map(({ code }) => code)).toContain('DUPLICATE_ROWS')
    expect(honest.alarms.map(({ code }) => code)).not.toContain('DUPLICATE_ROWS')
  })
})

describe('learn', () => {
  it('does not touch the mean: nothing is reweighted or resampled', async () => {
    const rows = logisticRows(4000, 8)
    const split = splitTable({ task: 'classification', target: rows.target, times: null, folds: 4, seed: 1 })
    const { measured } = await learnTable(rows, split, quietSettings)
    const mean = (values: Float64Array): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(mean(measured.predicted) - mean(measured.target))).toBeLessThan(0.01)
  })

  it('learns nothing from the holdout: other outcomes there change the numbers and not the model', async () => {
    const rows = logisticRows(2000, 9)
    const cut = (from: number, to: number): LabelledRows =>
      takeLabelled(
        rows,
        Array.from({ length: to - from }, (_, index) => from + index),
      )
    const parts = { training: cut(0, 1200), validation: cut(1200, 1600), holdout: cut(1600, 2000) }
    const turned = {
      ...parts,
      holdout: { ...parts.holdout, target: parts.holdout.target.map((outcome) => 1 - outcome) },
    }
    const [a, b] = [await learn(parts, quietSettings), await learn(turned, quietSettings)]
    expect(JSON.stringify(b.artifact.model)).toBe(JSON.stringify(a.artifact.model))
    expect(JSON.stringify(b.artifact.calibration)).toBe(JSON.stringify(a.artifact.calibration))
    expect(evaluationOf(b).auc.value).toBeCloseTo(1 - evaluationOf(a).auc.value, 9)
  })

  it('finds nothing in names that are as many as noise', async () => {
    const random = new Random(10)
    const names = Array.from({ length: 3000 }, () => `n${random.below(400)}`)
    const target = Float64Array.from(names, () => (random.uniform() < 0.4 ? 1 : 0))
    const rows = labelledRows({ names }, target)
    const split = splitTable({ task: 'classification', target, times: null, folds: 3, seed: 1 })
    const { evaluation } = await learnTable(rows, split, quietSettings)
    expect(evaluationOf({ evaluation }).auc.low).toBeLessThan(0.5)
  })
})
