import type { Calibration, Calibrator } from '../ml/calibrate/calibration.js'
import { isotonic } from '../ml/calibrate/isotonic.js'
import { platt } from '../ml/calibrate/platt.js'
import { logLoss } from '../ml/metrics/log-loss.js'
import { Random } from '../shared/random.js'
import { positivesOf } from './labelled-rows.js'
import { takeValues } from './rows.js'

/** Isotonic regression takes any shape, and follows noise where rows are few. */
const isotonicRows = 1000
const isotonicOfEach = 100
const folds = 5

/** Fewer rows of one outcome leave nothing to calibrate with. */
const fewestOfEach = 20

/**
 * Chooses how probabilities are corrected, on rows the model was not fitted on: not at all, by a logistic curve
 * (Platt) or by a step function (isotonic), whichever has the lowest log loss in cross-validation within these
 * rows; a method has to beat doing nothing.
 * @returns null for no correction
 */
export function chooseCalibration(
  probability: Float64Array,
  target: Float64Array,
  seed: number,
): Calibration | null {
  const positives = positivesOf(target)
  const rarer = Math.min(positives, target.length - positives)
  if (rarer < fewestOfEach) return null
  const methods: Calibrator[] = [platt()]
  if (target.length >= isotonicRows && rarer >= isotonicOfEach) methods.push(isotonic())

  const foldOf = new Random(seed).shuffle(Uint8Array.from(target, (_, row) => row % folds))
  let best: { loss: number; method: Calibrator | null } = { loss: logLoss(target, probability), method: null }
  for (const method of methods) {
    const loss = logLoss(target, crossFitted(method, probability, target, foldOf))
    if (loss < best.loss) best = { loss, method }
  }
  return best.method?.fit(probability, target) ?? null
}

/** The corrected probability of each row by a correction that was learned without its fold. */
function crossFitted(
  method: Calibrator,
  probability: Float64Array,
  target: Float64Array,
  foldOf: Uint8Array,
): Float64Array {
  const corrected = new Float64Array(target.length)
  const rows = Array.from(target.keys())
  for (let fold = 0; fold < folds; fold++) {
    const inside = rows.filter((row) => foldOf[row] !== fold)
    const outside = rows.filter((row) => foldOf[row] === fold)
    const calibration = method.fit(takeValues(probability, inside), takeValues(target, inside))
    const answers = calibration.apply(takeValues(probability, outside))
    outside.forEach((row, index) => (corrected[row] = answers[index]))
  }
  return corrected
}
