/**
 * Trees of any shape, node by node, eight rows at a time so that none waits for another's memory.
 *
 * A node (16 bytes): 0 column, 4 sides by signed code (0 left, 1 right), 8 left child, 12 right child. All leaves
 * follow all inner nodes. A leaf is its own left child and has only left sides, so a row that has arrived stays.
 */
export const NODE: usize = 16

/** Steps between two looks at whether all have arrived. */
const STRIDE: u32 = 4

/** @param codes of the row, at the block's distance from column to column */
export function step(node: usize, codes: usize): usize {
  const code = <isize>load<i8>(codes + <usize>load<u32>(node))
  const right = <usize>load<u8>(<usize>(<isize>load<u32>(node, 4) + code))
  return <usize>load<u32>(node + (right << 2), 8)
}

/**
 * @param codes of the first of eight rows
 * @param numbers room for the leaf of each row, 4 bytes each
 */
export function leavesByWalking(root: usize, firstLeaf: usize, codes: usize, numbers: usize): void {
  let a = root
  let b = root
  let c = root
  let d = root
  let e = root
  let f = root
  let g = root
  let h = root
  while (min(min(min(a, b), min(c, d)), min(min(e, f), min(g, h))) < firstLeaf) {
    for (let i: u32 = 0; i < STRIDE; i++) {
      a = step(a, codes)
      b = step(b, codes + 1)
      c = step(c, codes + 2)
      d = step(d, codes + 3)
      e = step(e, codes + 4)
      f = step(f, codes + 5)
      g = step(g, codes + 6)
      h = step(h, codes + 7)
    }
  }
  store<u32>(numbers, <u32>((a - firstLeaf) >> 4))
  store<u32>(numbers, <u32>((b - firstLeaf) >> 4), 4)
  store<u32>(numbers, <u32>((c - firstLeaf) >> 4), 8)
  store<u32>(numbers, <u32>((d - firstLeaf) >> 4), 12)
  store<u32>(numbers, <u32>((e - firstLeaf) >> 4), 16)
  store<u32>(numbers, <u32>((f - firstLeaf) >> 4), 20)
  store<u32>(numbers, <u32>((g - firstLeaf) >> 4), 24)
  store<u32>(numbers, <u32>((h - firstLeaf) >> 4), 28)
}
