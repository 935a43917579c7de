import { ForetellError } from '../../shared/errors.js'
import { requireLength } from '../metrics/numbers.js'
import type { Split } from './folds.js'

export interface TimeOrderedOptions {
  /** How many splits, at least 1. */
  readonly splits: number
  /**
   * How long before the first test row the training ends, in the unit of the times, at least 0. With one horizon
   * as gap no outcome of a training row was still open when the test begins.
   */
  readonly gap: number
  /**
   * When the outcome of each row was known, where that differs from row to row: one not yet known when the test
   * begins is not learned from (purging, Lopez de Prado 2018), whatever the gap. Default: no row is purged.
   */
  readonly known?: ArrayLike<number>
  /**
   * How far back from its end the training reaches, in the unit of the times, above 0: a window that moves along.
   * Default all the past.
   */
  readonly window?: number
}

/**
 * Splits that only look forward: the distinct times are cut into `splits + 1` stretches with (nearly) equally many
 * of them; each but the first is a test once, trained on the rows at least `gap` before it begins.
 * @param times one a row, any unit
 * @returns oldest test first; a split without training rows is left out
 * @throws ForetellError `FOLDS_INVALID` when there are fewer distinct times than stretches; `PARAMETER_INVALID` for
 *   a gap below 0 and a window that is not above 0; `LENGTHS_DIFFER`
 */
export function timeOrderedSplits(times: ArrayLike<number>, options: TimeOrderedOptions): Split[] {
  const { splits, gap, known = times, window = Infinity } = options
  requireLength('the times of knowing', known, times.length)
  if (!(gap >= 0)) throw invalid('gap', 'a number of at least 0', gap)
  if (!(window > 0)) throw invalid('window', 'a number above 0', window)
  const distinct = [...new Set(Array.from(times))].sort((a, b) => a - b)
  if (!Number.isInteger(splits) || splits < 1 || splits + 1 > distinct.length) {
    throw new ForetellError('FOLDS_INVALID', {
      values: { folds: splits + 1, available: distinct.length, what: 'distinct times' },
    })
  }
  const rows = new Uint32Array(times.length).map((_, row) => row)
  const begins = (stretch: number): number =>
    distinct[Math.round((stretch * distinct.length) / (splits + 1))] ?? Infinity
  return Array.from({ length: splits }, (_, index) => {
    const [begin, end] = [begins(index + 1), begins(index + 2)]
    return {
      train: rows.filter(
        (row) =>
          times[row] < begin &&
          times[row] <= begin - gap &&
          times[row] > begin - gap - window &&
          known[row] <= begin,
      ),
      test: rows.filter((row) => times[row] >= begin && times[row] < end),
    }
  }).filter((split) => split.train.length > 0)
}

function invalid(name: string, expected: string, got: number): ForetellError {
  return new ForetellError('PARAMETER_INVALID', { values: { name, expected, got } })
}
