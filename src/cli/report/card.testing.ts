import type { ClassificationEvaluation, Interval, ModelCard } from '../../predictions/card.js'

function around(value: number, half = 0.01): Interval {
  return { value, low: value - half, high: value + half }
}

const evaluation: ClassificationEvaluation = {
  task: 'classification',
  rows: 2000,
  positives: 200,
  auc: around(0.84),
  averagePrecision: around(0.41, 0.03),
  logLoss: around(0.26),
  brier: around(0.08),
  calibrationError: 0.012,
  liftAtTenth: around(4.2, 0.4),
  gain: [
    { share: 0.1, captured: 0.42 },
    { share: 1, captured: 1 },
  ],
  threshold: {
    value: 0.12,
    precision: 0.3,
    recall: 0.7,
    f1: 0.42,
    share: 0.233,
    costs: { customerValue: 200, offerCost: 10, contactCost: 1, acceptance: 0.3, assumed: true },
  },
  profitCurve: [{ share: 0.1, threshold: 0.3, profit: 1.5 }],
  reliability: [
    { rows: 1800, predicted: 0.05, observed: 0.048, low: 0.04, high: 0.06 },
    { rows: 200, predicted: 0.5, observed: 0.56, low: 0.49, high: 0.63 },
  ],
  baseRate: 0.1,
  quality: 'Good',
  baselines: [
    {
      name: 'logistic',
      title: 'Logistic regression',
      metric: 'auc',
      value: around(0.82),
      difference: { value: 0.02, low: 0.011, high: 0.029 },
      method: 'DeLong',
    },
  ],
}

/** A card of a small classification, with every part filled in. */
export const sampleCard: ModelCard = {
  format: 'foretell-card',
  formatVersion: 1,
  version: 'churn-20261121-1a2b3c',
  prediction: 'churn',
  task: 'classification',
  createdAt: '2026-11-21T09:30:00.000Z',
  definition: {
    population: 'accounts with at least 1 login in the last 30 days',
    outcome: 'no login in the next 30 days',
    horizon: '30d',
    anchorInterval: '30d',
    lateness: '0d',
    positiveClass: null,
  },
  data: {
    rows: 12_000,
    available: 15_000,
    features: 90,
    positives: 1200,
    censored: 300,
    anchors: [{ at: '2026-09-21T00:00:00.000Z', rows: 12_000, positives: 1200, part: 'training' }],
    dropped: [],
    gate: 'enough',
    notes: [],
  },
  split: { kind: 'time', description: 'by time', training: 8000, validation: 2000, holdout: 2000 },
  model: {
    kind: 'boosting',
    title: 'Boosted trees',
    parameters: { trees: 120 },
    calibration: 'isotonic',
    targetTransform: null,
    whyChosen: 'the lowest log loss',
  },
  evaluation,
  leaderboard: [
    {
      name: 'boosting',
      title: 'Boosted trees',
      metric: 'auc',
      value: around(0.84),
      validationLoss: 0.25,
      seconds: 1.2,
      chosen: true,
    },
  ],
  drivers: [
    { feature: 'days_since_login', title: 'days since the last login', importance: 0.4, direction: 'raises' },
    { feature: 'login_count_30d', title: 'logins in the last 30 days', importance: 0.2, direction: 'lowers' },
  ],
  alarms: [
    { code: 'FEW_ANCHORS', severity: 'warning', message: 'only one anchor', features: [] },
    { code: 'SINGLE_FEATURE', severity: 'alarm', message: 'one feature says it all', features: ['x'] },
  ],
  limits: ['Not for customers who signed up today.'],
  fingerprints: { data: 'a', config: 'b', artifact: 'c' },
  seed: 1,
  software: { foretell: '0.1.0', node: 'v20' },
  trainingSeconds: 12.3,
}
