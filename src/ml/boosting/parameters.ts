import { ForetellError } from '../../shared/errors.js'

interface NumberParameter {
  readonly type: 'number' | 'integer'
  readonly default: number
  readonly minimum: number
  readonly maximum: number
  readonly description: string
}

interface ChoiceParameter<Choice extends string> {
  readonly type: 'choice'
  readonly default: Choice
  readonly choices: readonly Choice[]
  readonly description: string
}

type Parameter = NumberParameter | ChoiceParameter<string>

const unlimited = Number.MAX_SAFE_INTEGER

/**
 * Every parameter of boosting, declared once: the type, the check and the table in `docs/ml/boosting.md` come
 * from here. Names, defaults and ranges are LightGBM's (`include/LightGBM/config.h`, 4.6) in camel case; where
 * one differs, its description says so.
 */
export const boostingParameters = {
  objective: choice(['binary', 'squared'], 'binary', {
    description:
      'What is minimised: `binary` is log loss of a 0/1 target, `squared` the squared error of a number (`regression` in LightGBM, whose default it is).',
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
  earlyStoppingRound: integer(
    50,
    0,
    unlimited,
    'With a validation set, stop when its loss has not improved for so many trees, and keep the best number of them; 0 means never (the default in LightGBM).',
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
} as const satisfies Record<string, Parameter>

type Value<Declared extends Parameter> = Declared extends ChoiceParameter<infer Choice> ? Choice : number

/** Resolved: every value is there and within its range. */
export type BoostingParameters = {
  readonly [Name in keyof typeof boostingParameters]: Value<(typeof boostingParameters)[Name]>
}

/**
 * Fills in the defaults.
 * @throws ForetellError `PARAMETER_INVALID` for an unknown name, a wrong type and a value out of range
 */
export function resolveParameters(given: Partial<BoostingParameters> = {}): BoostingParameters {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(boostingParameters, name)) {
      const known = Object.keys(boostingParameters).join(', ')
      throw invalid(name, `to be one of ${known}`, 'another name')
    }
  }
  const resolved = Object.entries<Parameter>(boostingParameters).map(([name, parameter]) => {
    const value: unknown = given[name as keyof BoostingParameters]
    return [name, value === undefined ? parameter.default : checked(name, parameter, value)]
  })
  return Object.fromEntries(resolved) as BoostingParameters
}

/** `a number from 0.001 to 1`: the range as errors and the docs say it. */
export function expectedValue(parameter: Parameter): string {
  if (parameter.type === 'choice') return `one of ${parameter.choices.join(', ')}`
  const what = parameter.type === 'integer' ? 'a whole number' : 'a number'
  return parameter.maximum === unlimited
    ? `${what} of at least ${parameter.minimum}`
    : `${what} from ${parameter.minimum} to ${parameter.maximum}`
}

function checked(name: string, parameter: Parameter, value: unknown): number | string {
  if (parameter.type === 'choice') {
    if (typeof value === 'string' && parameter.choices.includes(value)) return value
  } else if (typeof value === 'number' && value >= parameter.minimum && value <= parameter.maximum) {
    if (parameter.type === 'number' || Number.isInteger(value)) return value
  }
  throw invalid(name, expectedValue(parameter), String(value))
}

function invalid(name: string, expected: string, got: string): ForetellError {
  return new ForetellError('PARAMETER_INVALID', { values: { name, expected, got } })
}

function number(byDefault: number, minimum: number, maximum: number, description: string): NumberParameter {
  return { type: 'number', default: byDefault, minimum, maximum, description }
}

function integer(byDefault: number, minimum: number, maximum: number, description: string): NumberParameter {
  return { type: 'integer', default: byDefault, minimum, maximum, description }
}

function choice<const Choice extends string>(
  choices: readonly Choice[],
  byDefault: NoInfer<Choice>,
  { description }: { description: string },
): ChoiceParameter<Choice> {
  return { type: 'choice', default: byDefault, choices, description }
}
