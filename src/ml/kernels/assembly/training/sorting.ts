import { members, orders } from './plan'

const BITS = 11
const PASSES = 6
const DIGITS: usize = 1 << BITS

/**
 * Sorts lists of f64 without NaN, each member some of them (radix sort by 11 bits).
 * Orders: how many lists; of each three words: address, how many numbers, address of as much room.
 */
export function sortLists(member: i32): void {
  const count = load<i32>(orders())
  for (let i = member; i < count; i += members()) {
    const order = orders() + 4 + <usize>(i * 12)
    sortNumbers(load<u32>(order), <usize>load<u32>(order, 4), load<u32>(order, 8), orders() + 32768 + (<usize>member << 13))
  }
}

function sortNumbers(list: usize, count: usize, room: usize, places: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const bits = load<i64>(list + (i << 3))
    // Ascending as unsigned numbers: the sign turned, and all bits of negative ones.
    store<i64>(list + (i << 3), bits ^ ((bits >> 63) | i64.MIN_VALUE))
  }
  let from = list
  let to = room
  for (let pass = 0; pass < PASSES; pass++) {
    if (moveByDigit(from, to, count, places, pass * BITS)) {
      const other = from
      from = to
      to = other
    }
  }
  for (let i: usize = 0; i < count; i++) {
    const key = load<i64>(from + (i << 3))
    store<i64>(list + (i << 3), key ^ (~(key >> 63) | i64.MIN_VALUE))
  }
}

/** @returns false when all numbers have the same digit, so that they may stay where they are */
function moveByDigit(from: usize, to: usize, count: usize, places: usize, shift: i32): bool {
  memory.fill(places, 0, DIGITS << 2)
  for (let i: usize = 0; i < count; i++) {
    const place = places + (digitOf(load<u64>(from + (i << 3)), shift) << 2)
    store<u32>(place, load<u32>(place) + 1)
  }
  if (count > 0 && <usize>load<u32>(places + (digitOf(load<u64>(from), shift) << 2)) == count) return false
  let sum: u32 = 0
  for (let digit: usize = 0; digit < DIGITS; digit++) {
    const here = load<u32>(places + (digit << 2))
    store<u32>(places + (digit << 2), sum)
    sum += here
  }
  for (let i: usize = 0; i < count; i++) {
    const key = load<u64>(from + (i << 3))
    const place = places + (digitOf(key, shift) << 2)
    const at = load<u32>(place)
    store<u32>(place, at + 1)
    store<u64>(to + (<usize>at << 3), key)
  }
  return true
}

@inline
function digitOf(key: u64, shift: i32): usize {
  return <usize>((key >> shift) & (DIGITS - 1))
}
