import { ForetellError } from '../../shared/errors.js'
import { type Numbers, requireLength, weightedMean } from './numbers.js'
import { areaUnderRoc } from './roc.js'

/** As for `logLoss`: how far a probability is kept from 0 before its logarithm is taken. */
const CLIP = Number.EPSILON

/**
 * How many numbers were predicted for each row.
 * @param probabilities rows x classes, row after row
 * @throws ForetellError `LENGTHS_DIFFER` when they do not part evenly into the rows of the target
 */
function classesOf(target: Numbers, probabilities: Numbers, weights?: Numbers): number {
  const { length } = target
  if (weights !== undefined) requireLength('the weights', weights, length)
  const classes = length === 0 ? 0 : Math.floor(probabilities.length / length)
  requireLength('the predictions', probabilities, length * Math.max(1, classes))
  for (let row = 0; row < length; row++) {
    if (Number.isInteger(target[row]) && target[row] >= 0 && target[row] < classes) continue
    throw new ForetellError('DATASET_INVALID', {
      values: { expected: `a class from 0 to ${classes - 1}`, got: `${target[row]} in row ${row}` },
    })
  }
  return classes
}

/**
 * Mean logarithmic loss over many classes in nats: -log of the probability given to the class that came.
 * @param target the index of the class a row, from 0
 * @param probabilities rows x classes, row after row
 * @param weights at least 0; default 1 each
 * @returns at least 0, at most 36; NaN without rows or with a NaN among the probabilities of what came
 * @throws ForetellError `LENGTHS_DIFFER`; `DATASET_INVALID` for a target that is no class
 */
export function multiLogLoss(target: Numbers, probabilities: Numbers, weights?: Numbers): number {
  const classes = classesOf(target, probabilities, weights)
  return weightedMean(target.length, weights, (row) => {
    const p = probabilities[row * classes + target[row]]
    return -Math.log(Math.min(1, Math.max(CLIP, p)))
  })
}

/**
 * Share of the rows whose most probable class came; of equally probable ones the first counts.
 * @param target the index of the class a row, from 0
 * @param probabilities rows x classes, row after row
 * @param weights at least 0; default 1 each
 * @returns in [0, 1]; NaN without rows; a row with a NaN among its probabilities is wrong
 * @throws ForetellError `LENGTHS_DIFFER`; `DATASET_INVALID` for a target that is no class
 */
export function multiAccuracy(target: Numbers, probabilities: Numbers, weights?: Numbers): number {
  const classes = classesOf(target, probabilities, weights)
  return weightedMean(target.length, weights, (row) => {
    const start = row * classes
    const chosen = mostProbable(probabilities, start, classes)
    return chosen === target[row] ? 1 : 0
  })
}

/** -1 where a probability is NaN. */
function mostProbable(probabilities: Numbers, start: number, classes: number): number {
  let best = 0
  for (let at = 0; at < classes; at++) {
    if (Number.isNaN(probabilities[start + at])) return -1
    if (probabilities[start + at] > probabilities[start + best]) best = at
  }
  return best
}

/**
 * Area under the ROC curve of each class against all others, averaged over the classes (Provost and Domingos
 * 2001). Classes that no row, or every row, has are left out.
 * @param target the index of the class a row, from 0
 * @param probabilities rows x classes, row after row
 * @param average `macro`: every class counts the same; `weighted`: by the weight of its rows
 * @param weights at least 0; default 1 each
 * @returns in [0, 1]; NaN without rows, with one class only, or with a NaN among the probabilities
 * @throws ForetellError `LENGTHS_DIFFER`; `DATASET_INVALID` for a target that is no class
 */
export function multiArea(
  target: Numbers,
  probabilities: Numbers,
  average: 'macro' | 'weighted' = 'macro',
  weights?: Numbers,
): number {
  const classes = classesOf(target, probabilities, weights)
  const rows = target.length
  const isClass = new Uint8Array(rows)
  const score = new Float64Array(rows)
  let sum = 0
  let total = 0
  for (let at = 0; at < classes; at++) {
    let own = 0
    let others = 0
    for (let row = 0; row < rows; row++) {
      isClass[row] = target[row] === at ? 1 : 0
      score[row] = probabilities[row * classes + at]
      const weight = weights === undefined ? 1 : weights[row]
      if (isClass[row] === 1) own += weight
      else others += weight
    }
    if (own === 0 || others === 0) continue
    const share = average === 'macro' ? 1 : own
    sum += share * areaUnderRoc(isClass, score, weights)
    total += share
  }
  return sum / total
}
