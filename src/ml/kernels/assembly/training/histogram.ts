import { BLOCK, blockCount } from './blocks'
import { accumulator, activeColumns, activeCount, columnFacts, groupCount, groups, members, nodeRows, packed, panels, rangeOf, rows, scratch } from './plan'

/** Rows gathered before their bins are summed: few enough that all they need stays in the first cache. */
const GATHERED: u32 = 256
/** Gathered rows are so many bytes apart. */
const ROW: usize = 32
/** Behind the gathered codes: their derivatives. */
const VALUES: usize = 8192

/** Bins are eight bytes, so a code is shifted by three less than its place in the word. */
const MASK: u32 = 2040

/** Adds one value to a bin of each of four columns, whose bins begin 2 KiB apart. */
@inline
function addToFour(codes: u32, value: i64, bins: usize): void {
  let at = bins + <usize>((codes << 3) & MASK)
  store<i64>(at, load<i64>(at) + value)
  at = bins + <usize>((codes >> 5) & MASK)
  store<i64>(at, load<i64>(at, 2048) + value, 2048)
  at = bins + <usize>((codes >> 13) & MASK)
  store<i64>(at, load<i64>(at, 4096) + value, 4096)
  at = bins + <usize>((codes >> 21) & MASK)
  store<i64>(at, load<i64>(at, 6144) + value, 6144)
}

function addFours(codes: usize, step: usize, values: usize, count: u32, bins: usize): void {
  for (const end = values + (<usize>count << 3); values < end; values += 8) {
    addToFour(load<u32>(codes), load<i64>(values), bins)
    codes += step
  }
}

function addEights(codes: usize, step: usize, values: usize, count: u32, bins: usize): void {
  for (const end = values + (<usize>count << 3); values < end; values += 8) {
    const word = load<u64>(codes)
    const value = load<i64>(values)
    addToFour(<u32>word, value, bins)
    addToFour(<u32>(word >> 32), value, bins + 8192)
    codes += step
  }
}

/** Adds rows whose codes and derivatives stand together to the bins of those columns of a panel that are needed. */
function addRows(panel: i32, codes: usize, step: usize, values: usize, count: u32, bins: usize): void {
  for (let group = 0; group < groupCount(); group++) {
    const at = groups() + <usize>(group * 12)
    if (load<i32>(at) != panel) continue
    const byte = <usize>load<u32>(at, 4)
    if (load<u32>(at, 8) == 8) addEights(codes + byte, step, values, count, bins + (byte << 11))
    else addFours(codes + byte, step, values, count, bins + (byte << 11))
  }
}

/** Brings the codes of scattered rows, and their derivatives, next to each other. */
function gather(codes: usize, width: usize, list: usize, count: u32, target: usize): void {
  const values = packed()
  if (width == 32) {
    for (let i: usize = 0; i < <usize>count; i++) {
      const row = <usize>load<u32>(list + (i << 2))
      const from = codes + (row << 5)
      const to = target + i * ROW
      v128.store(to, v128.load(from))
      v128.store(to, v128.load(from, 16), 16)
      store<i64>(target + (i << 3), load<i64>(values + (row << 3)), VALUES)
    }
  } else if (width == 16) {
    for (let i: usize = 0; i < <usize>count; i++) {
      const row = <usize>load<u32>(list + (i << 2))
      v128.store(target + i * ROW, v128.load(codes + (row << 4)))
      store<i64>(target + (i << 3), load<i64>(values + (row << 3)), VALUES)
    }
  } else {
    for (let i: usize = 0; i < <usize>count; i++) {
      const row = <usize>load<u32>(list + (i << 2))
      store<u64>(target + i * ROW, load<u64>(codes + (row << 3)))
      store<i64>(target + (i << 3), load<i64>(values + (row << 3)), VALUES)
    }
  }
}

function clear(bins: usize): void {
  for (let i = 0; i < activeCount(); i++) {
    const column = <usize>load<u32>(activeColumns() + <usize>(i << 2))
    memory.fill(bins + (column << 11), 0, <usize>load<u32>(columnFacts(column)) << 3)
  }
}

/** Sums the member's rows of a node by bin. */
export function fillNode(node: i32, bins: usize, member: i32): void {
  clear(bins)
  const range = rangeOf(node, member)
  const begin = nodeRows() + (<usize>load<u32>(range) << 2)
  const count = load<u32>(range, 4)
  const room = scratch(member)
  let previous = -1
  for (let group = 0; group < groupCount(); group++) {
    const panel = load<i32>(groups() + <usize>(group * 12))
    if (panel == previous) continue
    previous = panel
    const facts = panels() + <usize>(panel * 12)
    const first = bins + (<usize>load<u32>(facts, 8) << 11)
    for (let done: u32 = 0; done < count; done += GATHERED) {
      const some = min<u32>(GATHERED, count - done)
      gather(<usize>load<u32>(facts), <usize>load<u32>(facts, 4), begin + (<usize>done << 2), some, room)
      addRows(panel, room, ROW, room + VALUES, some, first)
    }
  }
}

/** Sums all of the member's rows by bin, as they lie in the panels: for a tree that sees every row. */
export function fillAll(member: i32): void {
  const bins = accumulator(0, member)
  clear(bins)
  for (let block = <usize>member; block < blockCount(); block += <usize>members()) {
    const end = min((block + 1) * BLOCK, rows())
    for (let row = block * BLOCK; row < end; row += GATHERED) {
      let previous = -1
      const count = <u32>min<usize>(GATHERED, end - row)
      for (let group = 0; group < groupCount(); group++) {
        const panel = load<i32>(groups() + <usize>(group * 12))
        if (panel == previous) continue
        previous = panel
        const facts = panels() + <usize>(panel * 12)
        const width = <usize>load<u32>(facts, 4)
        const first = bins + (<usize>load<u32>(facts, 8) << 11)
        addRows(panel, <usize>load<u32>(facts) + row * width, width, packed() + (row << 3), count, first)
      }
    }
  }
}

/** Orders: how many nodes, then each node; the i-th goes to the i-th accumulator. */
export function fillNodes(list: usize, member: i32): void {
  const count = load<i32>(list)
  for (let i = 0; i < count; i++) fillNode(load<i32>(list + <usize>(i << 2), 4), accumulator(i, member), member)
}
