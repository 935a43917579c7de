import { isBetter, keep } from './found'
import { gradientUnit, hessianUnit, leastHessian, leastRows, penalty, shrinkage } from './node'

/*
 * The two scans of `numeric-search.ts` for leaves whose values are free of bounds, steps and smoothing, two boundaries at
 * a time.
 *
 * They calculate in units of fixed point, which are powers of two, so that every number is the same but for its exponent;
 * and they divide only where a gain may be the best, which products tell well enough. How many rows a side has is looked
 * at first, as it limits nothing but how far the scan goes from either end.
 */

/** More than what rounding can make of a gain. */
const ROUNDING: f64 = 1 - 1e-12

@inline
function hessianIn(sum: i64): f64 {
  return <f64>(sum & 0xffffffff)
}

@inline
function gradientIn(sum: i64): f64 {
  return <f64>(sum >> 32)
}

/** Both hessians of two sums: the bits of 2^52 above them, and 2^52 taken off. */
@inline
function hessiansIn(sums: v128): v128 {
  const bits = v128.or(v128.and(sums, i64x2.splat(0xffffffff)), i64x2.splat(0x4330000000000000))
  return f64x2.sub(bits, f64x2.splat(4503599627370496))
}

/** Both gradients, lifted by 2^31 so that they are not negative. */
@inline
function gradientsIn(sums: v128): v128 {
  const bits = v128.xor(i64x2.shr_u(sums, 32), i64x2.splat(0x4330000080000000))
  return f64x2.sub(bits, f64x2.splat(4503601774854144))
}

/** Scans a column of a node. */
export function scanFreely(node: usize, column: i32, bins: usize, found: usize, missing: i32, missed: i64): void {
  const rowsPerHessian = <f64>load<i32>(node, 4) / hessianIn(load<i64>(node, 8))
  const known = knownRows(bins, missing, rowsPerHessian)
  scanWith(node, column, bins, found, missing, missed, missed, known, rowsPerHessian, true)
  if (missed != 0) scanWith(node, column, bins, found, missing, missed, 0, known, rowsPerHessian, false)
}

/**
 * @param beside what is on the left beside the known values that were passed
 * @param isDown whether missing values are on the left; of equal gains then the highest boundary counts, else the lowest
 */
@inline
function scanWith(
  node: usize, column: i32, bins: usize, found: usize, missing: i32, missed: i64,
  beside: i64, known: f64, rowsPerHessian: f64, isDown: bool,
): void {
  const total = load<i64>(node, 8)
  const nodeRows = <f64>load<i32>(node, 4)
  const fewest = leastRows()
  const least = leastHessian() / hessianUnit()

  // The last boundary that leaves enough on the right.
  let last = isDown ? missing - 2 : missing - 1
  let right: i64 = isDown ? load<i64>(bins + (<usize>(missing - 1) << 3)) : missed
  let rightRows = isDown ? floor(hessianIn(right) * rowsPerHessian + 0.5) : nodeRows - known
  while (last >= 0 && (rightRows < fewest || hessianIn(right) < least)) {
    const sum = load<i64>(bins + (<usize>last << 3))
    right += sum
    rightRows += floor(hessianIn(sum) * rowsPerHessian + 0.5)
    last--
  }
  // The first that leaves enough on the left; missing values alone are not enough.
  let first = 0
  let left = beside + load<i64>(bins)
  let leftRows = floor(hessianIn(load<i64>(bins)) * rowsPerHessian + 0.5) + (isDown ? nodeRows - known : 0)
  while (first <= last && (leftRows < fewest || hessianIn(left) < least || left == beside)) {
    first++
    const sum = load<i64>(bins + (<usize>first << 3))
    left += sum
    leftRows += floor(hessianIn(sum) * rowsPerHessian + 0.5)
  }
  if (first > last) return

  const gainUnit = hessianUnit() / (gradientUnit() * gradientUnit())
  const l1 = shrinkage() / gradientUnit()
  const l2 = penalty() / hessianUnit()
  let best = load<f64>(node, 16) * gainUnit
  let bound = f64x2.splat(best * ROUNDING)
  let cut = -1
  let bestLeft: i64 = 0
  const allGradient = f64x2.splat(gradientIn(total))
  const allHessian = f64x2.splat(hessianIn(total))
  let passed = i64x2.splat(left - load<i64>(bins + (<usize>first << 3)))
  for (let bin = first; bin <= last; bin += 2) {
    const sums = v128.load(bins + (<usize>bin << 3))
    const lefts = i64x2.add(i64x2.add(sums, i64x2.shuffle(i64x2.splat(0), sums, 0, 2)), passed)
    passed = i64x2.shuffle(lefts, lefts, 1, 1)
    const leftGradient = gradientsIn(lefts)
    const leftHessian = hessiansIn(lefts)
    const rightGradient = f64x2.sub(allGradient, leftGradient)
    const rightHessian = f64x2.sub(allHessian, leftHessian)
    const leftSquare = squareOf(leftGradient, l1)
    const rightSquare = squareOf(rightGradient, l1)
    const a = f64x2.add(leftHessian, f64x2.splat(l2))
    const b = f64x2.add(rightHessian, f64x2.splat(l2))
    const product = f64x2.add(f64x2.mul(leftSquare, b), f64x2.mul(rightSquare, a))
    if (!v128.any_true(f64x2.ge(product, f64x2.mul(bound, f64x2.mul(a, b))))) continue
    const gains = f64x2.add(f64x2.div(leftSquare, a), f64x2.div(rightSquare, b))
    const one = f64x2.extract_lane(gains, 0)
    if (one > best || (isDown && one == best && cut >= 0)) {
      best = one
      cut = bin
      bestLeft = i64x2.extract_lane(lefts, 0)
    }
    const two = f64x2.extract_lane(gains, 1)
    if (bin < last && (two > best || (isDown && two == best && cut >= 0))) {
      best = two
      cut = bin + 1
      bestLeft = i64x2.extract_lane(lefts, 1)
    }
    bound = f64x2.splat(best * ROUNDING)
  }
  if (cut < 0) return
  const gain = best / gainUnit - load<f64>(node, 16)
  if (!isBetter(found, gain)) return
  // Missing values alone on the right: the empty bins above belong to the left, with all known values.
  if (!isDown && total - bestLeft == missed) cut = missing - 1
  const missingLeft = isDown && (missed != 0 || 2 * hessianIn(bestLeft) >= hessianIn(total))
  keep(found, gain, column, cut, bestLeft, missingLeft, false)
}

@inline
function squareOf(gradient: v128, l1: f64): v128 {
  if (l1 == 0) return f64x2.mul(gradient, gradient)
  const shrunk = f64x2.pmax(f64x2.splat(0), f64x2.sub(f64x2.abs(gradient), f64x2.splat(l1)))
  return f64x2.mul(shrunk, shrunk)
}

/** The estimated rows of all known values. */
function knownRows(bins: usize, missing: i32, rowsPerHessian: f64): f64 {
  let rows = f64x2.splat(0)
  let bin = 0
  for (; bin + 2 <= missing; bin += 2) {
    const hessians = hessiansIn(v128.load(bins + (<usize>bin << 3)))
    const scaled = f64x2.add(f64x2.mul(hessians, f64x2.splat(rowsPerHessian)), f64x2.splat(0.5))
    rows = f64x2.add(rows, f64x2.floor(scaled))
  }
  let sum = f64x2.extract_lane(rows, 0) + f64x2.extract_lane(rows, 1)
  if (bin < missing) sum += floor(hessianIn(load<i64>(bins + (<usize>bin << 3))) * rowsPerHessian + 0.5)
  return sum
}
