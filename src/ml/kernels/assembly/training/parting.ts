import { segmentOf } from './blocks'
import { codesOf, nodeRows, partingRows, rangeOf, sides } from './plan'

/**
 * Parts the member's rows of nodes, those that go left first; both sides keep their order.
 *
 * Orders: how many; of each four words: node, column, left child, right child. The sides of its codes are the i-th.
 * @returns where the orders end
 */
export function partNodes(list: usize, member: i32): usize {
  const count = load<i32>(list)
  for (let i = 0; i < count; i++) {
    const order = list + 4 + <usize>(i << 4)
    const range = rangeOf(load<i32>(order), member)
    const begin = load<u32>(range)
    const rows = load<u32>(range, 4)
    const left = partRows(codesOf(load<u32>(order, 4)), sides(i), begin, rows, member)
    setRange(load<i32>(order, 8), member, begin, left)
    setRange(load<i32>(order, 12), member, begin + left, rows - left)
  }
  return list + 4 + <usize>(count << 4)
}

function setRange(node: i32, member: i32, begin: u32, rows: u32): void {
  store<u32>(rangeOf(node, member), begin)
  store<u32>(rangeOf(node, member), rows, 4)
}

/** @returns how many go left */
function partRows(codes: usize, side: usize, begin: u32, count: u32, member: i32): u32 {
  let from = nodeRows() + (<usize>begin << 2)
  const end = from + (<usize>count << 2)
  let left = from
  const room = partingRows() + (segmentOf(member) << 2)
  let right = room
  // Both are written and one pointer moves: a branch here would be mispredicted half of the time.
  const unrolled = from + (<usize>(count & ~3) << 2)
  for (; from < unrolled; from += 16) {
    const a = load<u32>(from)
    const b = load<u32>(from, 4)
    const c = load<u32>(from, 8)
    const d = load<u32>(from, 12)
    const isA = <usize>load<u8>(side + <usize>load<u8>(codes + <usize>a)) << 2
    const isB = <usize>load<u8>(side + <usize>load<u8>(codes + <usize>b)) << 2
    const isC = <usize>load<u8>(side + <usize>load<u8>(codes + <usize>c)) << 2
    const isD = <usize>load<u8>(side + <usize>load<u8>(codes + <usize>d)) << 2
    store<u32>(left, a)
    store<u32>(right, a)
    left += isA
    right += 4 - isA
    store<u32>(left, b)
    store<u32>(right, b)
    left += isB
    right += 4 - isB
    store<u32>(left, c)
    store<u32>(right, c)
    left += isC
    right += 4 - isC
    store<u32>(left, d)
    store<u32>(right, d)
    left += isD
    right += 4 - isD
  }
  for (; from < end; from += 4) {
    const row = load<u32>(from)
    const isLeft = <usize>load<u8>(side + <usize>load<u8>(codes + <usize>row)) << 2
    store<u32>(left, row)
    store<u32>(right, row)
    left += isLeft
    right += 4 - isLeft
  }
  memory.copy(left, room, right - room)
  return count - <u32>((right - room) >> 2)
}
