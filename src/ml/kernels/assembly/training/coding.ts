import { BLOCK, blockCount } from './blocks'
import { codesOf, members, orders, panels, results, rows, stage } from './plan'

@inline
function isBelow(ladder: usize, place: usize, value: f64): usize {
  return usize(load<f64>(ladder + (place << 3)) < value)
}

/**
 * Codes of staged numbers: how many thresholds are below each, in eight halving steps without a branch to mispredict.
 *
 * Orders: column, first row, how many rows, the code of NaN (i32 each); from 32 on 255 thresholds, f64, filled up with
 * infinity.
 */
export function codeNumbers(member: i32): void {
  const count = <usize>load<u32>(orders(), 8)
  const target = codesOf(load<u32>(orders())) + <usize>load<u32>(orders(), 4)
  const missing = <usize>load<u32>(orders(), 12)
  const ladder = orders() + 32
  const values = stage()
  for (let from = <usize>member * BLOCK; from < count; from += <usize>members() * BLOCK) {
    const end = min(from + BLOCK, count)
    for (let row = from; row < end; row++) {
      const value = load<f64>(values + (row << 3))
      let below = isBelow(ladder, 127, value) << 7
      below += isBelow(ladder, below + 63, value) << 6
      below += isBelow(ladder, below + 31, value) << 5
      below += isBelow(ladder, below + 15, value) << 4
      below += isBelow(ladder, below + 7, value) << 3
      below += isBelow(ladder, below + 3, value) << 2
      below += isBelow(ladder, below + 1, value) << 1
      below += isBelow(ladder, below, value)
      store<u8>(target + row, value == value ? below : missing)
    }
  }
}

/**
 * Codes of staged levels (i32, -1 is missing). Orders: column, first row, how many; from 32 on the code of each level,
 * i32, that of missing first.
 */
export function codeLevels(member: i32): void {
  const count = <usize>load<u32>(orders(), 8)
  const target = codesOf(load<u32>(orders())) + <usize>load<u32>(orders(), 4)
  const table = orders() + 36
  const levels = stage()
  for (let from = <usize>member * BLOCK; from < count; from += <usize>members() * BLOCK) {
    const end = min(from + BLOCK, count)
    for (let row = from; row < end; row++) {
      store<u8>(target + row, load<u32>(table + (<usize>load<i32>(levels + (row << 2)) << 2)))
    }
  }
}

/** Which codes the rows that are learned from have. Orders: column. Result: by member 256 bytes, 1 where there is one. */
export function findPopulated(member: i32): void {
  const codes = codesOf(load<u32>(orders()))
  const flags = results() + (<usize>member << 8)
  memory.fill(flags, 0, 256)
  for (let block = <usize>member; block < blockCount(); block += <usize>members()) {
    const end = min((block + 1) * BLOCK, rows())
    for (let row = block * BLOCK; row < end; row++) store<u8>(flags + <usize>load<u8>(codes + row), 1)
  }
}

/** Copies the codes of up to 32 columns row by row. Orders: which panel, how many columns. */
export function fillPanel(member: i32): void {
  const facts = panels() + <usize>(load<u32>(orders()) * 12)
  const columns = <usize>load<u32>(orders(), 4)
  const width = <usize>load<u32>(facts, 4)
  const first = <usize>load<u32>(facts, 8)
  for (let block = <usize>member; block < blockCount(); block += <usize>members()) {
    const end = min((block + 1) * BLOCK, rows())
    for (let i: usize = 0; i < columns; i++) {
      const codes = codesOf(first + i)
      let to = <usize>load<u32>(facts) + block * BLOCK * width + i
      for (let row = block * BLOCK; row < end; row++) {
        store<u8>(to, load<u8>(codes + row))
        to += width
      }
    }
  }
}
