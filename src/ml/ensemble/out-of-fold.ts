import { ForetellError } from '../../shared/errors.js'
import { checkClasses, checkDataset } from '../frame-check.js'
import type { Dataset } from '../frame.js'
import type { FitOptions, Learner, Model } from '../model.js'
import type { Split } from '../split/folds.js'
import { datasetRows } from '../split/rows.js'

/** What models said of rows they had not seen. */
export interface OutOfFold {
  /** Numbers predicted for each row. */
  readonly outputs: number
  /** rows x outputs; the mean where a row was tested more than once, NaN where it never was. */
  readonly predictions: Float64Array
  /** The rows that were tested, ascending. */
  readonly tested: Uint32Array
}

/**
 * Predicts each row by a model that was fitted without it. A class that the training rows of a split lack has the
 * probability 0 there.
 * @param splits of `foldSplits`, `timeOrderedSplits`, ...
 * @param options for each fit; progress is over all of them
 * @throws ForetellError `DATASET_INVALID` also where a split tests a row that it trains on; what the learner throws
 */
export async function outOfFold(
  learner: Learner,
  data: Dataset,
  splits: readonly Split[],
  options: FitOptions = {},
): Promise<OutOfFold> {
  checkDataset(data)
  const { rows } = data.frame
  const times = new Uint32Array(rows)
  let outputs = 1
  let predictions = new Float64Array(0)
  for (const [index, split] of splits.entries()) {
    requireApart(split)
    const model = await learner.fit(datasetRows(data, split.train), partOf(options, index, splits.length))
    if (index === 0) {
      outputs = outputsOf(model, data)
      predictions = new Float64Array(rows * outputs)
    }
    const predicted = model.predict(datasetRows(data, split.test).frame)
    split.test.forEach((row, at) => {
      times[row]++
      for (let output = 0; output < model.outputs; output++) {
        predictions[row * outputs + output] += predicted[at * model.outputs + output]
      }
    })
  }
  for (let at = 0; at < predictions.length; at++) predictions[at] /= times[Math.floor(at / outputs)]
  const all = new Uint32Array(rows).map((_, row) => row)
  return { outputs, predictions, tested: all.filter((row) => times[row] > 0) }
}

/** The options of one of several pieces of work of the same size. */
export function partOf(options: FitOptions, index: number, count: number): FitOptions {
  const { onProgress } = options
  if (onProgress === undefined) return options
  return { ...options, onProgress: (share) => onProgress((index + share) / count) }
}

function outputsOf(model: Model, { target }: Dataset): number {
  return model.task === 'multiclass' ? checkClasses(target) : 1
}

function requireApart({ train, test }: Split): void {
  const trained = new Set(train)
  const both = test.find((row) => trained.has(row))
  if (both === undefined) return
  throw new ForetellError('DATASET_INVALID', {
    values: { expected: 'splits that test no row they train on', got: `row ${both} in both parts` },
  })
}
