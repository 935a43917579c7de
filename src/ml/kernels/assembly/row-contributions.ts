import { addLeaf, columnBytes, columnsOf } from './leaf-values'
import { codeRow } from './row-coding'

/**
 * Shapley values of trees for a single row. Leaves that lie together and have few columns are looked up in tables
 * (`row-tables.ts`), the others are computed (`leaf-values.ts`).
 *
 * The work (`src/ml/explain/row-explainer.ts`), 4 bytes each: 0 inputs, 4 how many, 8 source, 12 codes, 16 whether
 * single, 20 groups, 24 how many, 28 leaves, 32 how many, 36 values, 40 bytes of them, 44 room for what is not met,
 * 48 room for products.
 *
 * A group: 0 table, 4 tests, 8 columns; from 12 on the tests, 8 bytes each: 0 by signed code 255 where the row fails,
 * 4 a bit, and from the 9th bit on which code is asked; then where the value of each column is, 4 bytes each.
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
  const values = <usize>load<u32>(job, 36)
  memory.fill(values, 0, <usize>load<u32>(job, 40))
  let group = <usize>load<u32>(job, 20)
  for (let left = load<u32>(job, 24); left > 0; left--) group = addGroup(group, codes, values)
  const unmet = <usize>load<u32>(job, 44)
  const products = <usize>load<u32>(job, 48)
  let leaf = <usize>load<u32>(job, 28)
  for (let left = load<u32>(job, 32); left > 0; left--) {
    testLeaf(leaf, codes, unmet)
    addLeaf(leaf, unmet, products, values)
    leaf += <usize>load<u32>(leaf, 12)
  }
}

/** @returns where the next one is */
function addGroup(group: usize, codes: usize, values: usize): usize {
  const columns = <usize>load<u32>(group, 8)
  let at = group + 12
  const places = at + ((<usize>load<u32>(group, 4)) << 3)
  let failed: u32 = 0
  for (; at < places; at += 8) {
    const asked = load<u32>(at, 4)
    const code = <isize>load<i8>(codes + <usize>(asked >> 8))
    failed |= <u32>load<u8>(<usize>(<isize>load<u32>(at) + code)) & asked
  }
  let value = <usize>load<u32>(group) + ((<usize>failed * columns) << 3)
  const end = places + (columns << 2)
  for (; at < end; at += 4) {
    const to = values + <usize>load<u32>(at)
    store<f64>(to, load<f64>(to) + load<f64>(value))
    value += 8
  }
  return end
}

function testLeaf(leaf: usize, codes: usize, unmet: usize): void {
  const columns = <usize>load<u32>(leaf)
  memory.fill(unmet, 0, columns)
  const tests = columnsOf(leaf) + columns * columnBytes(leaf)
  const end = tests + <usize>load<u32>(leaf, 8) * 12
  for (let test = tests; test < end; test += 12) {
    const code = <isize>load<i8>(codes + <usize>load<u32>(test, 4))
    const to = unmet + <usize>load<u32>(test, 8)
    store<u8>(to, load<u8>(to) | load<u8>(<usize>(<isize>load<u32>(test) + code)))
  }
}
