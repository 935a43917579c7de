import { Random } from '../../shared/random.js'

/** The value at which a column stops lowering predictions and begins to raise them, or the other way round. */
export interface TurningPoint {
  readonly value: number
  /** Where it lies in 95 of 100 repetitions with other rows. */
  readonly low: number
  readonly high: number
  /** On which side of `value` the column raises predictions. */
  readonly direction: 'above' | 'below'
}

export interface TurningPointOptions {
  readonly seed?: number
  /** Bootstrap repetitions. */
  readonly repetitions?: number
  /** Most rows used; more are thinned out evenly after sorting by value. */
  readonly rows?: number
}

/** Below so much of the contributions on their right side there is no single turn: a U shape has 0.5. */
const LEAST_AGREEMENT = 0.7
/** Below so many of the repetitions with the same turn it is not one to report. */
const LEAST_CERTAINTY = 0.8
const INTERVAL = 0.95

/**
 * Finds where the effect of a numeric column turns, from its SHAP dependence.
 *
 * With the rows sorted by value, the running sum of contributions falls while they are below zero and rises
 * while they are above, so its lowest point (highest, when small values raise) is where the smoothed
 * contribution crosses zero; no bandwidth has to be chosen. The interval is the percentile bootstrap over rows
 * (Efron and Tibshirani, "An introduction to the bootstrap", 1993).
 *
 * @param values of the column, one a row; rows that are not finite are left out
 * @param contributions of the column, one a row, in any unit in which 0 means no effect
 * @returns undefined when there is no turn: no effect, one sign throughout, several turns, or too few rows to
 *   tell it from chance
 */
export function turningPoint(
  values: Float64Array,
  contributions: Float64Array,
  { seed = 0, repetitions = 200, rows = 4000 }: TurningPointOptions = {},
): TurningPoint | undefined {
  const points = sortedPoints(values, contributions, rows)
  const found = turnOf(points, new Uint16Array(points.values.length).fill(1))
  if (found === undefined) return undefined

  const random = new Random(seed)
  const repeated: number[] = []
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const turn = turnOf(points, resample(points.values.length, random))
    if (turn?.direction === found.direction) repeated.push(turn.value)
  }
  if (repeated.length < LEAST_CERTAINTY * repetitions) return undefined

  repeated.sort((a, b) => a - b)
  const at = (share: number): number => repeated[Math.round(share * (repeated.length - 1))]
  const tail = (1 - INTERVAL) / 2
  return {
    ...found,
    low: Math.min(found.value, at(tail)),
    high: Math.max(found.value, at(1 - tail)),
  }
}

interface Points {
  /** Ascending. */
  readonly values: Float64Array
  readonly contributions: Float64Array
}

function sortedPoints(values: Float64Array, contributions: Float64Array, most: number): Points {
  const known = Uint32Array.from(values.keys()).filter((row) => Number.isFinite(values[row]))
  known.sort((a, b) => values[a] - values[b] || a - b)
  const kept =
    known.length <= most
      ? known
      : Uint32Array.from({ length: most }, (_, i) => known[Math.floor(((i + 0.5) * known.length) / most)])
  return {
    values: Float64Array.from(kept, (row) => values[row]),
    contributions: Float64Array.from(kept, (row) => contributions[row]),
  }
}

/** How often each point is drawn, when as many are drawn as there are, with replacement. */
function resample(size: number, random: Random): Uint16Array {
  const times = new Uint16Array(size)
  for (let i = 0; i < size; i++) times[random.below(size)]++
  return times
}

/** The turn of the points, each counted so many times. */
function turnOf(
  { values, contributions }: Points,
  times: Uint16Array,
): Pick<TurningPoint, 'value' | 'direction'> | undefined {
  let sum = 0
  let absolute = 0
  let lowest = 0
  let highest = 0
  let lowestAt = -1
  let highestAt = -1
  let last = -1
  for (let i = 0; i < values.length; i++) {
    if (times[i] === 0) continue
    // The running sum counts between different values only.
    if (last >= 0 && values[i] > values[last]) {
      if (sum < lowest) [lowest, lowestAt] = [sum, i]
      if (sum > highest) [highest, highestAt] = [sum, i]
    }
    sum += times[i] * contributions[i]
    absolute += times[i] * Math.abs(contributions[i])
    last = i
  }
  const raisedAbove = sum - 2 * lowest
  const raisedBelow = 2 * highest - sum
  const above = raisedAbove >= raisedBelow
  const at = above ? lowestAt : highestAt
  if (at < 0 || Math.max(raisedAbove, raisedBelow) < LEAST_AGREEMENT * absolute) return undefined
  // Both sides must have their own sign: a column that only ever lowers does not turn.
  if (above ? sum <= lowest : sum >= highest) return undefined
  return { value: halfway(values, at), direction: above ? 'above' : 'below' }
}

/** Halfway between a value and the one below it. */
function halfway(values: Float64Array, at: number): number {
  let below = at - 1
  while (values[below] === values[at]) below--
  return values[below] / 2 + values[at] / 2
}
