import { foldSplits, randomFolds, stratifiedFolds } from '../../ml/split/folds.js'
import { timeOrderedSplits } from '../../ml/split/time-ordered.js'
import type { CardSplit } from '../card.js'

/** Row numbers of one fit: what is learned from, what chooses and calibrates, what only measures. */
export interface RowParts {
  readonly training: Uint32Array
  readonly validation: Uint32Array
  readonly holdout: Uint32Array
}

export interface TableSplit {
  readonly kind: CardSplit['kind']
  readonly description: string
  /** One; or one a fold, whose holdouts are disjoint. */
  readonly parts: readonly RowParts[]
}

export interface TableSplitOptions {
  readonly task: 'classification' | 'regression'
  readonly target: Float64Array
  /** One a row; rows are then split by time. */
  readonly times: Float64Array | null
  /** Cross-validation with so many folds; undefined for one holdout. */
  readonly folds: number | undefined
  readonly seed: number
}

/** Of the rows that are not measured on, one in four chooses and calibrates. */
const validationEvery = 4
/** Without folds a fifth of the rows measures. */
const holdoutFolds = 5

/**
 * By time where there is one: trained before, validated after, measured last. Otherwise at random, each part with
 * the same share of outcomes.
 * @throws ForetellError `FOLDS_INVALID`
 */
export function splitTable(options: TableSplitOptions): TableSplit {
  const { times, folds } = options
  if (times !== null) return folds === undefined ? byTime(options, times) : timeFolds(times, folds)
  const count = folds ?? holdoutFolds
  const parts = foldSplits(dealt(options, count)).map(({ train, test }) => ({
    ...trainingAndValidation(options, train),
    holdout: test,
  }))
  return folds === undefined
    ? {
        kind: 'random',
        description:
          'Rows were divided at random with the same share of outcomes: 60 % to train on, 20 % to choose and ' +
          'calibrate, 20 % to measure.',
        parts: parts.slice(0, 1),
      }
    : {
        kind: 'folds',
        description:
          `${folds}-fold cross-validation: each row was measured by a model that saw none of its fold, and ` +
          'everything that looks at outcomes (fitting, choosing, calibrating) happened within the other folds.',
        parts,
      }
}

function dealt({ task, target, seed }: TableSplitOptions, folds: number): Uint32Array {
  return task === 'classification'
    ? stratifiedFolds(target, folds, seed)
    : randomFolds(target.length, folds, seed)
}

/** @param rows the rows that may be learned from */
function trainingAndValidation(
  options: TableSplitOptions,
  rows: Uint32Array,
): { training: Uint32Array; validation: Uint32Array } {
  const target = Float64Array.from(rows, (row) => options.target[row])
  const fold = dealt({ ...options, target, seed: options.seed + 1 }, validationEvery)
  return {
    training: rows.filter((_, index) => fold[index] !== 0),
    validation: rows.filter((_, index) => fold[index] === 0),
  }
}

function byTime({ target }: TableSplitOptions, times: Float64Array): TableSplit {
  const order = inTime(Uint32Array.from(target.keys()), times)
  const [first, second] = [boundary(order, times, 0.6), boundary(order, times, 0.8)]
  return {
    kind: 'time',
    description:
      'Rows were divided by time: the oldest 60 % to train on, the next 20 % to choose and calibrate, the newest ' +
      '20 % to measure.',
    parts: [
      {
        training: order.slice(0, first),
        validation: order.slice(first, second),
        holdout: order.slice(second),
      },
    ],
  }
}

function timeFolds(times: Float64Array, folds: number): TableSplit {
  const parts = timeOrderedSplits(times, { splits: folds, gap: 0 }).map(({ train, test }) => {
    const order = inTime(train, times)
    const cut = boundary(order, times, 1 - 1 / validationEvery)
    return { training: order.slice(0, cut), validation: order.slice(cut), holdout: test }
  })
  return {
    kind: 'time',
    description:
      `${parts.length} stretches of time, each measured by a model trained on the rows before it, a quarter of ` +
      'which, the newest, chose and calibrated.',
    parts: parts.filter(({ training, validation }) => training.length > 0 && validation.length > 0),
  }
}

function inTime(rows: Uint32Array, times: Float64Array): Uint32Array {
  return rows.slice().sort((a, b) => times[a] - times[b] || a - b)
}

/** The first place at or after the share where a new moment begins, so that equal times are never parted. */
function boundary(order: Uint32Array, times: Float64Array, share: number): number {
  let at = Math.floor(share * order.length)
  while (at > 0 && at < order.length && times[order[at]] === times[order[at - 1]]) at++
  return at
}
