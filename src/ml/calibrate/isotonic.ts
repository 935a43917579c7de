import type { Calibration, Calibrator, SerialisedCalibration } from './calibration.js'
import { poolAdjacentViolators } from './pool-adjacent.js'
import { type ScorePoint, scorePoints } from './score-points.js'

/**
 * Isotonic regression: the non-decreasing curve nearest to the outcomes. Two choices keep it usable for scores
 * and not only for plots:
 * - between the centres of its blocks it runs straight (centered isotonic regression, Oron and Flournoy 2017), so
 *   that the order of customers inside a block is kept, where steps would tie them all;
 * - one row of outcome 1 is added at the lowest score and one of outcome 0 at the highest, so that no block is
 *   sure (Laplace's rule at the ends): probabilities lie in (0, 1) and the log loss of any row is finite.
 * Beyond the outermost centres it is flat. Without rows every probability becomes one half.
 */
export function isotonic(): Calibrator {
  return {
    kind: 'isotonic',
    fit(scores, target, weights) {
      const blocks = poolAdjacentViolators(withDoubt(scorePoints(scores, target, weights)))
      return new IsotonicCalibration({ x: blocks.map((block) => block.x), y: blocks.map((block) => block.y) })
    },
  }
}

/** The points with one row of the unlikelier outcome at either end. */
function withDoubt(points: readonly ScorePoint[]): ScorePoint[] {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return [{ x: 0.5, y: 0.5, weight: 1 }]
  return [{ x: first.x, y: 1, weight: 1 }, ...points, { x: last.x, y: 0, weight: 1 }]
}

/** A curve through points, straight between them. */
export class IsotonicCalibration implements Calibration {
  readonly kind = 'isotonic'
  readonly #x: readonly number[]
  readonly #y: readonly number[]

  /** @param curve `x` strictly ascending, `y` ascending in (0, 1), equally many and at least one */
  constructor(curve: { readonly x: readonly number[]; readonly y: readonly number[] }) {
    this.#x = curve.x
    this.#y = curve.y
  }

  apply(scores: ArrayLike<number>): Float64Array {
    return Float64Array.from(scores, (score) => this.at(score))
  }

  at(score: number): number {
    if (Number.isNaN(score)) return NaN
    const [x, y] = [this.#x, this.#y]
    const last = x.length - 1
    if (score <= x[0]) return y[0]
    if (score >= x[last]) return y[last]
    let low = 0
    let high = last
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (x[middle] <= score) low = middle
      else high = middle
    }
    const share = (score - x[low]) / (x[high] - x[low])
    // Never above the next point, which rounding could otherwise overstep.
    return Math.min(y[high], y[low] + share * (y[high] - y[low]))
  }

  toJSON(): SerialisedCalibration {
    return { format: 'foretell-calibration', version: 1, kind: this.kind, x: this.#x, y: this.#y }
  }
}
