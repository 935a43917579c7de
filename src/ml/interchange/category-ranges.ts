/**
 * A set of categories as the numbers at which it begins and ends: ascending; the first is its least member, the
 * second the first number above it that is none, and so on. Small however many categories it holds.
 */
export type CategoryRanges = Float64Array

/** @param members ascending; one that comes twice counts once */
export function rangesOf(members: Iterable<number>): CategoryRanges {
  const ranges: number[] = []
  for (const member of members) {
    if (ranges.length > 0 && ranges[ranges.length - 1] >= member) ranges[ranges.length - 1] = member + 1
    else ranges.push(member, member + 1)
  }
  return Float64Array.from(ranges)
}
