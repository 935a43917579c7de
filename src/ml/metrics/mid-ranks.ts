import type { Numbers } from './numbers.js'

/**
 * The rank of each value from 1 up; equal values share the mean of the ranks they cover.
 * @param values no NaN (its rank would be arbitrary)
 */
export function midRanks(values: Numbers): Float64Array {
  const order = new Uint32Array(values.length).map((_, index) => index)
  order.sort((a, b) => values[a] - values[b])
  const ranks = new Float64Array(values.length)
  for (let start = 0; start < order.length;) {
    let end = start + 1
    while (end < order.length && values[order[end]] === values[order[start]]) end++
    for (let position = start; position < end; position++) ranks[order[position]] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}
