import { type Numbers, requireLength, requireSameLength } from './numbers.js'

/**
 * Harrell's concordance (1982): of all pairs of rows of which it is known whose event came first, the share in
 * which the prediction says so too, equal predictions counting half. An event seen at the very time at which
 * another row's observation ended came first; of two events seen at one time neither did. In n log n steps.
 * @param target the time, or the least it can have been
 * @param predicted higher means later, on any scale
 * @param upper the most the time can have been: equal to the target where the event was seen, infinity where
 *   observation ended before it; default all were seen
 * @param weights at least 0; a pair counts by the product of its rows' weights; default 1 each
 * @returns in [0, 1]; NaN when no pair can be compared or with a NaN among the predictions
 * @throws ForetellError `LENGTHS_DIFFER`
 */
export function concordance(
  target: Numbers,
  predicted: Numbers,
  upper: Numbers = target,
  weights?: Numbers,
): number {
  requireSameLength(target, predicted, weights)
  requireLength('the upper times', upper, target.length)
  for (let row = 0; row < predicted.length; row++) if (Number.isNaN(predicted[row])) return NaN
  const earlier = new WeightsByRank(predicted, weights)
  const byUpper = sortedRows(upper)
  const byTime = sortedRows(target)
  let next = 0
  let agreeing = 0
  let comparable = 0
  const gather = (isEarlier: (time: number) => boolean): void => {
    for (; next < byUpper.length && isEarlier(upper[byUpper[next]]); next++) earlier.add(byUpper[next])
  }
  const compare = (row: number): void => {
    const weight = weights === undefined ? 1 : weights[row]
    const { below, equal, total } = earlier.against(row)
    agreeing += weight * (below + equal / 2)
    comparable += weight * total
  }
  for (let start = 0; start < byTime.length;) {
    const time = target[byTime[start]]
    let end = start
    while (end < byTime.length && target[byTime[end]] === time) end++
    const tied = byTime.subarray(start, end)
    gather((other) => other < time)
    for (const row of tied) if (upper[row] <= time) compare(row)
    gather((other) => other <= time)
    for (const row of tied) if (upper[row] > time) compare(row)
    start = end
  }
  return agreeing / comparable
}

/** Sums of weights by prediction, in log n steps each (Fenwick 1994). */
class WeightsByRank {
  /** 1 for the lowest prediction; equal ones share a rank. */
  readonly #rank: Uint32Array
  readonly #sums: Float64Array
  readonly #weights: Numbers | undefined
  #total = 0

  constructor(predicted: Numbers, weights: Numbers | undefined) {
    this.#weights = weights
    this.#rank = new Uint32Array(predicted.length)
    let rank = 0
    let before = NaN
    for (const row of sortedRows(predicted)) {
      if (predicted[row] !== before) rank++
      before = predicted[row]
      this.#rank[row] = rank
    }
    this.#sums = new Float64Array(rank + 1)
  }

  add(row: number): void {
    const weight = this.#weights === undefined ? 1 : this.#weights[row]
    this.#total += weight
    for (let at = this.#rank[row]; at < this.#sums.length; at += at & -at) this.#sums[at] += weight
  }

  /** Weights of the added rows whose prediction is below or equal to that of a row, and of all. */
  against(row: number): { below: number; equal: number; total: number } {
    const below = this.#upTo(this.#rank[row] - 1)
    return { below, equal: this.#upTo(this.#rank[row]) - below, total: this.#total }
  }

  #upTo(rank: number): number {
    let sum = 0
    for (let at = rank; at > 0; at -= at & -at) sum += this.#sums[at]
    return sum
  }
}

function sortedRows(values: Numbers): Uint32Array {
  const rows = new Uint32Array(values.length).map((_, row) => row)
  return rows.sort((a, b) => (values[a] === values[b] ? a - b : values[a] < values[b] ? -1 : 1))
}
