import { BLOCK, blockCount, segmentOf } from './blocks'
import { counts, gradients, hessians, members, nodeRows, orders, packed, rangeOf, results, rows, targets, scores, weights } from './plan'

// Words of the plan are read before each loop: stores in it could change them, as far as a compiler knows.

/** 1 / ln 2, and ln 2 in two parts, of which the first has zeros at its end. */
const PER_LN2: f64 = 1.4426950408889634
const LN2_HIGH: f64 = 0.693147180369123816490
const LN2_LOW: f64 = 1.90821492927058770002e-10
/** Added to a small number it leaves its nearest whole number in the last bits. */
const ROUNDER: f64 = 6755399441055744

/**
 * exp of two numbers of at most 700, in either direction: 2^k times the Taylor series of the rest to the 11th power,
 * 1e-14 of the true value. `exponential.ts` does the same.
 */
@inline
function exponentials(x: v128): v128 {
  const rounded = f64x2.add(f64x2.mul(x, f64x2.splat(PER_LN2)), f64x2.splat(ROUNDER))
  const k = f64x2.sub(rounded, f64x2.splat(ROUNDER))
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)))
  let sum = f64x2.splat(2.505210838544172e-8)
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(2.755731922398589e-7))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(2.7557319223985893e-6))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(2.48015873015873e-5))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.984126984126984e-4))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.388888888888889e-3))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(8.333333333333333e-3))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(4.1666666666666664e-2))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.16666666666666666))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.5))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1))
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1))
  return i64x2.add(sum, i64x2.shl(rounded, 52))
}

/** A row that is predicted wrongly with certainty must still have a curvature to divide by. */
const LEAST_HESSIAN: f64 = 1e-16

/** Derivatives of the log loss by the log odds. */
export function deriveBinary(member: i32): void {
  const score = scores()
  const target = targets()
  const weight = weights()
  const gradientOf = gradients()
  const hessianOf = hessians()
  const one = f64x2.splat(1)
  for (let block = <usize>member; block < blockCount(); block += <usize>members()) {
    const end = min((block + 1) * BLOCK, rows())
    for (let row = block * BLOCK; row < end; row += 2) {
      const limited = f64x2.pmax(f64x2.splat(-700), f64x2.pmin(f64x2.splat(700), v128.load(score + (row << 3))))
      const probability = f64x2.div(one, f64x2.add(one, exponentials(f64x2.neg(limited))))
      let gradient = f64x2.sub(probability, v128.load(target + (row << 3)))
      let hessian = f64x2.pmax(f64x2.splat(LEAST_HESSIAN), f64x2.mul(probability, f64x2.sub(one, probability)))
      if (weight != 0) {
        const times = v128.load(weight + (row << 3))
        gradient = f64x2.mul(gradient, times)
        hessian = f64x2.mul(hessian, times)
      }
      v128.store64_lane(gradientOf + (row << 2), f32x4.demote_f64x2_zero(gradient), 0)
      v128.store64_lane(hessianOf + (row << 2), f32x4.demote_f64x2_zero(hessian), 0)
    }
  }
}

/** Derivatives of half the squared error. */
export function deriveSquared(member: i32): void {
  const score = scores()
  const target = targets()
  const weight = weights()
  const gradientOf = gradients()
  const hessianOf = hessians()
  for (let block = <usize>member; block < blockCount(); block += <usize>members()) {
    const end = min((block + 1) * BLOCK, rows())
    for (let row = block * BLOCK; row < end; row += 2) {
      let gradient = f64x2.sub(v128.load(score + (row << 3)), v128.load(target + (row << 3)))
      let hessian = f64x2.splat(1)
      if (weight != 0) {
        hessian = v128.load(weight + (row << 3))
        gradient = f64x2.mul(gradient, hessian)
      }
      v128.store64_lane(gradientOf + (row << 2), f32x4.demote_f64x2_zero(gradient), 0)
      v128.store64_lane(hessianOf + (row << 2), f32x4.demote_f64x2_zero(hessian), 0)
    }
  }
}

/** By block of rows: the sum of the gradients' sizes, and of the hessians, over the rows that the tree sees. */
export function measure(member: i32): void {
  const gradientOf = gradients()
  const hessianOf = hessians()
  const countOf = counts()
  for (let block = <usize>member; block < blockCount(); block += <usize>members()) {
    const end = min((block + 1) * BLOCK, rows())
    let both = f64x2.splat(0)
    for (let row = block * BLOCK; row < end; row++) {
      const pair = f64x2(<f64>abs(load<f32>(gradientOf + (row << 2))), <f64>load<f32>(hessianOf + (row << 2)))
      both = f64x2.add(both, countOf == 0 ? pair : f64x2.mul(pair, f64x2.splat(<f64>load<u8>(countOf + row))))
    }
    v128.store(results() + (block << 4), both)
  }
}

/** Rounds both derivatives of a row to fixed point: at least 1 of hessian, so that no row is lost. */
@inline
function fixedPoint(gradient: f32, hessian: f32, gradientScale: f32, hessianScale: f32): i64 {
  return (<i64>nearest(gradient * gradientScale) << 32) + max<i64>(1, <i64>nearest(hessian * hessianScale))
}

/**
 * Rounds the derivatives to fixed point and lists the member's rows that the tree sees, which are those of node 0.
 * Orders: both scales, f32. Result: the member's sum, i64.
 */
export function fixDerivatives(member: i32): void {
  const gradientScale = load<f32>(orders())
  const hessianScale = load<f32>(orders(), 4)
  const gradientOf = gradients()
  const hessianOf = hessians()
  const countOf = counts()
  const values = packed()
  const begin = segmentOf(member)
  let at = nodeRows() + (begin << 2)
  const first = at
  let sum: i64 = 0
  for (let block = <usize>member; block < blockCount(); block += <usize>members()) {
    const end = min((block + 1) * BLOCK, rows())
    for (let row = block * BLOCK; row < end; row++) {
      const times: i64 = countOf == 0 ? 1 : <i64>load<u8>(countOf + row)
      if (times == 0) continue
      const gradient = load<f32>(gradientOf + (row << 2))
      const hessian = load<f32>(hessianOf + (row << 2))
      const value = times * fixedPoint(gradient, hessian, gradientScale, hessianScale)
      store<i64>(values + (row << 3), value)
      store<u32>(at, <u32>row)
      at += 4
      sum += value
    }
  }
  store<u32>(rangeOf(0, member), <u32>begin)
  store<u32>(rangeOf(0, member), <u32>((at - first) >> 2), 4)
  store<i64>(results() + (<usize>member << 3), sum)
}
