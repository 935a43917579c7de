/** The numbers next to a number, for comparisons that must fall on the same side in another program. */

const bits = new DataView(new ArrayBuffer(8))

/** The largest double below a finite or infinite number. */
export function doubleBelow(value: number): number {
  if (value === -Infinity) return value
  if (value === 0) return -Number.MIN_VALUE
  bits.setFloat64(0, value)
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n))
  return bits.getFloat64(0)
}

/** The largest single-precision number below one of single precision. */
export function singleBelow(value: number): number {
  if (value === -Infinity) return value
  bits.setFloat32(0, value === 0 ? -0 : value)
  bits.setInt32(0, bits.getInt32(0) + (value > 0 ? -1 : 1))
  return bits.getFloat32(0)
}

export function singleAbove(value: number): number {
  return -singleBelow(-value)
}

/** The largest single-precision number that is not above a double: rounding down instead of to the nearest. */
export function singleAtMost(value: number): number {
  const nearest = Math.fround(value)
  return nearest > value ? singleBelow(nearest) : nearest
}

/**
 * The largest double that rounds to no more than a single-precision number. A double is at most the one exactly
 * when its rounding is at most the other.
 */
export function doubleRoundingTo(single: number): number {
  if (!Number.isFinite(single)) return single
  const above = singleAbove(single)
  // Infinity is rounded to from where the next number would be.
  const middle = single / 2 + (Number.isFinite(above) ? above : 2 ** 128) / 2
  return Math.fround(middle) <= single ? middle : doubleBelow(middle)
}
