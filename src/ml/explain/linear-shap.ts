import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import type { Frame } from '../frame.js'
import type { LinearModel } from '../linear/linear-model.js'
import type { Contributions } from '../model.js'
import { orderEffects } from './correlated-effects.js'

export interface LinearShapOptions {
  /**
   * What is assumed of an input that is not known. `independent`: that it is as in the background, whatever else is
   * known, so that an input without a coefficient has nothing. `correlated`: that it is what those known make
   * likely, so that inputs that tell the same story share what it is worth. Default `independent`.
   */
  readonly dependence?: 'independent' | 'correlated'
  /**
   * `correlated` only: orders in which inputs become known, at least 1. All of them are taken where there are not
   * more. Default 1000.
   */
  readonly orders?: number
  readonly seed?: number
}

/**
 * SHAP values of a linear model against a background of one's own: `model.contributions` is the same with the
 * training rows for a background. The unit is that of the raw prediction (log odds for logistic models).
 *
 * - `independent`: coefficient x (value - mean in the background) (Lundberg and Lee 2017, corollary 1).
 * - `correlated`: the effects of the inputs are taken as jointly normal with the covariance of the background, and
 *   what is not known as its conditional mean (Chen, Janizek, Lundberg and Lee, "True to the model or true to the
 *   data?", 2020). Exact for up to 6 inputs, else the mean over random orders. It differs from shap's
 *   `LinearExplainer` with an `Impute` masker in that the coefficients of one category or of one number and its
 *   absence are one input. An input that the others determine adds nothing once they are known.
 *
 * Baseline and contributions add up to the raw prediction, to rounding.
 * @param background at least 1 row (`correlated`: more rows than inputs, or what it says is of little worth)
 * @throws ForetellError `DATASET_INVALID` without background rows; `COLUMN_MISSING`, `COLUMN_KIND`
 */
export function linearShap(
  model: LinearModel,
  frame: Frame,
  background: Frame,
  { dependence = 'independent', orders = 1000, seed = 0 }: LinearShapOptions = {},
): Contributions {
  if (background.rows === 0) {
    throw new ForetellError('DATASET_INVALID', {
      values: { expected: 'a background of at least one row', got: 'none' },
    })
  }
  const inputs = model.inputs.length
  const expected = model.contributions(background)
  const means = columnMeans(expected.values, inputs)
  const baseline = means.reduce((sum, mean) => sum + mean, expected.baseline)
  const { values } = model.contributions(frame)
  for (let i = 0; i < values.length; i++) values[i] -= means[i % inputs]
  if (dependence === 'independent' || inputs === 0) return { baseline, values }
  const transform = shapTransform(covariance(expected.values, means), inputs, orders, new Random(seed))
  return { baseline, values: transformed(values, transform, inputs) }
}

/** inputs x inputs: what a deviation of each input's effect (column) is worth to each input (row). */
function shapTransform(
  covariances: Float64Array,
  inputs: number,
  most: number,
  random: Random,
): Float64Array {
  const sum = new Float64Array(inputs * inputs)
  let count = 0
  for (const order of ordersOf(inputs, most, random)) {
    const effects = orderEffects(covariances, inputs, order)
    for (let i = 0; i < sum.length; i++) sum[i] += effects[i]
    count++
  }
  return sum.map((value) => value / count)
}

/** All orders when they are not more than wanted, else random ones, each also backwards. */
function* ordersOf(inputs: number, most: number, random: Random): Generator<Uint32Array> {
  const first = Uint32Array.from({ length: inputs }, (_, input) => input)
  let all = 1
  for (let i = 2; i <= inputs; i++) all *= i
  if (all <= most) {
    yield* permutationsOf(first, inputs)
    return
  }
  for (let i = 0; i < most; i += 2) {
    const order = random.shuffle(first.slice())
    yield order
    yield order.toReversed()
  }
}

/** Every order of the first `length` places (Heap 1963). The array is used again. */
function* permutationsOf(order: Uint32Array, length: number): Generator<Uint32Array> {
  if (length <= 1) {
    yield order
    return
  }
  for (let i = 0; i < length; i++) {
    yield* permutationsOf(order, length - 1)
    const swapped = length % 2 === 0 ? i : 0
    const kept = order[swapped]
    order[swapped] = order[length - 1]
    order[length - 1] = kept
  }
}

function columnMeans(values: Float64Array, columns: number): Float64Array {
  const means = new Float64Array(columns)
  for (let i = 0; i < values.length; i++) means[i % columns] += values[i]
  return means.map((sum) => (sum * columns) / values.length)
}

function covariance(values: Float64Array, means: Float64Array): Float64Array {
  const columns = means.length
  const sums = new Float64Array(columns * columns)
  for (let at = 0; at < values.length; at += columns) {
    for (let i = 0; i < columns; i++) {
      const own = values[at + i] - means[i]
      for (let j = 0; j <= i; j++) sums[i * columns + j] += own * (values[at + j] - means[j])
    }
  }
  for (let i = 0; i < columns; i++) for (let j = 0; j < i; j++) sums[j * columns + i] = sums[i * columns + j]
  return sums.map((sum) => (sum * columns) / values.length)
}

function transformed(values: Float64Array, transform: Float64Array, inputs: number): Float64Array {
  const result = new Float64Array(values.length)
  for (let at = 0; at < values.length; at += inputs) {
    for (let i = 0; i < inputs; i++) {
      let sum = 0
      for (let j = 0; j < inputs; j++) sum += transform[i * inputs + j] * values[at + j]
      result[at + i] = sum
    }
  }
  return result
}
