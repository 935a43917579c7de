import { BLOCK } from './block'
import { ROWS, walkPaths } from './path-products'

/**
 * Shapley values of leaves that lie together, looked up: what they say of a row depends on at most eight bits, which
 * are whether it meets what the way to them asks of each column, and where it goes at the splits between them.
 *
 * A group (72 bytes): 0 bits, 4 conditions, 8 their end, 12 columns (1 to 8), 16 where the values of each column are,
 * 4 bytes each, 48 table, 52 steps, 56 their end, 60 points, 64 how many.
 * A condition (8 bytes): 0 test, 4 flags, 5 the bit's value. A bit is set when all its conditions are met.
 * A table: for each mask a value of each column.
 */
const OTHERS: u32 = 1
const LAST: u32 = 2

/** @param tests of all masks there can be: the test of a bit is passed by masks that have it */
export function buildTable(group: usize, tests: usize, values: usize, levels: usize): void {
  const columns = <usize>load<u32>(group, 12)
  const masks = (<usize>1) << load<u32>(group)
  memory.fill(values, 0, columns * BLOCK * 8)
  for (let mask: usize = 0; mask < masks; mask += ROWS) {
    walkPaths(
      <usize>load<u32>(group, 52),
      <usize>load<u32>(group, 56),
      <usize>load<u32>(group, 60),
      <usize>load<u32>(group, 64),
      tests + mask,
      min(ROWS, masks - mask),
      values + (mask << 3),
      levels,
    )
  }
  let to = <usize>load<u32>(group, 48)
  for (let mask: usize = 0; mask < masks; mask++) {
    for (let column: usize = 0; column < columns; column++) {
      store<f64>(to, load<f64>(values + column * BLOCK * 8 + (mask << 3)))
      to += 8
    }
  }
}

/** The mask of each row, a byte each. */
export function markMasks(group: usize, tests: usize, rows: usize, masks: usize): void {
  const first = <usize>load<u32>(group, 4)
  const end = <usize>load<u32>(group, 8)
  const all = i8x16.splat(-1)
  for (let row: usize = 0; row < rows; row += 16) {
    let mask = i8x16.splat(0)
    let met = all
    for (let condition = first; condition < end; condition += 8) {
      const flags = load<u8>(condition, 4)
      const test = v128.load(tests + <usize>load<u32>(condition) + row)
      met = (flags & OTHERS) != 0 ? v128.andnot(met, test) : v128.and(met, test)
      if ((flags & LAST) != 0) {
        mask = v128.or(mask, v128.and(met, v128.load8_splat(condition, 5)))
        met = all
      }
    }
    v128.store(masks + row, mask)
  }
}

/** Adds the values of each row's mask, four columns at a time. */
export function addLookedUp(group: usize, masks: usize, rows: usize, values: usize): void {
  const columns = <usize>load<u32>(group, 12)
  const stride = columns << 3
  let table = <usize>load<u32>(group, 48)
  let places = group + 16
  let left = columns
  while (left >= 4) {
    addFour(table, stride, places, masks, rows, values)
    table += 32
    places += 16
    left -= 4
  }
  if (left == 3) addThree(table, stride, places, masks, rows, values)
  else if (left == 2) addTwo(table, stride, places, masks, rows, values)
  else if (left == 1) addOne(table, stride, places, masks, rows, values)
}

function addPair(to: usize, one: usize, other: usize): void {
  v128.store(to, f64x2.add(v128.load(to), v128.load64_lane(other, v128.load64_zero(one), 1)))
}

function addFour(table: usize, stride: usize, places: usize, masks: usize, rows: usize, values: usize): void {
  let a = values + <usize>load<u32>(places)
  let b = values + <usize>load<u32>(places, 4)
  let c = values + <usize>load<u32>(places, 8)
  let d = values + <usize>load<u32>(places, 12)
  for (let row: usize = 0; row < rows; row += 2) {
    const one = table + <usize>load<u8>(masks + row) * stride
    const other = table + <usize>load<u8>(masks + row, 1) * stride
    addPair(a, one, other)
    addPair(b, one + 8, other + 8)
    addPair(c, one + 16, other + 16)
    addPair(d, one + 24, other + 24)
    a += 16
    b += 16
    c += 16
    d += 16
  }
}

function addThree(
  table: usize,
  stride: usize,
  places: usize,
  masks: usize,
  rows: usize,
  values: usize,
): void {
  let a = values + <usize>load<u32>(places)
  let b = values + <usize>load<u32>(places, 4)
  let c = values + <usize>load<u32>(places, 8)
  for (let row: usize = 0; row < rows; row += 2) {
    const one = table + <usize>load<u8>(masks + row) * stride
    const other = table + <usize>load<u8>(masks + row, 1) * stride
    addPair(a, one, other)
    addPair(b, one + 8, other + 8)
    addPair(c, one + 16, other + 16)
    a += 16
    b += 16
    c += 16
  }
}

function addTwo(table: usize, stride: usize, places: usize, masks: usize, rows: usize, values: usize): void {
  let a = values + <usize>load<u32>(places)
  let b = values + <usize>load<u32>(places, 4)
  for (let row: usize = 0; row < rows; row += 2) {
    const one = table + <usize>load<u8>(masks + row) * stride
    const other = table + <usize>load<u8>(masks + row, 1) * stride
    addPair(a, one, other)
    addPair(b, one + 8, other + 8)
    a += 16
    b += 16
  }
}

function addOne(table: usize, stride: usize, places: usize, masks: usize, rows: usize, values: usize): void {
  let a = values + <usize>load<u32>(places)
  for (let row: usize = 0; row < rows; row += 2) {
    const one = table + <usize>load<u8>(masks + row) * stride
    const other = table + <usize>load<u8>(masks + row, 1) * stride
    addPair(a, one, other)
    a += 16
  }
}
