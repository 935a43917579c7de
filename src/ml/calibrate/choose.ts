import { logLoss } from '../metrics/log-loss.js'
import { requireSameLength } from '../metrics/numbers.js'
import { foldSplits, groupedFolds, type Split, stratifiedFolds } from '../split/folds.js'
import type { Calibration, Calibrator } from './calibration.js'
import { beta } from './beta.js'
import { isotonic } from './isotonic.js'
import { platt } from './platt.js'
import { uncalibrated } from './uncalibrated.js'

/** With fewer rows of the rarer outcome the comparison is noise. */
const FEWEST_OF_EACH = 20

export interface ChooseOptions {
  readonly seed: number
  /** How often the rows are parted. Default 5; at most the number of groups. */
  readonly folds?: number
  readonly weights?: ArrayLike<number>
  /** Who each row is about: rows of one customer are never on both sides. */
  readonly groups?: ArrayLike<number | string>
  /** From the simplest on: a later one must be better to be taken. Default none, Platt, beta, isotonic. */
  readonly candidates?: readonly Calibrator[]
  /**
   * By so many standard errors of the paired difference a later one must be better. Default 0. Rows of one short
   * stretch of time share its base rate, which a calibration without a margin takes for an error of the model.
   */
  readonly margin?: number
}

export interface CalibrationChoice {
  /** The winner, fitted on all rows. */
  readonly calibration: Calibration
  /** Cross-validated log loss of each candidate, in their order; NaN when there were too few rows to compare. */
  readonly compared: readonly { readonly kind: Calibration['kind']; readonly logLoss: number }[]
}

/**
 * Takes the calibration with the lowest cross-validated log loss on rows the model was not fitted on. Leaving the
 * probabilities alone is a candidate too: a model trained on log loss is often calibrated already, and isotonic
 * regression overfits where rows are few.
 * @param scores probabilities in [0, 1]
 * @param target 0 or 1 a row
 * @returns the first candidate when there are fewer than 20 rows of an outcome, or fewer than 2 groups
 * @throws ForetellError `LENGTHS_DIFFER`
 */
export function chooseCalibration(
  scores: ArrayLike<number>,
  target: ArrayLike<number>,
  options: ChooseOptions,
): CalibrationChoice {
  const { weights, candidates = [uncalibrated(), platt(), beta(), isotonic()], margin = 0 } = options
  requireSameLength(target, scores, weights)
  const splits = splitsFor(target, options)
  const predictions = candidates.map((candidate) => crossFitted(candidate, scores, target, weights, splits))
  const compared = candidates.map(({ kind }, i) => ({
    kind,
    logLoss: splits.length === 0 ? NaN : logLoss(target, predictions[i], weights),
  }))
  let best = 0
  compared.forEach((entry, i) => {
    const gain = compared[best].logLoss - entry.logLoss
    if (gain > 0 && gain > margin * gainError(target, predictions[best], predictions[i])) best = i
  })
  return { calibration: candidates[best].fit(scores, target, weights), compared }
}

/** Standard error of the mean difference of the losses of two predictions, row by row. */
function gainError(target: ArrayLike<number>, before: Float64Array, after: Float64Array): number {
  const gains = before.map((p, row) => logLoss([target[row]], [p]) - logLoss([target[row]], [after[row]]))
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / gains.length
  return Math.sqrt(variance / gains.length)
}

/** None when there is too little to compare on. */
function splitsFor(target: ArrayLike<number>, options: ChooseOptions): Split[] {
  const { folds = 5, groups, seed } = options
  let positives = 0
  for (let row = 0; row < target.length; row++) positives += target[row]
  if (Math.min(positives, target.length - positives) < FEWEST_OF_EACH) return []
  if (groups === undefined) return foldSplits(stratifiedFolds(target, folds, seed))
  const possible = Math.min(folds, new Set(Array.from(groups)).size)
  return possible < 2 ? [] : foldSplits(groupedFolds(groups, possible, seed, target))
}

/** The probability of each row by a calibration that was fitted without its fold; 0 without folds. */
function crossFitted(
  calibrator: Calibrator,
  scores: ArrayLike<number>,
  target: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  splits: readonly Split[],
): Float64Array {
  const predicted = new Float64Array(target.length)
  const pick = (list: ArrayLike<number>, rows: Uint32Array): Float64Array =>
    Float64Array.from(rows, (row) => list[row])
  for (const { train, test } of splits) {
    const calibration = calibrator.fit(
      pick(scores, train),
      pick(target, train),
      weights === undefined ? undefined : pick(weights, train),
    )
    const applied = calibration.apply(pick(scores, test))
    test.forEach((row, i) => {
      predicted[row] = applied[i]
    })
  }
  return predicted
}
