import { requireLength, requireSameLength } from '../metrics/numbers.js'
import type { Band, SerialisedConformal } from './conformal.js'
import { Nonconformity, requirePositive, type RowTraits } from './nonconformity.js'

export interface SplitTraits extends RowTraits {
  /**
   * How far off a prediction of this row is expected to be, above 0, on any scale: another model's prediction of
   * the absolute error, the spread of an ensemble. Intervals are as wide in proportion. For both or for neither;
   * default 1 each.
   */
  readonly difficulty?: ArrayLike<number>
}

/**
 * Split conformal intervals (Papadopoulos et al. 2002, Lei et al. 2018): a prediction plus and minus the quantile of
 * the absolute errors on rows that the model was not fitted on. They hold the value with at least the asked
 * probability, whatever the model and the distribution, where new rows are drawn like those; on average over rows,
 * and with `groups` within each group. With `difficulty` (normalised, Lei et al. 2018) intervals differ from row to
 * row.
 * @param predicted of rows that the model was not fitted on; rows with NaN are left out
 * @param target what it was
 * @throws ForetellError `LENGTHS_DIFFER`; `DATASET_INVALID` for a difficulty or weight that is not above 0
 */
export function splitConformal(
  predicted: ArrayLike<number>,
  target: ArrayLike<number>,
  traits: SplitTraits = {},
): SplitConformal {
  requireSameLength(target, predicted)
  const difficulty = difficultyOf(traits, target.length)
  const scores = Float64Array.from(predicted, (value, row) => Math.abs(target[row] - value) / difficulty(row))
  return new SplitConformal(Nonconformity.of(scores, traits))
}

export class SplitConformal {
  readonly kind = 'split'
  readonly #scores: Nonconformity

  constructor(scores: Nonconformity) {
    this.#scores = scores
  }

  /**
   * @param predicted one a row; NaN gives NaN
   * @param coverage the share of intervals that hold the value, in (0, 1)
   * @returns infinite where there were too few rows for this coverage
   * @throws ForetellError `PARAMETER_INVALID`, `LENGTHS_DIFFER`, `DATASET_INVALID`
   */
  interval(predicted: ArrayLike<number>, coverage: number, traits: SplitTraits = {}): Band {
    const bounds = this.#scores.bounds(predicted.length, coverage, traits)
    const difficulty = difficultyOf(traits, predicted.length)
    const half = bounds.map((bound, row) => bound * difficulty(row))
    return {
      low: half.map((own, row) => predicted[row] - own),
      high: half.map((own, row) => predicted[row] + own),
    }
  }

  /** Plain data for JSON; `loadConformal` of it gives the same intervals to the last bit. */
  toJSON(): SerialisedConformal {
    return { format: 'foretell-conformal', version: 1, kind: this.kind, samples: this.#scores.toJSON() }
  }
}

function difficultyOf({ difficulty }: SplitTraits, rows: number): (row: number) => number {
  if (difficulty === undefined) return () => 1
  requireLength('the difficulties', difficulty, rows)
  return (row) => {
    requirePositive('difficulties', difficulty[row], row)
    return difficulty[row]
  }
}
