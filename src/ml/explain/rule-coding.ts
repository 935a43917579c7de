import type { CategoryColumn, Column, NumericColumn } from '../frame.js'
import { quantileEdges } from './intervals.js'
import type { Condition } from './rule.js'

/** Intervals of a numeric column, at quantiles or between all distinct values. */
const MOST_INTERVALS = 32
/** Levels of a category that have a condition of their own: the most frequent. */
const MOST_LEVELS = 60

/** A column in few codes, and the conditions that sets of codes stand for. */
export interface CodedColumn {
  readonly name: string
  readonly codes: Uint8Array
  readonly codeCount: number
  readonly conditions: readonly CodedCondition[]
}

/** A condition that is met by the codes from `from` up to, without, `to`. */
export interface CodedCondition {
  readonly condition: Condition
  readonly from: number
  readonly to: number
}

/** @param leastRows fewer rows than this make no level of their own */
export function codeColumn(column: Column, leastRows: number): CodedColumn {
  return column.kind === 'numeric' ? codeNumbers(column) : codeLevels(column, leastRows)
}

/** Code 0 is missing; code i is above i - 1 of the cuts. */
function codeNumbers({ name, values }: NumericColumn): CodedColumn {
  const cuts = readableCuts(values)
  const codes = Uint8Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0
    let code = 1
    while (code <= cuts.length && value > cuts[code - 1]) code++
    return code
  })
  const codeCount = cuts.length + 2
  const conditions: CodedCondition[] = cuts.flatMap((cut, i) => [
    { condition: { kind: 'range', column: name, upTo: cut }, from: 1, to: i + 2 },
    { condition: { kind: 'range', column: name, above: cut }, from: i + 2, to: codeCount },
  ])
  conditions.push({ condition: { kind: 'missing', column: name }, from: 0, to: 1 })
  return { name, codes, codeCount, conditions }
}

/** Code 0 is missing, 1 a rare level, 2 and more are levels. */
function codeLevels({ name, codes, levels }: CategoryColumn, leastRows: number): CodedColumn {
  const counts = new Float64Array(levels.length)
  for (const code of codes) if (code >= 0) counts[code]++
  const frequent = [...counts.keys()]
    .filter((code) => counts[code] >= leastRows)
    .sort((a, b) => counts[b] - counts[a])
    .slice(0, MOST_LEVELS)
  const place = new Uint8Array(levels.length).fill(1)
  frequent.forEach((code, i) => (place[code] = i + 2))
  return {
    name,
    codes: Uint8Array.from(codes, (code) => (code < 0 ? 0 : place[code])),
    codeCount: frequent.length + 2,
    conditions: [
      ...frequent.map((code, i): CodedCondition => {
        return { condition: { kind: 'level', column: name, level: levels[code] }, from: i + 2, to: i + 3 }
      }),
      { condition: { kind: 'missing', column: name }, from: 0, to: 1 },
    ],
  }
}

/** Numbers that part the values near their quantiles, with as few digits as part them in the same way. */
function readableCuts(values: ArrayLike<number>): number[] {
  const sorted = Float64Array.from(values)
    .filter((value) => Number.isFinite(value))
    .sort()
  const edges = quantileEdges(sorted, MOST_INTERVALS)
  return edges.slice(0, -1).map((edge) => shortestFrom(edge, nextAbove(sorted, edge)))
}

function nextAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] > value) high = middle
    else low = middle + 1
  }
  return sorted[low]
}

/** The number of fewest significant digits in [from, below). */
export function shortestFrom(from: number, below: number): number {
  if (from <= 0 && below > 0) return 0
  for (let digits = 1; digits < 17; digits++) {
    const step = 10 ** (Math.floor(Math.log10(Math.abs(from))) + 1 - digits)
    const candidate = Number((Math.ceil(from / step) * step).toPrecision(digits))
    if (candidate >= from && candidate < below) return candidate
  }
  return from
}
