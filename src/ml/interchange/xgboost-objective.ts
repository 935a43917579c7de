import type { Task } from '../model.js'
import type { LinkName } from '../trees/link.js'

/** What an objective of XGBoost means for predictions. */
export interface XgboostObjective {
  readonly task: Task
  readonly link: LinkName
  /** From the stored `base_score` to the score before any tree, in single precision. */
  readonly toScore: (base: number) => number
}

const same = (base: number): number => base
const logarithm = (base: number): number => Math.fround(Math.log(base))

/** XGBoost keeps probabilities so far inside (0, 1): its `kRtEps`. */
const MARGIN = Math.fround(1e-6)

/** The logit in the steps of XGBoost's `LogisticRegression::ProbToMargin`. */
function logit(base: number): number {
  const inside = Math.min(Math.max(base, MARGIN), Math.fround(1 - MARGIN))
  return -Math.fround(Math.log(Math.fround(Math.fround(1 / inside) - 1)))
}

const value: XgboostObjective = { task: 'regression', link: 'identity', toScore: same }
const logOfValue: XgboostObjective = { task: 'regression', link: 'exponential', toScore: logarithm }
const probability: XgboostObjective = { task: 'classification', link: 'logistic', toScore: logit }
const classes: XgboostObjective = { task: 'multiclass', link: 'softmax', toScore: same }

/** By XGBoost's name; each objective's `PredTransform` and `ProbToMargin` in its `src/objective/`. */
export const xgboostObjectives: Readonly<Record<string, XgboostObjective>> = {
  'reg:squarederror': value,
  'reg:linear': value,
  'reg:squaredlogerror': value,
  'reg:pseudohubererror': value,
  'reg:absoluteerror': value,
  'reg:quantileerror': value,
  'reg:logistic': probability,
  'reg:gamma': logOfValue,
  'reg:tweedie': logOfValue,
  'count:poisson': logOfValue,
  'binary:logistic': probability,
  // It predicts log odds, which are no probabilities.
  'binary:logitraw': value,
  'binary:hinge': { task: 'classification', link: 'step', toScore: same },
  'multi:softprob': classes,
  'multi:softmax': classes,
  // It predicts a ratio of hazards, which is no time.
  'survival:cox': logOfValue,
  'survival:aft': { task: 'survival', link: 'exponential', toScore: logarithm },
  'rank:pairwise': value,
  'rank:ndcg': value,
  'rank:map': value,
}
