import { boosting } from '../ml/boosting/boosting.js'
import type { BoostingParameters } from '../ml/boosting/parameters.js'
import { logisticRegression } from '../ml/linear/logistic.js'
import { linearRegression } from '../ml/linear/ridge.js'
import type { Learner } from '../ml/model.js'

/** Something that takes part in the comparison. */
export interface Candidate {
  /** Unique among the candidates: `boosting`, `boosting_log`, `logistic`. */
  readonly name: string
  /** For people. */
  readonly title: string
  /** Of two that do equally well the one with the lower number is taken. */
  readonly complexity: number
  readonly learner: Learner
  /** Fitted to log(1 + y). */
  readonly logScale: boolean
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface CandidateOptions {
  readonly task: 'classification' | 'regression'
  /** Rows to be trained on. */
  readonly rows: number
  readonly columns: number
  /** Amounts are skewed and not negative, so the log scale is worth trying. */
  readonly skewed: boolean
}

/**
 * Row-and-column visits a fit may cost: about 10 seconds. It bounds the number of trees, and with it from below
 * how slowly may be learned.
 */
const budget = 3e8
/** Trees times learning rate after which boosting has usually learned what there is (Telco: 400 x 0.02 = 8). */
const learned = 12

/**
 * What is compared, the simplest first: a linear model, boosting with few leaves (small data: 8 leaves, learning
 * rate 0.02) and boosting with more of them, each amount also on the log scale where it is skewed.
 */
export function candidates(options: CandidateOptions): Candidate[] {
  const scales = options.task === 'regression' && options.skewed ? [false, true] : [false]
  return scales.flatMap((logScale) => [
    linearCandidate(options, logScale),
    ...boostingSizes(options.rows).map((size, index) => boostingCandidate(options, size, index, logScale)),
  ])
}

/** Below it the learning rate gains nothing that could be measured on so many rows. */
function slowest(rows: number): number {
  return rows < 10_000 ? 0.02 : 0.04
}

function linearCandidate({ task }: CandidateOptions, logScale: boolean): Candidate {
  const classification = task === 'classification'
  return {
    name: classification ? 'logistic' : logScale ? 'linear_log' : 'linear',
    title: classification ? 'Logistic regression' : `Linear regression${logScale ? ' of the logarithm' : ''}`,
    complexity: logScale ? 2 : 1,
    learner: classification ? logisticRegression() : linearRegression(),
    logScale,
    parameters: {},
  }
}

interface BoostingSize {
  readonly name: string
  readonly numLeaves: number
  readonly minDataInLeaf: number
}

function boostingSizes(rows: number): BoostingSize[] {
  if (rows < 500) return [{ name: 'boosting_small', numLeaves: 4, minDataInLeaf: 10 }]
  const small: BoostingSize = { name: 'boosting_small', numLeaves: 8, minDataInLeaf: 20 }
  if (rows < 10_000) return [small, { name: 'boosting', numLeaves: 16, minDataInLeaf: 30 }]
  if (rows < 50_000) return [small, { name: 'boosting', numLeaves: 31, minDataInLeaf: 40 }]
  return [{ name: 'boosting', numLeaves: 31, minDataInLeaf: 100 }]
}

function boostingCandidate(
  { task, rows, columns }: CandidateOptions,
  { name, numLeaves, minDataInLeaf }: BoostingSize,
  index: number,
  logScale: boolean,
): Candidate {
  const trees = Math.round(Math.min(1500, Math.max(60, budget / (rows * Math.max(columns, 10)))))
  const learningRate = Number(Math.min(0.15, Math.max(slowest(rows), learned / trees)).toFixed(3))
  const parameters: Partial<BoostingParameters> = {
    objective: task === 'classification' ? 'binary' : 'squared',
    numIterations: trees,
    learningRate,
    numLeaves,
    minDataInLeaf,
    lambdaL2: 1,
    featureFraction: columns > 10 ? 0.8 : 1,
    baggingFraction: 0.8,
    earlyStoppingRound: Math.max(20, Math.round(1 / learningRate)),
  }
  return {
    name: logScale ? `${name}_log` : name,
    title: `Boosted trees of ${numLeaves} leaves${logScale ? ', of the logarithm' : ''}`,
    complexity: 3 + index + (logScale ? 1 : 0),
    learner: boosting(parameters),
    logScale,
    parameters,
  }
}
