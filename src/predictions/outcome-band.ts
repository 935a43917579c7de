import { wilsonInterval } from '../ml/metrics/wilson.js'

/**
 * How sure a prediction is, measured and not assumed. Rows of the holdout are sorted by what was predicted and
 * cut into stretches; each holds what really came of its rows.
 * - `rate`: the 95 % Wilson interval of the share with the outcome. "Of customers scored like this, 72 to 83 %
 *   churned."
 * - `spread`: the 5 % and 95 % quantiles of the outcome less the prediction, with the finite-sample correction of
 *   split conformal prediction; stretches make it adapt to where errors are larger (Vovk, Gammerman and Shafer,
 *   2005, "Algorithmic Learning in a Random World", the Mondrian form).
 */
export interface OutcomeBand {
  readonly kind: 'rate' | 'spread'
  /** Share of cases the interval is to hold for. */
  readonly level: number
  /** Mean prediction of each stretch, rising. */
  readonly at: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** Outcomes are never lower: 0 for amounts that cannot be negative. */
  readonly floor: number | null
}

/** A stretch of fewer rows says too little; with less than two of them there is no band. */
const rowsAStretch = 100
const mostStretches = 20

export function rateBand(target: Float64Array, probability: Float64Array): OutcomeBand | null {
  const stretches = stretchesOf(probability)
  if (stretches.length < 2) return null
  const parts = stretches.map((rows) => {
    const share = mean(rows, target)
    return { at: mean(rows, probability), ...wilsonInterval(share, rows.length) }
  })
  return {
    kind: 'rate',
    level: 0.95,
    at: parts.map(({ at }) => at),
    low: parts.map(({ low }) => low),
    high: parts.map(({ high }) => high),
    floor: 0,
  }
}

export function spreadBand(target: Float64Array, predicted: Float64Array): OutcomeBand | null {
  const stretches = stretchesOf(predicted)
  if (stretches.length < 1) return null
  const level = 0.9
  const parts = stretches.map((rows) => {
    const errors = Float64Array.from(rows, (row) => target[row] - predicted[row]).sort()
    return {
      at: mean(rows, predicted),
      low: conformalQuantile(errors, (1 - level) / 2),
      high: conformalQuantile(errors, (1 + level) / 2),
    }
  })
  return {
    kind: 'spread',
    level,
    at: parts.map(({ at }) => at),
    low: parts.map(({ low }) => low),
    high: parts.map(({ high }) => high),
    floor: target.every((value) => value >= 0) ? 0 : null,
  }
}

/** The interval of one prediction, between stretches by linear interpolation; always around the prediction. */
export function intervalOf(
  band: OutcomeBand,
  predicted: number,
): { readonly low: number; readonly high: number; readonly level: number } {
  const low = interpolate(band.at, band.low, predicted)
  const high = interpolate(band.at, band.high, predicted)
  return band.kind === 'rate'
    ? { low: Math.min(low, predicted), high: Math.max(high, predicted), level: band.level }
    : {
        low: Math.max(predicted + Math.min(0, low), band.floor ?? -Infinity),
        high: predicted + Math.max(0, high),
        level: band.level,
      }
}

/** Row numbers by rising prediction, cut into stretches of equal size. */
function stretchesOf(predicted: Float64Array): Uint32Array[] {
  const order = Uint32Array.from(predicted.keys()).sort((a, b) => predicted[a] - predicted[b] || a - b)
  const count = Math.min(mostStretches, Math.floor(order.length / rowsAStretch))
  return Array.from({ length: count }, (_, index) =>
    order.subarray(
      Math.floor((index * order.length) / count),
      Math.floor(((index + 1) * order.length) / count),
    ),
  )
}

/** The order statistic at ceil((n + 1) q) for the upper tail and at floor((n + 1) q) for the lower. */
function conformalQuantile(sorted: Float64Array, share: number): number {
  const position = (sorted.length + 1) * share
  const rank = share > 0.5 ? Math.ceil(position) : Math.floor(position)
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]
}

function mean(rows: Uint32Array, values: Float64Array): number {
  let sum = 0
  for (const row of rows) sum += values[row]
  return sum / rows.length
}

function interpolate(at: readonly number[], values: readonly number[], x: number): number {
  const above = at.findIndex((place) => place >= x)
  if (above === -1) return values[values.length - 1]
  if (above === 0) return values[0]
  const share = (x - at[above - 1]) / (at[above] - at[above - 1])
  return values[above - 1] + share * (values[above] - values[above - 1])
}
