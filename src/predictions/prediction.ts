import type { Task } from '../config/plan.js'

/** `low` below the plan's `medium` bound, and so on upwards. */
export type Level = 'low' | 'medium' | 'high' | 'critical'

/** What a model says of one entity: the document that `foretell predict --json` prints. Times are ISO 8601. */
export interface Prediction {
  /** Name of the prediction in the configuration. */
  readonly prediction: string
  /** The model version that answered. */
  readonly version: string
  readonly task: Task
  readonly entityId: string
  /** The time as of which it was made; null for tables, which have none. */
  readonly anchor: string | null
  /** False for someone whom the definition's population leaves out: the answer then is an extrapolation. */
  readonly inPopulation: boolean
  /** Calibrated, in [0, 1]; null for regression. */
  readonly probability: number | null
  /** The predicted amount; null for classification. */
  readonly value: number | null
  /** Share of the population, in [0, 100], that scores lower. */
  readonly percentile: number | null
  /** Null for regression. */
  readonly level: Level | null
  /**
   * Classification: 95 % interval of the share that came true among holdout rows with a score like this one.
   * Regression: where 90 % of the outcomes lie. Null when the holdout was too small to tell.
   */
  readonly interval: { readonly low: number; readonly high: number; readonly level: number } | null
  /** When the outcome is expected, were the risk to go on as it is; null when that is too far off to say. */
  readonly expectedDate: string | null
  /** What the probability or value would be with nothing known of this entity. */
  readonly base: number
  /** The most important first; at most five. */
  readonly factors: readonly Factor[]
}

/** One reason, made of a feature and its near-duplicates. */
export interface Factor {
  /** The feature that says the most of its group. */
  readonly feature: string
  /** How people read it: "days since the last login". */
  readonly title: string
  /**
   * What it adds to the probability (0.18 is 18 points) or to the value. The impacts of all factors, shown or
   * not, sum to the prediction less `base`.
   */
  readonly impact: number
  readonly direction: 'raises' | 'lowers'
  /** Null when missing. */
  readonly value: number | string | null
  /** The value with its unit: "34 days". */
  readonly valueText: string
  /** The population's median or most frequent value; null when it is mostly missing. */
  readonly typical: number | string | null
  readonly typicalText: string
  /** Where the feature's effect turns; null when it has no such place. */
  readonly threshold: TurningThreshold | null
  /** For people who read no numbers for a living. */
  readonly sentence: string
  /** Other features of the group that pull the same way, at most three. */
  readonly alike: readonly string[]
}

export interface TurningThreshold {
  readonly value: number
  /** On which side of `value` the feature raises the prediction. */
  readonly raises: 'above' | 'below'
  readonly text: string
}
