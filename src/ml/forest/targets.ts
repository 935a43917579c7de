import { checkClasses, checkOutcomes } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import type { Random } from '../../shared/random.js'
import type { ForestParameters } from './parameters.js'

/**
 * What the leaves of a forest are means of. Classification: the outcome. Multiclass: one column for each class, 1 where
 * the row is of it. Regression: the number.
 */
export interface Targets {
  readonly outputs: number
  /** Weighted mean of each output over all rows. */
  readonly means: readonly number[]
  /** Adds a row, so many times, to the sums of a leaf: `sums[at]` to `sums[at + outputs - 1]`. */
  add(row: number, times: number, sums: Float64Array, at: number): void
  /**
   * The number that one tree is grown to tell apart, less its mean, in [-1, 1]: the target itself, or for more than two
   * classes a sum of the class columns with normal factors drawn for the tree. The expected gain of a split over such
   * draws is its gain in Gini impurity (Joly et al., "Random forests with random projections of the output space",
   * 2014).
   */
  contrast(random: Random): (row: number) => number
}

/** @throws ForetellError `DATASET_INVALID` when the target is not what the task is of */
export function targetsOf({ target, weights }: Dataset, task: ForestParameters['task']): Targets {
  if (task === 'multiclass') return classTargets(target, checkClasses(target), weights)
  if (task === 'classification') checkOutcomes(target)
  const mean = weightedMean((row) => target[row], target.length, weights)
  const largest = target.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0)
  // Scaled, so that single precision holds it however large it is.
  const scale = largest > 0 ? 1 / largest : 1
  return {
    outputs: 1,
    means: [mean],
    add: (row, times, sums, at) => (sums[at] += times * target[row]),
    contrast: () => (row) => (target[row] - mean) * scale,
  }
}

function classTargets(target: Float64Array, classes: number, weights: Float64Array | undefined): Targets {
  return {
    outputs: classes,
    means: Array.from({ length: classes }, (_, index) =>
      weightedMean((row) => Number(target[row] === index), target.length, weights),
    ),
    add: (row, times, sums, at) => (sums[at + target[row]] += times),
    contrast: (random) => {
      const factors = Float64Array.from({ length: classes }, () => random.normal())
      const mean = weightedMean((row) => factors[target[row]], target.length, weights)
      const centred = factors.map((factor) => factor - mean)
      const scale = 1 / centred.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE)
      return (row) => centred[target[row]] * scale
    },
  }
}

function weightedMean(of: (row: number) => number, rows: number, weights: Float64Array | undefined): number {
  let sum = 0
  let total = 0
  for (let row = 0; row < rows; row++) {
    const weight = weights === undefined ? 1 : weights[row]
    sum += weight * of(row)
    total += weight
  }
  return sum / total
}
