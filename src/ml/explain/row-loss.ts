import { ForetellError } from '../../shared/errors.js'
import type { Dataset } from '../frame.js'
import type { Task } from '../model.js'

/** How wrong a prediction is, row by row. */
export interface RowLosses {
  /** As it is named in sentences. */
  readonly name: string
  readonly losses: Float64Array
  /** Target less prediction, one a row; undefined where a prediction is not one number of the target's unit. */
  readonly residuals: Float64Array | undefined
}

/** What is called wrong; `lossNames` of the task. */
export type LossName = 'logLoss' | 'brier' | 'surprise' | 'absolute' | 'squared' | 'logTime'

/** The first is the default. */
const lossNames: Readonly<Record<Task, readonly LossName[]>> = {
  classification: ['logLoss', 'brier', 'surprise'],
  multiclass: ['logLoss', 'surprise'],
  regression: ['absolute', 'squared'],
  survival: ['logTime'],
}

const titles: Readonly<Record<LossName, string>> = {
  logLoss: 'log loss',
  brier: 'Brier score',
  surprise: 'log loss beyond what the model expects',
  absolute: 'absolute error',
  squared: 'squared error',
  logTime: 'error of the log time',
}

/** How far probabilities are kept from 0 and 1, as in `logLoss`. */
const CLIP = Number.EPSILON

/**
 * - `logLoss`, `brier`: as the metrics, of one row.
 * - `surprise`: log loss less the entropy of the prediction, which is what the model itself expects it to be. Its
 *   mean is 0 wherever the model is calibrated, however uncertain the outcome is there.
 * - `absolute`, `squared`: of target less prediction.
 * - `logTime`: how far the logarithm of the predicted time lies outside of what the true one can be.
 * @param predictions as `Model.predict` gives them
 * @throws ForetellError `PARAMETER_INVALID` for a loss that the task has not
 */
export function rowLosses(
  task: Task,
  outputs: number,
  predictions: Float64Array,
  data: Dataset,
  chosen?: LossName,
): RowLosses {
  const name = chosen ?? lossNames[task][0]
  if (!lossNames[task].includes(name)) {
    throw new ForetellError('PARAMETER_INVALID', {
      values: { name: 'loss', expected: `one of ${lossNames[task].join(', ')}`, got: name },
    })
  }
  const { target, upper } = data
  const residuals = target.map((value, row) => value - predictions[row])
  const shared = { name: titles[name], residuals }
  switch (name) {
    case 'logLoss':
    case 'surprise': {
      const classes = task === 'multiclass' ? outputs : 2
      const shareOf = (row: number, one: number): number =>
        task === 'multiclass'
          ? predictions[row * outputs + one]
          : one === 1
            ? predictions[row]
            : 1 - predictions[row]
      const losses = target.map((value, row) => {
        const happened = logarithm(shareOf(row, value))
        if (name === 'logLoss') return -happened
        let expected = 0
        for (let one = 0; one < classes; one++) expected += shareOf(row, one) * logarithm(shareOf(row, one))
        return expected - happened
      })
      return { ...shared, losses, residuals: task === 'multiclass' ? undefined : residuals }
    }
    case 'brier':
    case 'squared':
      return { ...shared, losses: residuals.map((residual) => residual ** 2) }
    case 'absolute':
      return { ...shared, losses: residuals.map(Math.abs) }
    case 'logTime': {
      const losses = target.map((least, row) => {
        const most = upper?.[row] ?? least
        return Math.max(0, Math.log(least / predictions[row]), Math.log(predictions[row] / most))
      })
      return { ...shared, losses, residuals: undefined }
    }
  }
}

function logarithm(probability: number): number {
  return Math.log(Math.min(1 - CLIP, Math.max(CLIP, probability)))
}
