import type { Interval } from '../metrics/interval.js'
import { normalDistribution, normalQuantile } from '../metrics/normal.js'

/** Rows that means are taken over: how much each counts, and who it is about. */
export interface CountedRows {
  readonly weights: Float64Array
  /** Rows with the same number are not independent of each other. */
  readonly groups: Uint32Array
  readonly groupCount: number
}

export interface MeanDifference {
  readonly inside: number
  readonly outside: number
  readonly difference: number
  /** Of the difference; robust to unequal spread and to dependence within groups. */
  readonly error: number
}

/**
 * How the mean of the rows inside differs from that of the rows outside.
 * @param inside 1 or 0 a row; both must occur
 */
export function meanDifference(values: Float64Array, inside: Uint8Array, rows: CountedRows): MeanDifference {
  const weight = [0, 0]
  const sum = [0, 0]
  inside.forEach((side, row) => {
    weight[side] += rows.weights[row]
    sum[side] += rows.weights[row] * values[row]
  })
  const mean = [sum[0] / weight[0], sum[1] / weight[1]]
  const error = errorOfSum(rows, (row) => {
    const side = inside[row]
    return (((side === 1 ? 1 : -1) * rows.weights[row]) / weight[side]) * (values[row] - mean[side])
  })
  return { inside: mean[1], outside: mean[0], difference: mean[1] - mean[0], error }
}

/** The mean of the rows inside, with the interval of so many deviations. */
export function meanInside(
  values: Float64Array,
  inside: Uint8Array,
  rows: CountedRows,
  deviations: number,
): Interval {
  let weight = 0
  let sum = 0
  inside.forEach((side, row) => {
    weight += side * rows.weights[row]
    sum += side * rows.weights[row] * values[row]
  })
  const value = sum / weight
  const error = errorOfSum(rows, (row) => (inside[row] * rows.weights[row] * (values[row] - value)) / weight)
  return { value, low: value - deviations * error, high: value + deviations * error }
}

/** Standard deviation of a sum of parts with mean 0, independent between groups. */
function errorOfSum({ groups, groupCount }: CountedRows, partOf: (row: number) => number): number {
  const sums = new Float64Array(groupCount)
  groups.forEach((group, row) => (sums[group] += partOf(row)))
  return Math.sqrt(sums.reduce((total, sum) => total + sum * sum, 0))
}

/** Chance of a difference so large or larger when there is none, of one side. */
export function chanceOf({ difference, error }: MeanDifference): number {
  return error > 0 ? normalDistribution(-difference / error) : difference > 0 ? 0 : 1
}

/** The deviations of an interval that holds for `count` means together (Bonferroni). */
export function jointDeviations(confidence: number, count: number): number {
  return -normalQuantile((1 - confidence) / (2 * Math.max(1, count)))
}

/**
 * Which of several chances stand, so that any one wrong among them has at most the level (Holm 1979).
 * @returns adjusted chances in the given order, at most 1
 */
export function holmAdjusted(chances: readonly number[]): number[] {
  const order = [...chances.keys()].sort((a, b) => chances[a] - chances[b])
  const adjusted = new Array<number>(chances.length)
  let largest = 0
  order.forEach((index, place) => {
    largest = Math.max(largest, Math.min(1, chances[index] * (chances.length - place)))
    adjusted[index] = largest
  })
  return adjusted
}
