import { stratifiedFolds } from '../split/folds.js'
import type { Loss } from './objective.js'
import { PenalisedFit, type PenalisedProblem } from './proximal-newton.js'

/** A part of the rows to fit on, and other rows to be judged by. */
export interface Judgement {
  /** One for each row of the problem; 0 where a row takes no part in the fit. */
  readonly fitWeights: Float64Array
  /** Raw predictions of the judging rows. */
  readonly rawOf: (fit: PenalisedFit) => Float64Array
  readonly target: Float64Array
  /** 0 where a row does not judge. */
  readonly weights: Float64Array
}

/** Steps from the least penalty that leaves no coefficient to the last one. */
const STEPS = 50
/** The last penalty as a share of the first; more where there are fewer rows than columns, as glmnet has it. */
const LAST_SHARE = 1e-4
const LAST_SHARE_WIDE = 1e-2
/** Ends the path when so many steps in a row were no better by this share. */
const PATIENCE = 8
const BETTER = 1e-5
/** Steps on the way to a penalty that was given. */
const STEPS_TO_GIVEN = 8
const FOLDS = 5
/** Near enough to compare penalties by. */
export const ROUGH = 1e-7

/** Penalties in descending order: as far as is usual, or to the one that was given. */
export function descendingPenalties(problem: PenalisedProblem, l1Ratio: number, last?: number): number[] {
  const { design } = problem
  const first = new PenalisedFit(problem).steepest / l1Ratio
  if (last !== undefined && !(last < first)) return [last]
  if (first === 0) return [0]
  const steps = last === undefined ? STEPS : STEPS_TO_GIVEN
  const share = design.rows < design.width ? LAST_SHARE_WIDE : LAST_SHARE
  // A penalty of 0 has no logarithm; the path approaches it and then jumps.
  const end = last === undefined || last === 0 ? first * share : last
  const path = Array.from({ length: steps }, (_, step) => first * (end / first) ** (step / (steps - 1)))
  if (last !== undefined) path[steps - 1] = last
  return path
}

/** Judges every row by a fit to the others: 5 folds, or as many as there are rows; none for a single row. */
export function crossJudgements(
  { design, target, weights }: PenalisedProblem,
  strata: ArrayLike<number>,
  seed: number,
): Judgement[] {
  const folds = Math.min(FOLDS, design.rows)
  if (folds < 2) return []
  const fold = stratifiedFolds(strata, folds, seed)
  return Array.from({ length: folds }, (_, own) => ({
    fitWeights: weights.map((weight, row) => (fold[row] === own ? 0 : weight)),
    rawOf: (fit) => fit.raw,
    target,
    weights: weights.map((weight, row) => (fold[row] === own ? weight : 0)),
  }))
}

/**
 * Walks down the penalties with one fit for each judgement side by side.
 * @param afterStep awaited after each step of a search: the place to breathe and to cancel by throwing
 * @returns how many of the penalties to walk to where the judging rows' loss is least (of nearly equal ones the
 *   strongest penalty); without judgements 1
 */
export async function bestOfPath(
  problem: PenalisedProblem,
  judgements: readonly Judgement[],
  path: readonly number[],
  l1Ratio: number,
  afterStep: (penaltiesDone: number) => Promise<void>,
): Promise<number> {
  const fits = judgements.map(({ fitWeights }) => new PenalisedFit({ ...problem, weights: fitWeights }))
  let best = 0
  let least = Infinity
  for (let step = 0; step < path.length && step <= best + PATIENCE; step++) {
    let sum = 0
    let complete = true
    for (const [index, fit] of fits.entries()) {
      const { converged } = await fit.solve(penaltiesOf(path[step], l1Ratio), ROUGH, () => afterStep(step))
      complete = complete && converged
      sum += summedLoss(judgements[index].rawOf(fit), judgements[index], problem.loss)
    }
    // From here on the columns are too many, or the classes parted: no weaker penalty can be trusted.
    if (!complete) break
    if (sum < least * (1 - BETTER)) {
      least = sum
      best = step
    }
  }
  return best + 1
}

export function penaltiesOf(lambda: number, l1Ratio: number): { l1: number; l2: number } {
  return { l1: lambda * l1Ratio, l2: lambda * (1 - l1Ratio) }
}

function summedLoss(raw: Float64Array, { target, weights }: Judgement, loss: Loss): number {
  let sum = 0
  for (let row = 0; row < raw.length; row++) {
    if (weights[row] > 0) sum += weights[row] * loss.value(raw[row], target[row])
  }
  return sum
}
