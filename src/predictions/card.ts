import type { ProfitPlan, Task } from '../config/plan.js'
import type { Interval } from '../ml/metrics/interval.js'

export type { Interval }

/** What is said of a model's quality in one word; `quality.ts` has the rule. */
export type QualityWord = 'Poor' | 'Fair' | 'Good' | 'Excellent'

/** Everything that is known of one model version; written once, beside the artifact, and never changed. */
export interface ModelCard {
  readonly format: 'foretell-card'
  readonly formatVersion: 1
  /** `churn-20261121-1a2b3c`. */
  readonly version: string
  readonly prediction: string
  readonly task: Task
  /** ISO 8601. */
  readonly createdAt: string
  readonly definition: CardDefinition
  readonly data: CardData
  readonly split: CardSplit
  /** The kind of model that was chosen and why. */
  readonly model: CardModel
  /** On the holdout: rows that nothing was fitted or chosen on. */
  readonly evaluation: Evaluation
  /** All that was compared, the best first. */
  readonly leaderboard: readonly LeaderboardEntry[]
  /** The most important features first. */
  readonly drivers: readonly Driver[]
  readonly alarms: readonly Alarm[]
  /** What this model must not be used for, in sentences. */
  readonly limits: readonly string[]
  readonly fingerprints: {
    /** Of the rows that were learned from and measured on. */
    readonly data: string
    /** Of the definition and the options. */
    readonly config: string
    /** Of the fitted model. */
    readonly artifact: string
  }
  readonly seed: number
  /** Versions of what made it. */
  readonly software: { readonly foretell: string; readonly node: string }
  readonly trainingSeconds: number
}

export interface CardDefinition {
  /** Who is predicted, in words. */
  readonly population: string
  /** What is predicted, in words. */
  readonly outcome: string
  /** `30d`; null for tables. */
  readonly horizon: string | null
  readonly anchorInterval: string | null
  readonly lateness: string | null
  /** Tables: what the label was read from and which value counts as yes. */
  readonly positiveClass: string | null
}

export interface CardData {
  /** Rows learned from and measured on, after sampling. */
  readonly rows: number
  /** Rows there were. */
  readonly available: number
  readonly features: number
  /** Rows with the outcome; null for regression. */
  readonly positives: number | null
  /** Rows left out because their outcome is missing or not known yet. */
  readonly censored: number
  readonly anchors: readonly CardAnchor[]
  /** Columns or features left out, with the reason. */
  readonly dropped: readonly { readonly name: string; readonly reason: string }[]
  /** What the data gate asked for and found. */
  readonly gate: string
  /** What else was noticed of the data, in sentences. */
  readonly notes: readonly string[]
}

export interface CardAnchor {
  /** ISO 8601. */
  readonly at: string
  readonly rows: number
  readonly positives: number | null
  /** `shared`: its entities are divided over several parts. */
  readonly part: SplitPart | 'shared'
}

export type SplitPart = 'training' | 'validation' | 'holdout' | 'purged'

export interface CardSplit {
  /** `time`: the holdout lies after the rest; `entity`: too few anchors for that; `random`: tables; `folds`: cross-validation. */
  readonly kind: 'time' | 'entity' | 'random' | 'folds'
  /** In a sentence. */
  readonly description: string
  readonly training: number
  readonly validation: number
  readonly holdout: number
}

export interface CardModel {
  /** `boosting`, `logistic`, `linear`. */
  readonly kind: string
  readonly title: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly calibration: string
  /** Regression: how the target was transformed for fitting. */
  readonly targetTransform: string | null
  readonly whyChosen: string
}

export type Evaluation = ClassificationEvaluation | RegressionEvaluation

export interface ClassificationEvaluation {
  readonly task: 'classification'
  readonly rows: number
  readonly positives: number
  readonly auc: Interval
  readonly averagePrecision: Interval
  readonly logLoss: Interval
  readonly brier: Interval
  /** Mean distance between predicted and observed rate over ten equally filled bins. */
  readonly calibrationError: number
  /** Rate of the outcome among the 10 % with the highest scores over the rate of all. */
  readonly liftAtTenth: Interval
  /** Share of all outcomes among the 10, 20, ... 100 % with the highest scores. */
  readonly gain: readonly { readonly share: number; readonly captured: number }[]
  readonly threshold: ThresholdEvaluation
  readonly profitCurve: readonly ProfitPoint[]
  readonly reliability: readonly ReliabilityBin[]
  readonly baseRate: number
  readonly quality: QualityWord
  readonly baselines: readonly BaselineComparison[]
}

export interface ThresholdEvaluation {
  /** Contacting those at or above it pays, by the costs and the calibrated probability; 1 when it never pays. */
  readonly value: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Share of the rows at or above it. */
  readonly share: number
  readonly costs: ProfitPlan
}

export interface ProfitPoint {
  /** Share of the rows contacted, the highest scores first. */
  readonly share: number
  readonly threshold: number
  /** Per row of the population. */
  readonly profit: number
}

export interface ReliabilityBin {
  readonly rows: number
  readonly predicted: number
  readonly observed: number
  /** 95 % interval of `observed` (Wilson, 1927). */
  readonly low: number
  readonly high: number
}

export interface BaselineComparison {
  readonly name: string
  readonly title: string
  /** AUC, or root mean squared error. */
  readonly metric: 'auc' | 'rmse'
  readonly value: Interval
  /** The model less the baseline, on the same rows. */
  readonly difference: Interval
  readonly method: 'DeLong' | 'cluster bootstrap' | 'bootstrap'
}

export interface RegressionEvaluation {
  readonly task: 'regression'
  readonly rows: number
  readonly rmse: Interval
  readonly mae: Interval
  readonly r2: Interval
  readonly spearman: Interval
  /** 1 when the order is perfect, 0 when it is random. */
  readonly normalisedGini: Interval
  /** By tenths of the predicted value, the lowest first. */
  readonly deciles: readonly {
    readonly rows: number
    readonly predicted: number
    readonly observed: number
  }[]
  /** Share of the outcomes within the 90 % prediction interval; null when there were too few rows for one. */
  readonly coverage: number | null
  readonly targetMean: number
  readonly quality: QualityWord
  readonly baselines: readonly BaselineComparison[]
}

export interface LeaderboardEntry {
  readonly name: string
  readonly title: string
  /** AUC, or root mean squared error, on the holdout. */
  readonly metric: 'auc' | 'rmse'
  readonly value: Interval
  /** Log loss or mean squared error on the validation rows, by which the champion is chosen. */
  readonly validationLoss: number
  readonly seconds: number
  readonly chosen: boolean
}

export interface Driver {
  readonly feature: string
  readonly title: string
  /** Share of the mean absolute contribution of all features, in [0, 1]. */
  readonly importance: number
  /** How the prediction moves as the feature rises; `mixed` for categories and for curves that turn. */
  readonly direction: 'raises' | 'lowers' | 'mixed'
}

export type AlarmCode =
  | 'SINGLE_FEATURE'
  | 'TOO_GOOD'
  | 'DUPLICATE_ROWS'
  | 'IDENTIFIER'
  | 'MISSINGNESS'
  | 'SHIFT'
  | 'TARGET_COPY'
  | 'FEW_ANCHORS'
  | 'NO_BETTER_THAN_BASE'
  | 'CALIBRATION'

/** Something about the data or the model that should be looked at before anyone trusts it. */
export interface Alarm {
  readonly code: AlarmCode
  /** `alarm`: the numbers are probably wrong; `warning`: they may be. */
  readonly severity: 'alarm' | 'warning'
  readonly message: string
  readonly features: readonly string[]
}
