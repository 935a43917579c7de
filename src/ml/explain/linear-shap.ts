import { ForetellError } from '../../shared/errors.js'
import { Random } from '../../shared/random.js'
import type { Frame } from '../frame.js'
import { denseRow, designOf, encodingWidth } from '../linear/design.js'
import type { LinearModel, LinearParts } from '../linear/linear-model.js'
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
 * - `correlated`: the columns of the design are taken as jointly normal with the covariance of the background, and
 *   what is not known as its conditional mean (Chen, Janizek, Lundberg and Lee, "True to the model or true to the
 *   data?", 2020), as shap's `LinearExplainer` does with an `Impute` masker; the columns that one input became enter
 *   together. Exact where all orders of the inputs are taken (up to 6 inputs by default). It costs about
 *   `orders x columns^3`; a column that others determine adds nothing once they are known.
 *
 * Baseline and contributions add up to the raw prediction, to rounding.
 * @param background at least 1 row (`correlated`: more rows than columns, or what it says is of little worth)
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
  const columns = designColumns(model.parts)
  const expected = denseRows(background, model.parts)
  const width = columns.inputOf.length
  const means = columnMeans(expected, width)
  const baseline = means.reduce(
    (sum, mean, i) => sum + mean * model.parts.coefficients[i],
    model.parts.intercept,
  )
  const transform =
    dependence === 'independent'
      ? independentTransform(columns, model.parts)
      : correlatedTransform(covariance(expected, means), columns, model.parts, orders, new Random(seed))
  const deviations = denseRows(frame, model.parts)
  for (let i = 0; i < deviations.length; i++) deviations[i] -= means[i % width]
  return { baseline, values: transformed(deviations, frame.rows, transform, columns) }
}

/** Which columns of the design each input became. */
interface DesignColumns {
  readonly inputs: number
  /** One a column. */
  readonly inputOf: Uint32Array
}

function designColumns({ encodings }: LinearParts): DesignColumns {
  const inputOf = encodings.flatMap((encoding, input) =>
    new Array<number>(encodingWidth(encoding)).fill(input),
  )
  return { inputs: encodings.length, inputOf: Uint32Array.from(inputOf) }
}

/** rows x columns of the design. */
function denseRows(frame: Frame, { encodings }: LinearParts): Float64Array {
  const design = designOf(frame, encodings)
  const rows = new Float64Array(frame.rows * design.width)
  for (let row = 0; row < frame.rows; row++) {
    denseRow(design, row, rows.subarray(row * design.width, (row + 1) * design.width))
  }
  return rows
}

/** inputs x columns: what a deviation of each column by 1 is worth to each input. */
type Transform = Float64Array

function independentTransform({ inputs, inputOf }: DesignColumns, { coefficients }: LinearParts): Transform {
  const transform = new Float64Array(inputs * inputOf.length)
  inputOf.forEach((input, column) => (transform[input * inputOf.length + column] = coefficients[column]))
  return transform
}

/** The mean over orders of the inputs; the columns of an input enter one after the other. */
function correlatedTransform(
  covariances: Float64Array,
  { inputs, inputOf }: DesignColumns,
  { coefficients }: LinearParts,
  most: number,
  random: Random,
): Transform {
  const width = inputOf.length
  const transform = new Float64Array(inputs * width)
  const columnsOf = Array.from({ length: inputs }, (_, input) =>
    [...inputOf.keys()].filter((column) => inputOf[column] === input),
  )
  let count = 0
  for (const order of ordersOf(inputs, most, random)) {
    const columns = Uint32Array.from([...order].flatMap((input) => columnsOf[input]))
    const effects = orderEffects(covariances, coefficients, columns)
    effects.forEach((effect, at) => {
      transform[inputOf[Math.floor(at / width)] * width + (at % width)] += effect
    })
    count++
  }
  return transform.map((sum) => sum / count)
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

function transformed(
  deviations: Float64Array,
  rows: number,
  transform: Transform,
  { inputs, inputOf: { length: width } }: DesignColumns,
): Float64Array {
  const result = new Float64Array(rows * inputs)
  for (let row = 0; row < rows; row++) {
    for (let input = 0; input < inputs; input++) {
      let sum = 0
      for (let column = 0; column < width; column++) {
        sum += transform[input * width + column] * deviations[row * width + column]
      }
      result[row * inputs + input] = sum
    }
  }
  return result
}
