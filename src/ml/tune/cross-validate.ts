import { ForetellError } from '../../shared/errors.js'
import type { Dataset } from '../frame.js'
import type { Metric } from '../metrics/metric.js'
import type { FitOptions, Learner } from '../model.js'
import { type Split, stratifiedHoldout } from '../split/folds.js'
import { datasetRows } from '../split/rows.js'

export interface CrossValidateOptions extends Pick<FitOptions, 'seed' | 'signal' | 'onProgress'> {
  /**
   * What learners that stop early watch: rows taken out of the training rows of each fold, never the test rows,
   * which would flatter. A share of them in (0, 1), with the same mix of classes; or whatever parts row numbers,
   * where customers must stay together or time must run forward. Default none.
   */
  readonly validation?: number | ((train: Uint32Array) => Split)
  /** Folds that are worked on at one time, at least 1. Default 1. The result is the same. */
  readonly concurrency?: number
  /** Milliseconds since any moment, such as `() => performance.now()`: tells what fitting and scoring cost. */
  readonly clock?: () => number
}

/** One fit, and how good it was on rows it had not seen. */
export interface FoldScore {
  readonly score: number
  readonly trainRows: number
  readonly testRows: number
  /** NaN without a clock. With more than one fold at a time they share the machine. */
  readonly fitSeconds: number
  readonly scoreSeconds: number
}

export interface CrossValidation {
  /** Name of the metric, and which way is better. */
  readonly metric: string
  readonly better: Metric['better']
  readonly folds: readonly FoldScore[]
  /** Of the folds' scores; NaN if one is. */
  readonly mean: number
  /** Deviation of the folds' scores over the square root of their number; NaN for a single fold. */
  readonly standardError: number
  /** Numbers predicted for each row. */
  readonly outputs: number
  /** rows x outputs, each by the model of the fold that tested it (the last such); NaN for rows never tested. */
  readonly predictions: Float64Array
}

/**
 * Fits a learner on the training rows of each split and judges it on the test rows.
 * @param splits of `foldSplits`, `timeOrderedSplits`, ...; at least one
 * @throws ForetellError what the learner throws; `CANCELLED`; `FOLDS_INVALID` without splits;
 *   `DATASET_INVALID` when a fold misses a class, so that its model predicts fewer numbers
 */
export async function crossValidate(
  learner: Learner,
  data: Dataset,
  splits: readonly Split[],
  metric: Metric,
  options: CrossValidateOptions = {},
): Promise<CrossValidation> {
  if (splits.length === 0) {
    throw new ForetellError('FOLDS_INVALID', {
      values: { folds: 0, available: data.frame.rows, what: 'rows' },
    })
  }
  const done = new Float64Array(splits.length)
  const report = (at: number, share: number): void => {
    done[at] = share
    options.onProgress?.(done.reduce((sum, each) => sum + each, 0) / splits.length)
  }
  const folds = await inTurn(splits, options.concurrency ?? 1, (split, at) =>
    judgeFold(learner, data, split, metric, { ...options, onProgress: (share) => report(at, share) }),
  )
  const scores = folds.map(({ score }) => score.score)
  return {
    metric: metric.name,
    better: metric.better,
    folds: folds.map(({ score }) => score),
    mean: meanOf(scores),
    standardError: Math.sqrt(varianceOf(scores) / scores.length),
    ...gathered(data.frame.rows, splits, folds),
  }
}

interface JudgedFold {
  readonly score: FoldScore
  readonly outputs: number
  /** test rows x outputs */
  readonly predictions: Float64Array
}

async function judgeFold(
  learner: Learner,
  data: Dataset,
  split: Split,
  metric: Metric,
  options: CrossValidateOptions,
): Promise<JudgedFold> {
  const { seed, signal, onProgress, clock = () => NaN } = options
  if (signal?.aborted === true) {
    throw new ForetellError('CANCELLED', { values: { what: 'the cross-validation' } })
  }
  const { train, validation } = parted(data, split.train, options)
  const begun = clock()
  const model = await learner.fit(datasetRows(data, train), {
    ...(validation === undefined ? {} : { validation: datasetRows(data, validation) }),
    ...(seed === undefined ? {} : { seed }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  })
  const fitted = clock()
  const test = datasetRows(data, split.test)
  const predicting = clock()
  const predictions = model.predict(test.frame)
  const ended = clock()
  onProgress?.(1)
  return {
    score: {
      score: metric.compute(predictions, test.target, test.weights, test.upper),
      trainRows: split.train.length,
      testRows: split.test.length,
      fitSeconds: (fitted - begun) / 1000,
      scoreSeconds: (ended - predicting) / 1000,
    },
    outputs: model.outputs,
    predictions,
  }
}

/** The rows to fit on, and those to watch. */
function parted(
  data: Dataset,
  train: Uint32Array,
  { validation, seed = 0 }: CrossValidateOptions,
): { train: Uint32Array; validation?: Uint32Array } {
  if (validation === undefined) return { train }
  if (typeof validation === 'function') {
    const { train: fit, test: watch } = validation(train)
    return { train: fit, validation: watch }
  }
  const target = Float64Array.from(train, (row) => data.target[row])
  const { train: fit, test: watch } = stratifiedHoldout(classesOrOne(target), validation, seed)
  return { train: fit.map((at) => train[at]), validation: watch.map((at) => train[at]) }
}

/** More distinct values are an amount, whose values cannot be dealt out evenly. */
const MOST_CLASSES = 100

function classesOrOne(target: Float64Array): ArrayLike<number> {
  return new Set(target).size <= MOST_CLASSES ? target : new Uint8Array(target.length)
}

function gathered(
  rows: number,
  splits: readonly Split[],
  folds: readonly JudgedFold[],
): Pick<CrossValidation, 'outputs' | 'predictions'> {
  const { outputs } = folds[0]
  const predictions = new Float64Array(rows * outputs).fill(NaN)
  folds.forEach((fold, at) => {
    if (fold.outputs !== outputs) {
      throw new ForetellError('DATASET_INVALID', {
        values: {
          expected: 'every class among the training rows of every fold',
          got: `${fold.outputs} classes in fold ${at} and ${outputs} in the first`,
        },
      })
    }
    splits[at].test.forEach((row, i) => {
      predictions.set(fold.predictions.subarray(i * outputs, (i + 1) * outputs), row * outputs)
    })
  })
  return { outputs, predictions }
}

/** Works through a list, some at a time; the first error ends it when those that run have ended. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item, at: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let broken = false
  const worker = async (): Promise<void> => {
    while (next < items.length && !broken) {
      const at = next++
      try {
        results[at] = await work(items[at], at)
      } catch (error) {
        broken = true
        throw error
      }
    }
  }
  const workers = Array.from({ length: Math.max(1, Math.min(concurrency, items.length)) }, worker)
  await Promise.allSettled(workers)
  await Promise.all(workers)
  return results
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** With n - 1; NaN for one value. */
function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}
