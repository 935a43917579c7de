/**
 * Reorders the rows `rows[begin]` to `rows[end - 1]` so that those that go left come first. Both sides keep
 * their order, so a node's rows stay ascending and its sums do not depend on how it was reached.
 *
 * @param bins of the column split on, by row
 * @param goesLeft 1 or 0 by bin
 * @param scratch at least as long as the range
 * @returns where the right side begins
 */
export function partition(
  rows: Int32Array,
  begin: number,
  end: number,
  bins: Uint8Array,
  goesLeft: Uint8Array,
  scratch: Int32Array,
): number {
  let left = begin
  let right = 0
  for (let i = begin; i < end; i++) {
    const row = rows[i]
    // Both are written and one pointer moves: a branch here would be mispredicted half of the time.
    const isLeft = goesLeft[bins[row]]
    rows[left] = row
    scratch[right] = row
    left += isLeft
    right += 1 - isLeft
  }
  rows.set(scratch.subarray(0, right), left)
  return left
}
