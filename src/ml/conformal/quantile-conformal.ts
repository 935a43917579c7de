import { requireLength, requireSameLength } from '../metrics/numbers.js'
import type { Band, SerialisedConformal } from './conformal.js'
import { Nonconformity, type RowTraits } from './nonconformity.js'

/**
 * Conformalized quantile regression (Romano, Patterson and Candes 2019): intervals between a low and a high quantile
 * that a model predicts, widened or narrowed by how far outcomes lay outside (or inside) them on rows that the
 * model was not fitted on. They follow the spread that the model sees, skewed or not, and hold the value with at
 * least the asked probability where new rows are drawn like those.
 * @param low the predicted lower quantile, such as of 0.05, a row; rows with NaN are left out
 * @param high the upper one, such as of 0.95
 * @param target what it was
 * @throws ForetellError `LENGTHS_DIFFER`; `DATASET_INVALID` for a weight that is not above 0
 */
export function quantileConformal(
  low: ArrayLike<number>,
  high: ArrayLike<number>,
  target: ArrayLike<number>,
  traits: RowTraits = {},
): QuantileConformal {
  requireSameLength(target, low)
  requireLength('the upper quantiles', high, target.length)
  const scores = Float64Array.from(low, (bottom, row) =>
    Math.max(bottom - target[row], target[row] - high[row]),
  )
  return new QuantileConformal(Nonconformity.of(scores, traits))
}

export class QuantileConformal {
  readonly kind = 'quantile'
  readonly #scores: Nonconformity

  constructor(scores: Nonconformity) {
    this.#scores = scores
  }

  /**
   * @param low the lower quantile by the model it was calibrated for, one a row; NaN gives NaN
   * @param high the upper one
   * @param coverage the share of intervals that hold the value, in (0, 1): best what the two quantiles enclose
   * @returns infinite where there were too few rows for this coverage; where narrowing leaves nothing, the point
   *   halfway
   * @throws ForetellError `PARAMETER_INVALID`, `LENGTHS_DIFFER`, `DATASET_INVALID`
   */
  interval(low: ArrayLike<number>, high: ArrayLike<number>, coverage: number, traits: RowTraits = {}): Band {
    requireLength('the upper quantiles', high, low.length)
    const bounds = this.#scores.bounds(low.length, coverage, traits)
    const bottom = bounds.map((bound, row) => low[row] - bound)
    const top = bounds.map((bound, row) => high[row] + bound)
    bottom.forEach((from, row) => {
      if (from > top[row]) bottom[row] = top[row] = (from + top[row]) / 2
    })
    return { low: bottom, high: top }
  }

  /** Plain data for JSON; `loadConformal` of it gives the same intervals to the last bit. */
  toJSON(): SerialisedConformal {
    return { format: 'foretell-conformal', version: 1, kind: this.kind, samples: this.#scores.toJSON() }
  }
}
