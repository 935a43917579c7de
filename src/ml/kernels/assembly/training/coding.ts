import { BLOCK, blockCount } from './blocks'
import { codesOf, members, orders, panels, results, rows, stage } from './plan'

/**
 * Codes of staged numbers: how many thresholds are below each, by halving steps without a branch to mispredict.
 *
 * Orders: column, first row, how many rows, the code of NaN, steps of the ladder (i32 each); from 32 on the thresholds,
 * f64, filled up with infinity to 2^steps - 1.
 */
export function codeNumbers(member: i32): void {
  const count = <usize>load<u32>(orders(), 8)
  const target = codesOf(load<u32>(orders())) + <usize>load<u32>(orders(), 4)
  const missing = load<i32>(orders(), 12)
  const firstStep: i32 = load<i32>(orders(), 16) > 0 ? 1 << (load<i32>(orders(), 16) - 1) : 0
  const ladder = orders() + 32
  for (let from = <usize>member * BLOCK; from < count; from += <usize>members() * BLOCK) {
    const end = min(from + BLOCK, count)
    for (let row = from; row < end; row++) {
      const value = load<f64>(stage() + (row << 3))
      let below = 0
      for (let step = firstStep; step > 0; step >>= 1) {
        below += load<f64>(ladder + (<usize>(below + step - 1) << 3)) < value ? step : 0
      }
      store<u8>(target + row, value == value ? below : missing)
    }
  }
}

/** Codes of staged levels (i32, -1 is missing). Orders: column, first row, how many; from 32 on the code of each level, i32, that of missing first. */
export function codeLevels(member: i32): void {
  const count = <usize>load<u32>(orders(), 8)
  const target = codesOf(load<u32>(orders())) + <usize>load<u32>(orders(), 4)
  const table = orders() + 36
  for (let from = <usize>member * BLOCK; from < count; from += <usize>members() * BLOCK) {
    const end = min(from + BLOCK, count)
    for (let row = from; row < end; row++) {
      store<u8>(target + row, load<u32>(table + (<usize>load<i32>(stage() + (row << 2)) << 2)))
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
