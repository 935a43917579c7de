import { ForetellError } from '../../shared/errors.js'
import type { Metric } from '../metrics/metric.js'
import {
  choice,
  flag,
  integer,
  number,
  object,
  resolve,
  type Resolved,
  unlimited,
} from '../parameter-declaration.js'
import type { Objective } from './objective.js'

/** The objectives that go by a name. */
export const objectiveNames = [
  'binary',
  'multiclass',
  'squared',
  'absolute',
  'huber',
  'quantile',
  'poisson',
  'gamma',
  'tweedie',
  'aft',
] as const
export type ObjectiveName = (typeof objectiveNames)[number]

/**
 * Every parameter of boosting, declared once: the type, the check and the table in `docs/ml/boosting.md` come
 * from here. Names, defaults and ranges are LightGBM's (`include/LightGBM/config.h`, 4.6) in camel case; where
 * one differs, its description says so.
 */
export const boostingParameters = {
  objective: object<ObjectiveName | Objective>({
    default: 'binary',
    shown: 'binary',
    expected: `one of ${objectiveNames.join(', ')}, or an objective of your own`,
    accepts: (value) => objectiveNames.some((name) => name === value) || isObjective(value),
    description:
      'What is minimised. LightGBM calls `squared` `regression`, which is its default, and `absolute` `regression_l1`; `aft` is the `survival:aft` of XGBoost.',
  }),
  alpha: number(
    0.9,
    1e-9,
    unlimited,
    '`quantile`: its level, below 1. `huber`: from which error on the loss is straight.',
  ),
  poissonMaxDeltaStep: number(
    0.7,
    1e-9,
    100,
    '`poisson`: hessians are e to its power times as large, which keeps steps short.',
  ),
  tweedieVariancePower: number(1.5, 1, 1.999, '`tweedie`: the variance grows as the mean to its power.'),
  aftDistribution: choice(['normal', 'logistic', 'extreme'], 'normal', {
    description: '`aft`: how the logarithm of the time spreads (`aft_loss_distribution` of XGBoost).',
  }),
  aftScale: number(1, 1e-3, 1e3, '`aft`: how far it spreads (`aft_loss_distribution_scale` of XGBoost).'),
  metric: object<string | Metric | undefined>({
    default: undefined,
    shown: 'the loss',
    expected: 'the name of a metric, or a metric',
    accepts: (value) => typeof value === 'string' || isMetric(value),
    description: 'With a validation set, what early stopping watches: `auc`, `mae`, ... (`metricNamed`).',
  }),
  numIterations: integer(100, 1, 100_000, 'Trees at most; early stopping may keep fewer.'),
  learningRate: number(0.1, 1e-6, 10, 'Share of each tree that is added.'),
  growPolicy: choice(['leaf', 'depth'], 'leaf', {
    description:
      'Which leaf is split next: `leaf` the one with the largest gain, `depth` all of a level before the next. LightGBM has only the first.',
  }),
  numLeaves: integer(31, 2, 131_072, 'Leaves of one tree at most.'),
  maxDepth: integer(-1, -1, 1_000, 'Splits from root to leaf at most; 0 and below mean no limit.'),
  minDataInLeaf: integer(
    20,
    0,
    unlimited,
    'Rows a leaf holds at least. As in LightGBM a candidate split counts rows by their share of the hessian, so a leaf of unevenly weighted rows may hold fewer.',
  ),
  minSumHessianInLeaf: number(1e-3, 0, unlimited, 'Sum of hessians a leaf holds at least.'),
  maxDeltaStep: number(
    0,
    0,
    unlimited,
    'Size of a leaf value at most, before the learning rate; 0 means any.',
  ),
  pathSmooth: number(
    0,
    0,
    unlimited,
    'So many rows pull the value of a leaf halfway to that of its parent; 0 means none.',
  ),
  extraTrees: flag(
    false,
    'Whether each column is given one random boundary in each node instead of its best.',
  ),
  minGainToSplit: number(0, 0, unlimited, 'Gain a split needs at least.'),
  lambdaL1: number(0, 0, unlimited, 'L1 penalty on leaf values.'),
  lambdaL2: number(0, 0, unlimited, 'L2 penalty on leaf values.'),
  baggingFraction: number(1, 0.001, 1, 'Share of rows, drawn without replacement, that a tree is grown on.'),
  baggingFreq: integer(
    1,
    0,
    unlimited,
    'Rows are drawn anew every so many trees; 0 means never, so that `baggingFraction` has no effect (the default in LightGBM).',
  ),
  featureFraction: number(1, 0.001, 1, 'Share of columns, drawn anew for each tree, that it may split on.'),
  featureFractionByNode: number(
    1,
    0.001,
    1,
    'Share of the columns of the tree, drawn anew for each node, that it may be split by.',
  ),
  dataSampleStrategy: choice(['bagging', 'goss'], 'bagging', {
    description:
      'Which rows a tree is grown on: `bagging` as `baggingFraction` says, `goss` the share `topRate` with the largest gradients and a share `otherRate` of all, drawn from the rest, which count more for it.',
  }),
  topRate: number(0.2, 0, 1, '`goss`: share of rows with the largest gradients.'),
  otherRate: number(
    0.1,
    0,
    1,
    '`goss`: share of rows drawn from the others. Both together are above 0 and at most 1.',
  ),
  monotoneConstraints: object<Readonly<Record<string, number>>>({
    default: {},
    shown: 'none',
    expected: '1, -1 or 0 by the name of a numeric column',
    accepts: (value) =>
      isRecord(value) && Object.values(value).every((sign) => sign === 1 || sign === -1 || sign === 0),
    description:
      'Columns whose effect may only raise predictions (1) or only lower them (-1), all else equal (`basic` in LightGBM).',
  }),
  interactionConstraints: object<readonly (readonly string[])[]>({
    default: [],
    shown: 'none',
    expected: 'lists of names of columns',
    accepts: (value) =>
      Array.isArray(value) &&
      value.every((set) => Array.isArray(set) && set.every((name) => typeof name === 'string')),
    description:
      'Sets of columns that may stand on one path together. A column of no set is not used, as in LightGBM.',
  }),
  earlyStoppingRound: integer(
    50,
    0,
    unlimited,
    'With a validation set, stop when its loss has not improved for so many trees, and keep the best number of them; 0 means never (the default in LightGBM).',
  ),
  histogramPoolSize: number(
    512,
    1,
    4096,
    'MiB that histograms kept for later take at most; more make many leaves on many columns quicker (no limit in LightGBM).',
  ),
  maxBin: integer(255, 2, 255, 'Bins of a column at most, the one for missing values included.'),
  minDataInBin: integer(3, 1, unlimited, 'Rows a bin, or a category level of its own, holds at least.'),
  binConstructSampleCnt: integer(200_000, 100, unlimited, 'Rows sampled to find the bins.'),
  maxCatThreshold: integer(32, 1, 255, 'Levels on the smaller side of a categorical split at most.'),
  catSmooth: number(
    10,
    0,
    unlimited,
    'Added to the hessian when levels are sorted by gradient / hessian; levels with fewer rows in a leaf stay on the right.',
  ),
  catL2: number(10, 0, unlimited, 'L2 penalty added in categorical splits of several levels.'),
  maxCatToOnehot: integer(
    4,
    1,
    255,
    'A column with so many levels or fewer is split one level against the rest.',
  ),
  minDataPerGroup: integer(100, 1, unlimited, 'Rows a group of levels holds at least.'),
} as const

/** Resolved: every value is there and within its range. */
export type BoostingParameters = Resolved<typeof boostingParameters>

/**
 * Fills in the defaults.
 * @throws ForetellError `PARAMETER_INVALID` for an unknown name, a wrong type and a value out of range
 */
export function resolveParameters(given: Partial<BoostingParameters> = {}): BoostingParameters {
  const parameters = resolve(boostingParameters, given)
  const { objective, alpha, topRate, otherRate } = parameters
  if (objective === 'quantile' && alpha >= 1) throw invalid('alpha', 'a level below 1', alpha)
  if (!(topRate + otherRate > 0 && topRate + otherRate <= 1)) {
    throw invalid('otherRate', 'to be above 0 and at most 1 together with topRate', otherRate)
  }
  return parameters
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isObjective(value: unknown): boolean {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['derive'] === 'function'
}

function isMetric(value: unknown): boolean {
  return isRecord(value) && typeof value['compute'] === 'function' && typeof value['better'] === 'string'
}

export function invalid(name: string, expected: string, got: string | number): ForetellError {
  return new ForetellError('PARAMETER_INVALID', { values: { name, expected, got: String(got) } })
}
