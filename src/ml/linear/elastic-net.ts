import { ForetellError } from '../../shared/errors.js'
import { Pace } from '../boosting/pace.js'
import { checkOutcomes } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import { logOdds } from '../metrics/log-loss.js'
import type { FitOptions } from '../model.js'
import { smoothedRate } from './base-rate.js'
import { addProducts, columnMeans, designOf, type Encoding } from './design.js'
import { checkRows, encodeColumns } from './fit-linear.js'
import { type LinearLearner, LinearModel, type LinearParts } from './linear-model.js'
import { moments } from './moments.js'
import { type Loss, logisticLoss, squaredLoss } from './objective.js'
import {
  bestOfPath,
  crossJudgements,
  descendingPenalties,
  type Judgement,
  penaltiesOf,
  ROUGH,
} from './penalty-path.js'
import { PenalisedFit, type PenalisedProblem } from './proximal-newton.js'

export interface ElasticNetOptions {
  readonly task: 'classification' | 'regression'
  /**
   * Share of the penalty that is on absolute values and sets coefficients to 0, in (0, 1]; the rest is on squares.
   * Default 0.5. 1 is the lasso.
   */
  readonly l1Ratio?: number
  /**
   * Strength of the penalty, at least 0: `mean loss + lambda x (l1Ratio x |w| + (1 - l1Ratio) / 2 x w^2)`, where
   * the target of a regression has been brought to deviation 1 and its loss is half the squared error. Default:
   * the one of a descending path whose loss is least on the validation rows, or without them in 5 folds.
   */
  readonly lambda?: number
  /** Keeps the coefficients of numbers and levels from falling below 0. Default false. */
  readonly nonNegative?: boolean
}

/** Near enough to the optimum for coefficients of eight digits. */
const EXACT = 1e-17
/** Share of the work that choosing the penalty is taken to be. */
const CHOICE_SHARE = 0.9

/**
 * Logistic or linear regression that leaves out columns: a penalty on absolute and squared coefficients (Zou and
 * Hastie, "Regularization and variable selection via the elastic net", 2005), with the preparation of columns of
 * `logisticRegression` and `linearRegression`; the model is of their kind.
 * @throws ForetellError `PARAMETER_INVALID`
 */
export function elasticNet(options: ElasticNetOptions): LinearLearner {
  const { task, l1Ratio = 0.5, lambda, nonNegative = false } = options
  requireNumber('l1Ratio', l1Ratio, l1Ratio > 0 && l1Ratio <= 1, 'a number above 0 and at most 1')
  if (lambda !== undefined) requireNumber('lambda', lambda, lambda >= 0 && lambda < Infinity, 'at least 0')
  return {
    kind: task === 'classification' ? 'logistic' : 'linear',
    fit: (data, fitOptions = {}) => fitElasticNet(data, { task, l1Ratio, lambda, nonNegative }, fitOptions),
  }
}

interface Settings {
  readonly task: ElasticNetOptions['task']
  readonly l1Ratio: number
  readonly lambda: number | undefined
  readonly nonNegative: boolean
}

/** @throws ForetellError `DATASET_INVALID`, `CANCELLED` */
async function fitElasticNet(data: Dataset, settings: Settings, options: FitOptions): Promise<LinearModel> {
  const { l1Ratio, nonNegative } = settings
  const pace = new Pace('the elastic net', options)
  pace.check()
  const { target, weights } = checkRows(data)
  const scale = settings.task === 'classification' ? outcomes(target, weights) : amounts(target, weights)
  const encodings = await encodeColumns(data, pace)
  const design = designOf(data.frame, encodings)
  const { loss, start } = scale
  const problem = { design, target: target.map(scale.apply), weights, loss, start, nonNegative }
  const sweep = 3 * design.rows * design.terms.length
  const path = scale.learnable ? await choosePath(problem, scale, encodings, settings, options, pace) : [0]
  const fit = new PenalisedFit(problem)
  let iterations = 0
  let converged = true
  for (const [step, lambda] of (scale.learnable ? path : []).entries()) {
    const tolerance = step === path.length - 1 ? EXACT : ROUGH
    const share = CHOICE_SHARE + ((1 - CHOICE_SHARE) * step) / path.length
    const solution = await fit.solve(penaltiesOf(lambda, l1Ratio), tolerance, () => pace.spend(sweep, share))
    iterations += solution.iterations
    converged = solution.converged
  }
  pace.finish()
  return new LinearModel({
    kind: settings.task === 'classification' ? 'logistic' : 'linear',
    encodings,
    coefficients: Array.from(fit.coefficients, (coefficient) => coefficient * scale.unit),
    intercept: scale.origin + fit.intercept * scale.unit,
    centres: Array.from(columnMeans(design, weights)),
    fit: { iterations, converged, penalty: { l1Ratio, lambda: path[path.length - 1] } },
  } satisfies LinearParts)
}

/** How a target is read, and what is done with what is learned of it. */
interface TargetScale {
  readonly loss: Loss
  readonly start: number
  readonly learnable: boolean
  readonly apply: (value: number) => number
  /** A raw prediction in the unit of the target is origin + unit x what the fit says. */
  readonly origin: number
  readonly unit: number
}

function outcomes(target: Float64Array, weights: Float64Array): TargetScale {
  checkOutcomes(target)
  const rate = smoothedRate(target, weights)
  const learnable = target.some((outcome) => outcome !== target[0])
  const start = logOdds(rate)
  return { loss: logisticLoss(rate), start, learnable, apply: (value) => value, origin: 0, unit: 1 }
}

function amounts(target: Float64Array, weights: Float64Array): TargetScale {
  const { mean, deviation } = moments(target, weights)
  const unit = deviation > 0 ? deviation : 1
  const apply = (value: number): number => value / unit - mean / unit
  return { loss: squaredLoss, start: 0, learnable: deviation > 0, apply, origin: mean, unit }
}

/** Penalties to walk down, the last of which is the one that is taken. */
async function choosePath(
  problem: PenalisedProblem,
  scale: TargetScale,
  encodings: readonly Encoding[],
  { task, l1Ratio, lambda }: Settings,
  { validation, seed = 0 }: FitOptions,
  pace: Pace,
): Promise<number[]> {
  const path = descendingPenalties(problem, l1Ratio, lambda)
  if (lambda !== undefined) return path
  const { design, target } = problem
  const judgements =
    validation === undefined
      ? crossJudgements(problem, task === 'classification' ? target : new Uint8Array(design.rows), seed)
      : [validationJudgement(problem, task, scale, encodings, validation)]
  const sweep = 3 * design.rows * design.terms.length
  const length = await bestOfPath(problem, judgements, path, l1Ratio, (done) =>
    pace.spend(sweep, (CHOICE_SHARE * done) / path.length),
  )
  return path.slice(0, length)
}

/** All rows to fit on, the validation rows to be judged by. */
function validationJudgement(
  { weights }: PenalisedProblem,
  task: Settings['task'],
  scale: TargetScale,
  encodings: readonly Encoding[],
  validation: Dataset,
): Judgement {
  const judging = checkRows(validation)
  if (task === 'classification') checkOutcomes(judging.target)
  const design = designOf(validation.frame, encodings)
  return {
    fitWeights: weights,
    rawOf: ({ coefficients, intercept }) => {
      const raw = new Float64Array(design.rows).fill(intercept)
      addProducts(design, coefficients, raw)
      return raw
    },
    target: judging.target.map(scale.apply),
    weights: judging.weights,
  }
}

/** @throws ForetellError `PARAMETER_INVALID` */
function requireNumber(name: string, got: number, valid: boolean, expected: string): void {
  if (!valid) throw new ForetellError('PARAMETER_INVALID', { values: { name, expected, got } })
}
