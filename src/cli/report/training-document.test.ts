import { expect, it } from 'vitest'

import { sampleCard } from './card.testing.js'
import { trainingDocument } from './training-document.js'

it('has the figures that programs compare, by their agreed names', () => {
  expect(trainingDocument(sampleCard)).toMatchObject({
    rows: 12_000,
    features: 90,
    positives: 1200,
    task: 'classification',
    metrics: {
      auc: { value: 0.84, low: 0.83, high: 0.85 },
      averagePrecision: 0.41,
      logLoss: 0.26,
      brier: 0.08,
      calibrationError: 0.012,
    },
    baseline: { logistic: { auc: { value: 0.82 }, difference: { value: 0.02 } } },
    model: { version: 'churn-20261121-1a2b3c', kind: 'boosting' },
  })
})

it('puts alarms before warnings', () => {
  expect(trainingDocument(sampleCard).warnings).toEqual(['one feature says it all', 'only one anchor'])
})

it('has the metrics of amounts for regression', () => {
  const interval = { value: 5, low: 4, high: 6 }
  const document = trainingDocument({
    ...sampleCard,
    task: 'regression',
    evaluation: {
      task: 'regression',
      rows: 10,
      rmse: interval,
      mae: interval,
      r2: interval,
      spearman: interval,
      normalisedGini: interval,
      deciles: [],
      coverage: null,
      targetMean: 3,
      quality: 'Fair',
      baselines: [],
    },
  })
  expect(document.metrics).toMatchObject({ rmse: 5, mae: 5, r2: 5 })
})
