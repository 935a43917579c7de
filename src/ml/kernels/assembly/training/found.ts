/*
 * The best split of a node that a member has found: 64 bytes.
 *
 *   0 gain above what is needed, f64       8 column, i32; -1 is none
 *  12 cut, i32: codes up to it go left; -1 is a category
 *  16 sum of the left side's derivatives, i64
 *  24 whether missing values go left, i32
 *  28 whether it sorted levels, and so has their penalty, i32
 *  32 categories: the codes that go left, a bit each
 */

/** Whether a gain is the best of a node so far. The member meets columns in ascending order, so the first stays. */
@inline
export function isBetter(found: usize, gain: f64): bool {
  return gain > 0 && (load<i32>(found, 8) < 0 || gain > load<f64>(found))
}

export function keep(found: usize, gain: f64, column: i32, cut: i32, left: i64, missingLeft: bool, sorted: bool): void {
  store<f64>(found, gain)
  store<i32>(found, column, 8)
  store<i32>(found, cut, 12)
  store<i64>(found, left, 16)
  store<i32>(found, <i32>missingLeft, 24)
  store<i32>(found, <i32>sorted, 28)
}

export function clearCodes(found: usize): void {
  memory.fill(found + 32, 0, 32)
}

export function addCode(found: usize, code: i32): void {
  const at = found + 32 + <usize>(code >> 3)
  store<u8>(at, load<u8>(at) | (<u8>1 << <u8>(code & 7)))
}
