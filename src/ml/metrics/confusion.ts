import { type Numbers, requireSameLength } from './numbers.js'

/** Weights of the four cases at one threshold, and the rates made of them; a rate over nothing is NaN. */
export interface Confusion {
  readonly threshold: number
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly trueNegatives: number
  /** Of the rows called 1, the share that is 1. */
  readonly precision: number
  /** Of the rows that are 1, the share called 1. */
  readonly recall: number
  /** Of the rows that are 0, the share called 0. */
  readonly specificity: number
  /** Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). */
  readonly f1: number
  readonly accuracy: number
}

/**
 * What comes of calling every row 1 whose score is at or above the threshold.
 * @param target 0 or 1 a row
 * @param scores on any scale; a NaN is never at or above
 */
export function confusion(target: Numbers, scores: Numbers, threshold: number, weights?: Numbers): Confusion {
  requireSameLength(target, scores, weights)
  let truePositives = 0
  let falsePositives = 0
  let falseNegatives = 0
  let trueNegatives = 0
  for (let row = 0; row < target.length; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    const called = scores[row] >= threshold
    if (target[row] === 1) {
      if (called) truePositives += weight
      else falseNegatives += weight
    } else {
      if (called) falsePositives += weight
      else trueNegatives += weight
    }
  }
  return {
    threshold,
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    precision: truePositives / (truePositives + falsePositives),
    recall: truePositives / (truePositives + falseNegatives),
    specificity: trueNegatives / (trueNegatives + falsePositives),
    f1: (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives),
    accuracy:
      (truePositives + trueNegatives) / (truePositives + falsePositives + falseNegatives + trueNegatives),
  }
}
