/**
 * Where everything lies in the memory of one fit: words of 32 bits that the fit writes once, in the order of
 * `planFields` in `src/ml/growing/kernel-plan.ts`, and some of them again for each tree.
 */
const PLAN: usize = 4096

@inline
function field(index: usize): usize {
  return load<u32>(PLAN + (index << 2))
}

@inline
export function members(): i32 {
  return <i32>field(0)
}
/** Rows that are learned from. */
@inline
export function rows(): usize {
  return field(1)
}
/** Bytes from one column of codes to the next. */
@inline
export function columnBytes(): usize {
  return field(2)
}
/** Codes, a byte each, column after column. */
@inline
export function codesOf(column: usize): usize {
  return field(3) + column * field(2)
}
/** Panels: three words each (address, bytes of a row, first column). */
@inline
export function panels(): usize {
  return field(4)
}
/** First derivatives of the output that a tree is grown for, f32 by row. */
@inline
export function gradients(): usize {
  return field(5)
}
/** Second derivatives, f32 by row. */
@inline
export function hessians(): usize {
  return field(6)
}
/** How often the tree sees each row, a byte each; 0 where it sees every row once. */
@inline
export function counts(): usize {
  return field(7)
}
/** Both derivatives in fixed point, i64 by row: the gradient above 32 bits of hessian. */
@inline
export function packed(): usize {
  return field(8)
}
/** Scores of the output that a tree is grown for, f64 by row; validation rows follow those that are learned from. */
@inline
export function scores(): usize {
  return field(9)
}
/** f64 by row. */
@inline
export function targets(): usize {
  return field(10)
}
/** f64 by row; 0 where every row weighs 1. */
@inline
export function weights(): usize {
  return field(11)
}
/** The rows of the nodes, i32: each member's own rows stand together, those of a node of them too. */
@inline
export function nodeRows(): usize {
  return field(12)
}
/** Room for the rows that go right while they are parted; as long as `nodeRows`. */
@inline
export function partingRows(): usize {
  return field(13)
}
/** By node and member: where its rows begin in `nodeRows`, and how many they are. */
@inline
export function rangeOf(node: i32, member: i32): usize {
  return field(14) + ((<usize>node * field(0) + <usize>member) << 3)
}
/** A member's sums by bin of one of the nodes that are counted at a time: 256 bins of i64 for each column. */
@inline
export function accumulator(index: i32, member: i32): usize {
  return field(15) + (<usize>index * field(0) + <usize>member) * field(16)
}
/** A histogram that is kept: as many bins of i64 for each column as it has codes, from `startOf` on. */
@inline
export function slot(index: i32): usize {
  return field(17) + <usize>index * field(18)
}
/**
 * Four words of each column: how many codes; where its bins begin in a slot, in bytes; 0 numeric or 1 category; numeric:
 * the sign that its effect must have, or 0; category: how many codes the rows have.
 */
@inline
export function columnFacts(column: usize): usize {
  return field(19) + (column << 4)
}
/** The columns that the tree may split on, i32. */
@inline
export function activeColumns(): usize {
  return field(20)
}
@inline
export function activeCount(): i32 {
  return <i32>field(21)
}
/** Fours and eights of neighbouring columns with an active one among them: panel, byte in it, width. */
@inline
export function groups(): usize {
  return field(22)
}
@inline
export function groupCount(): i32 {
  return <i32>field(23)
}
/** What an operation is told, and where it writes what it found. */
@inline
export function orders(): usize {
  return field(24)
}
@inline
export function results(): usize {
  return field(25)
}
/** 16 KiB of a member's own. */
@inline
export function scratch(member: i32): usize {
  return field(26) + (<usize>member << 14)
}
/** What splits must satisfy: see `search.ts`. */
@inline
export function limits(): usize {
  return field(27)
}
/** Values on their way to codes. */
@inline
export function stage(): usize {
  return field(28)
}
/** The side of each code at a split, 256 bytes a split. */
@inline
export function sides(index: i32): usize {
  return field(29) + (<usize>index << 8)
}
