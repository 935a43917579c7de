import { BLOCK } from './blocks'
import { codesOf, counts, gradients, hessians, members, nodeRows, orders, rangeOf, results, scores, sides, weights } from './plan'

/**
 * Sums the unrounded derivatives, and the weights, of leaves. Each number becomes a whole one of so many digits that
 * the sum is as exact as one of f64, and does not depend on any order.
 *
 * Orders: three scales, f64; how many leaves, i32; each leaf, i32. Results: by leaf and member three i64.
 */
export function sumLeaves(member: i32): void {
  const gradientScale = load<f64>(orders())
  const hessianScale = load<f64>(orders(), 8)
  const weightScale = load<f64>(orders(), 16)
  const count = load<i32>(orders(), 24)
  const gradientOf = gradients()
  const hessianOf = hessians()
  const countOf = counts()
  const weightOf = weights()
  for (let i = 0; i < count; i++) {
    const range = rangeOf(load<i32>(orders() + <usize>(i << 2), 28), member)
    let at = nodeRows() + (<usize>load<u32>(range) << 2)
    const end = at + (<usize>load<u32>(range, 4) << 2)
    let gradient: i64 = 0
    let hessian: i64 = 0
    let weight: i64 = 0
    for (; at < end; at += 4) {
      const row = <usize>load<u32>(at)
      const times: i64 = countOf == 0 ? 1 : <i64>load<u8>(countOf + row)
      gradient += times * <i64>nearest(<f64>load<f32>(gradientOf + (row << 2)) * gradientScale)
      hessian += times * <i64>nearest(<f64>load<f32>(hessianOf + (row << 2)) * hessianScale)
      weight += weightOf == 0 ? times : times * <i64>nearest(load<f64>(weightOf + (row << 3)) * weightScale)
    }
    const result = results() + <usize>((i * members() + member) * 24)
    store<i64>(result, gradient)
    store<i64>(result, hessian, 8)
    store<i64>(result, weight, 16)
  }
}

/** Adds a value to the scores of each leaf's rows. Orders: how many leaves, i32; each leaf, i32; then their values, f64. */
export function addLeaves(member: i32): void {
  const count = load<i32>(orders())
  const values = orders() + ((4 + (<usize>count << 2) + 7) & ~7)
  for (let i = 0; i < count; i++) {
    const range = rangeOf(load<i32>(orders() + <usize>(i << 2), 4), member)
    const value = load<f64>(values + (<usize>i << 3))
    let at = nodeRows() + (<usize>load<u32>(range) << 2)
    const end = at + (<usize>load<u32>(range, 4) << 2)
    const base = scores()
    for (; at < end; at += 4) {
      const score = base + (<usize>load<u32>(at) << 3)
      store<f64>(score, load<f64>(score) + value)
    }
  }
}

/**
 * Adds what a tree says to the scores of rows that it was not grown on.
 *
 * Orders: first row, i32; row behind the last, i32; whether only rows that are counted 0 times, i32; how many nodes,
 * i32; of each 24 bytes: column (-1 is a leaf), left, right and its sides, i32, and its value, f64.
 */
export function addTree(member: i32): void {
  const begin = <usize>load<u32>(orders())
  const end = <usize>load<u32>(orders(), 4)
  const unseen = load<i32>(orders(), 8) != 0
  const nodes = orders() + 16
  for (let from = begin + <usize>member * BLOCK; from < end; from += <usize>members() * BLOCK) {
    const to = min(from + BLOCK, end)
    for (let row = from; row < to; row++) {
      if (unseen && load<u8>(counts() + row) != 0) continue
      let node = nodes
      for (let column = load<i32>(node); column >= 0; column = load<i32>(node)) {
        const code = <usize>load<u8>(codesOf(<usize>column) + row)
        const isLeft = load<u8>(sides(load<i32>(node, 12)) + code) != 0
        node = nodes + <usize>((isLeft ? load<i32>(node, 4) : load<i32>(node, 8)) * 24)
      }
      const score = scores() + (row << 3)
      store<f64>(score, load<f64>(score) + load<f64>(node, 16))
    }
  }
}
