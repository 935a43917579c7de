import { ForetellError } from '../../shared/errors.js'
import type { Frame } from '../frame.js'
import type { Model } from '../model.js'

/**
 * What is asked for predictions: a model, or a function that gives one number a row on whatever scale effects are
 * to be seen on.
 */
export type Predictor = Pick<Model, 'predict' | 'outputs'> | ((frame: Frame) => Float64Array)

/**
 * One number a row.
 * @param output which class of a multiclass model
 * @throws ForetellError `PARAMETER_INVALID` when the model has no such output
 */
export function predictionOf(predictor: Predictor, output = 0): (frame: Frame) => Float64Array {
  if (typeof predictor === 'function') return predictor
  const { outputs } = predictor
  if (!(Number.isInteger(output) && output >= 0 && output < outputs)) {
    throw new ForetellError('PARAMETER_INVALID', {
      values: { name: 'output', expected: `a whole number from 0 to ${outputs - 1}`, got: String(output) },
    })
  }
  if (outputs === 1) return (frame) => predictor.predict(frame)
  return (frame) => {
    const all = predictor.predict(frame)
    return Float64Array.from({ length: frame.rows }, (_, row) => all[row * outputs + output])
  }
}
