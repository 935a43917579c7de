import { accumulator, activeColumns, activeCount, columnFacts, members, orders, results, slot } from './plan'
import { searchCategory } from './category-search'
import { searchNumbers } from './numeric-search'

/**
 * Sums the members' bins into histograms that are kept, and searches the best splits in them. Each member does some of
 * the columns.
 *
 * Orders: how many histograms to sum, then three words of each (which accumulator, the slot it goes to, and the slot of
 * the parent that becomes the other child's, or -1); how many nodes to search, then of each `Node` (see `node.ts`).
 * Results: the best split of each node and member (see `found.ts`).
 */
export function searchNodes(member: i32): void {
  const sums = load<i32>(orders())
  const searches = load<i32>(orders(), 4)
  const sumList = orders() + 8
  const nodeList = orders() + 8 + ((<usize>sums * 12 + 7) & ~7)
  for (let i = 0; i < searches; i++) store<i32>(foundOf(i, member), -1, 8)
  for (let active = member; active < activeCount(); active += members()) {
    const column = load<i32>(activeColumns() + <usize>(active << 2))
    for (let i = 0; i < sums; i++) {
      const order = sumList + <usize>(i * 12)
      sumColumn(column, load<i32>(order), load<i32>(order, 4), load<i32>(order, 8))
    }
    for (let i = 0; i < searches; i++) {
      const node = nodeList + <usize>(i << 6)
      if (!mayAsk(node, column)) continue
      const bins = slot(load<i32>(node)) + <usize>load<u32>(columnFacts(<usize>column), 4)
      if (load<i32>(columnFacts(<usize>column), 8) == 0) searchNumbers(node, column, bins, foundOf(i, member))
      else searchCategory(node, column, bins, foundOf(i, member), member)
    }
  }
}

/** Where a member writes the best split of the i-th node: 64 bytes (see `found.ts`). */
function foundOf(index: i32, member: i32): usize {
  return results() + (<usize>(index * members() + member) << 6)
}

/** Whether a node may be split by a column: a byte by column, where there is a list. */
function mayAsk(node: usize, column: i32): bool {
  const list = load<u32>(node, 52)
  return list == 0 || load<u8>(<usize>list + <usize>column) != 0
}

function sumColumn(column: i32, index: i32, target: i32, parent: i32): void {
  const count = <usize>load<u32>(columnFacts(<usize>column)) << 3
  const start = <usize>load<u32>(columnFacts(<usize>column), 4)
  const from = <usize>column << 11
  const to = slot(target) + start
  const team = members()
  const first = accumulator(index, 0) + from
  if (team == 1) memory.copy(to, first, count)
  else {
    const second = accumulator(index, 1) + from
    addBins(to, first, second, count)
    for (let member = 2; member < team; member++) addBins(to, to, accumulator(index, member) + from, count)
  }
  if (parent < 0) return
  const rest = slot(parent) + start
  let i: usize = 0
  for (; i + 16 <= count; i += 16) v128.store(rest + i, i64x2.sub(v128.load(rest + i), v128.load(to + i)))
  if (i < count) store<i64>(rest + i, load<i64>(rest + i) - load<i64>(to + i))
}

function addBins(to: usize, first: usize, second: usize, count: usize): void {
  let i: usize = 0
  for (; i + 16 <= count; i += 16) v128.store(to + i, i64x2.add(v128.load(first + i), v128.load(second + i)))
  if (i < count) store<i64>(to + i, load<i64>(first + i) + load<i64>(second + i))
}
