import { addLeaf, columnBytes, columnsOf } from './leaf-values'
import { codeRow } from './row-coding'

/**
 * Shapley values of trees for a single row. Leaves that lie together and have few columns are looked up in tables
 * (`row-tables.ts`), the others are computed (`leaf-values.ts`).
 *
 * The work (`src/ml/explain/row-explainer.ts`), 4 bytes each: 0 inputs, 4 how many, 8 source, 12 codes, 16 whether
 * single, 20 groups, 24 their values, 28 how many, 32 leaves, 36 how many, 40 values, 44 bytes of them, 48 room for
 * what is found of each group, 52 room for what is not met, 56 to work with a leaf.
 *
 * A group: 0 table, 4 tests, 6 log2 of the bytes that the table has for a combination of bits; from 8 on the tests, 8
 * bytes each: 0 by signed code 255 where the row fails, 4 a bit, and from the 9th bit on which code is asked.
 * Its values: 0 columns; from 4 on where the value of each column is, 4 bytes each.
 * A test of a leaf (12 bytes): 0 by signed code 255 where the row fails, 4 which code, 8 which of the leaf's columns.
 */
export function explainRow(job: usize): void {
  const codes = <usize>load<u32>(job, 12)
  codeRow(
    <usize>load<u32>(job),
    load<u32>(job, 4),
    <usize>load<u32>(job, 8),
    codes,
    load<u32>(job, 16) != 0,
  )
  const values = <usize>load<u32>(job, 40)
  memory.fill(values, 0, <usize>load<u32>(job, 44))
  addGroups(job, codes, values)
  addLeaves(job, codes, values)
}

/** Found, fetched and added one after the other: tables are megabytes, and so no group waits for another's memory. */
function addGroups(job: usize, codes: usize, values: usize): void {
  const found = <usize>load<u32>(job, 48)
  const end = found + ((<usize>load<u32>(job, 28)) << 2)
  let group = <usize>load<u32>(job, 20)
  for (let to = found; to < end; to += 4) group = find(group, codes, to)
  let fetched: u64 = 0
  for (let from = found; from < end; from += 4) fetched |= load<u64>(<usize>load<u32>(from))
  // Would be left out if nothing came of it.
  store<u64>(end, fetched)
  let places = <usize>load<u32>(job, 24)
  for (let from = found; from < end; from += 4) places = add(places, <usize>load<u32>(from), values)
}

/**
 * Finds where a table has the values of the row's combination of bits.
 * @returns where the next group is
 */
function find(group: usize, codes: usize, to: usize): usize {
  const end = group + 8 + ((<usize>load<u16>(group, 4)) << 3)
  let failed: u32 = 0
  for (let test = group + 8; test < end; test += 8) {
    const asked = load<u32>(test, 4)
    const code = <isize>load<i8>(codes + <usize>(asked >> 8))
    failed |= <u32>load<u8>(<usize>(<isize>load<u32>(test) + code)) & asked
  }
  store<u32>(to, load<u32>(group) + (failed << <u32>load<u16>(group, 6)))
  return end
}

/** @returns where those of the next group are */
function add(places: usize, value: usize, values: usize): usize {
  const end = places + 4 + ((<usize>load<u32>(places)) << 2)
  for (let place = places + 4; place < end; place += 4) {
    const to = values + <usize>load<u32>(place)
    store<f64>(to, load<f64>(to) + load<f64>(value))
    value += 8
  }
  return end
}

function addLeaves(job: usize, codes: usize, values: usize): void {
  const unmet = <usize>load<u32>(job, 52)
  const room = <usize>load<u32>(job, 56)
  let leaf = <usize>load<u32>(job, 32)
  for (let left = load<u32>(job, 36); left > 0; left--) {
    testLeaf(leaf, codes, unmet)
    addLeaf(leaf, unmet, room, values)
    leaf += <usize>load<u32>(leaf, 12)
  }
}

function testLeaf(leaf: usize, codes: usize, unmet: usize): void {
  const columns = <usize>load<u32>(leaf)
  // Of so few bytes `memory.fill` would take longer than all the rest.
  for (let at = unmet; at < unmet + columns; at += 8) store<u64>(at, 0)
  const tests = columnsOf(leaf) + columns * columnBytes(leaf)
  const end = tests + <usize>load<u32>(leaf, 8) * 12
  for (let test = tests; test < end; test += 12) {
    const code = <isize>load<i8>(codes + <usize>load<u32>(test, 4))
    const to = unmet + <usize>load<u32>(test, 8)
    store<u8>(to, load<u8>(to) | load<u8>(<usize>(<isize>load<u32>(test) + code)))
  }
}
