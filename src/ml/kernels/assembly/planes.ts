/**
 * Trees of few leaves, 64 rows at a time without a branch: QuickScorer (Lucchese et al. 2015) over bytes. Every split
 * that a row passes on the right strikes out the leaves on its left; the row's leaf is the first that is left.
 * Leaves are bits, eight a plane. For each plane come the splits that have leaves of it on their left:
 *
 * a plane: 4 bytes that tell how many splits, then 8 bytes each: 0 column, 4 cut, 5 the leaves on its left.
 * Planes follow each other from the last to the first.
 *
 * @param codes of the first of 64 rows
 * @param leaves room for the number of the leaf of each row, a byte each
 */
export function leavesByPlanes(planes: usize, planeCount: u32, codes: usize, leaves: usize): void {
  const zero = i8x16.splat(0)
  let alive0 = zero
  let alive1 = zero
  let alive2 = zero
  let alive3 = zero
  let first0 = zero
  let first1 = zero
  let first2 = zero
  let first3 = zero
  for (let plane = <i32>planeCount - 1; plane >= 0; plane--) {
    const end = planes + 4 + ((<usize>load<u32>(planes)) << 3)
    let struck0 = zero
    let struck1 = zero
    let struck2 = zero
    let struck3 = zero
    for (let split = planes + 4; split < end; split += 8) {
      const column = codes + <usize>load<u32>(split)
      const cut = v128.load8_splat(split, 4)
      const left = v128.load8_splat(split, 5)
      struck0 = v128.or(struck0, v128.and(i8x16.gt_s(v128.load(column), cut), left))
      struck1 = v128.or(struck1, v128.and(i8x16.gt_s(v128.load(column, 16), cut), left))
      struck2 = v128.or(struck2, v128.and(i8x16.gt_s(v128.load(column, 32), cut), left))
      struck3 = v128.or(struck3, v128.and(i8x16.gt_s(v128.load(column, 48), cut), left))
    }
    planes = end
    const number = i8x16.splat(<i8>(plane << 3))
    const full = i8x16.splat(-1)
    const none0 = i8x16.eq(struck0, full)
    const none1 = i8x16.eq(struck1, full)
    const none2 = i8x16.eq(struck2, full)
    const none3 = i8x16.eq(struck3, full)
    alive0 = v128.bitselect(alive0, v128.not(struck0), none0)
    alive1 = v128.bitselect(alive1, v128.not(struck1), none1)
    alive2 = v128.bitselect(alive2, v128.not(struck2), none2)
    alive3 = v128.bitselect(alive3, v128.not(struck3), none3)
    first0 = v128.bitselect(first0, number, none0)
    first1 = v128.bitselect(first1, number, none1)
    first2 = v128.bitselect(first2, number, none2)
    first3 = v128.bitselect(first3, number, none3)
  }
  v128.store(leaves, leafOf(alive0, first0))
  v128.store(leaves, leafOf(alive1, first1), 16)
  v128.store(leaves, leafOf(alive2, first2), 32)
  v128.store(leaves, leafOf(alive3, first3), 48)
}

/** The number of the lowest bit that is set. */
function leafOf(alive: v128, first: v128): v128 {
  const below = v128.andnot(i8x16.sub(alive, i8x16.splat(1)), alive)
  return i8x16.add(first, i8x16.popcnt(below))
}
