import type {
  BaselineComparison,
  Evaluation,
  Interval,
  LeaderboardEntry,
  ModelCard,
} from '../../predictions/card.js'

/** What `train --json` prints of one model: the figures that programs compare, then where to find the rest. */
export interface TrainingDocument {
  readonly prediction: string
  readonly rows: number
  readonly features: number
  /** Null for regression. */
  readonly positives: number | null
  readonly task: string
  /** How the rows were divided; `metrics` is of rows the model never saw. */
  readonly split: ModelCard['split']
  readonly metrics: Metrics
  /** 95 % intervals of every metric that has one. */
  readonly intervals: Readonly<Record<string, Interval>>
  /** By name: the same rows answered more simply. */
  readonly baseline: Readonly<Record<string, object>>
  readonly leaderboard: readonly LeaderboardEntry[]
  /** Alarms first. */
  readonly warnings: readonly string[]
  readonly drivers: ModelCard['drivers']
  readonly model: {
    readonly version: string
    readonly kind: string
    readonly title: string
    readonly calibration: string
    readonly parameters: object
    readonly whyChosen: string
  }
}

type Metrics = Readonly<Record<string, number | Interval | null>>

/** A card as that document. */
export function trainingDocument(card: ModelCard): TrainingDocument {
  const { evaluation, data, model, alarms } = card
  const { kind, title, calibration, parameters, whyChosen } = model
  const bySeverity = (severity: string): string[] =>
    alarms.filter((alarm) => alarm.severity === severity).map(({ message }) => message)
  return {
    prediction: card.prediction,
    rows: data.rows,
    features: data.features,
    positives: data.positives,
    task: card.task,
    split: card.split,
    metrics: metricsOf(evaluation),
    intervals: intervalsOf(evaluation),
    baseline: Object.fromEntries(evaluation.baselines.map((each) => [each.name, baselineOf(each)])),
    leaderboard: card.leaderboard,
    warnings: [...bySeverity('alarm'), ...bySeverity('warning')],
    drivers: card.drivers,
    model: { version: card.version, kind, title, calibration, parameters, whyChosen },
  }
}

function metricsOf(evaluation: Evaluation): Metrics {
  if (evaluation.task === 'regression') {
    const { rmse, mae, r2, spearman, coverage } = evaluation
    return { rmse: rmse.value, mae: mae.value, r2: r2.value, spearman: spearman.value, coverage }
  }
  const { auc, averagePrecision, logLoss, brier, calibrationError, liftAtTenth, baseRate } = evaluation
  return {
    auc,
    averagePrecision: averagePrecision.value,
    logLoss: logLoss.value,
    brier: brier.value,
    calibrationError,
    liftAtTenth: liftAtTenth.value,
    baseRate,
  }
}

function intervalsOf(evaluation: Evaluation): Record<string, Interval> {
  if (evaluation.task === 'regression') {
    const { rmse, mae, r2, spearman } = evaluation
    return { rmse, mae, r2, spearman }
  }
  const { auc, averagePrecision, logLoss, brier, liftAtTenth } = evaluation
  return { auc, averagePrecision, logLoss, brier, liftAtTenth }
}

function baselineOf({ title, metric, value, difference, method }: BaselineComparison): object {
  return { title, [metric]: value, difference, method }
}
