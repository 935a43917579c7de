/**
 * Ends of intervals: all distinct known values where they are few, else the least value and then quantiles (the
 * smallest value with at least that share at or below it), so that intervals hold about as many values each.
 * Distinct, ascending; one for a constant, none without known values.
 * @param most intervals
 */
export function quantileEdges(values: ArrayLike<number>, most: number): number[] {
  const known = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
  if (known.length === 0) return []
  const distinct = known.filter((value, i) => i === 0 || value !== known[i - 1])
  if (distinct.length <= most + 1) return [...distinct]
  const edges = [known[0]]
  for (let i = 1; i <= most; i++) {
    const value = known[Math.ceil((i * known.length) / most) - 1]
    if (value > edges[edges.length - 1]) edges.push(value)
  }
  return edges
}

/** Which rows lie inside, and in which interval: above its lower end, up to its upper; the first takes both. */
export interface Intervals {
  readonly rows: Uint32Array
  /** One for each of `rows`, from 0. */
  readonly interval: Int32Array
}

/** @param edges ascending; interval i lies between edges i and i + 1 */
export function intervalsOf(values: ArrayLike<number>, edges: readonly number[]): Intervals {
  const rows: number[] = []
  const interval: number[] = []
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (edges.length < 2 || !(value >= edges[0] && value <= edges[edges.length - 1])) continue
    rows.push(row)
    interval.push(Math.max(0, firstAtLeast(edges, value) - 1))
  }
  return { rows: Uint32Array.from(rows), interval: Int32Array.from(interval) }
}

/** Place of the first edge that is not below the value. */
function firstAtLeast(edges: readonly number[], value: number): number {
  let low = 0
  let high = edges.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (edges[middle] >= value) high = middle
    else low = middle + 1
  }
  return low
}
