import { isBetter, keep } from './found'
import { drawBelow, gainOf, gradientOf, hessianOf, isBounded, isRandom, leastHessian, leastRows, penalty, rowsIn } from './node'
import { scanFreely } from './free-scan'
import { columnFacts } from './plan'

/**
 * The best boundary of a numeric column, and the better side of its missing values, whose bin is the last. Where the
 * node misses none, later ones follow the side with the larger hessian.
 */
export function searchNumbers(node: usize, column: i32, bins: usize, found: usize): void {
  const missing = load<i32>(columnFacts(<usize>column)) - 1
  const total = load<i64>(node, 8)
  const missed = load<i64>(bins + (<usize>missing << 3))
  if (isRandom()) {
    searchRandom(node, column, bins, found, missing)
    return
  }
  if (!isBounded()) {
    scanFreely(node, column, bins, found, missing, missed)
    return
  }
  scanDown(node, column, bins, found, missing, total, missed)
  if (missed != 0) scanUp(node, column, bins, found, missing, total, missed)
}

@inline
function needed(node: usize): f64 {
  return load<f64>(node, 16)
}

/** From the last bin down: what has not been passed, missing values too, is on the left. */
function scanDown(node: usize, column: i32, bins: usize, found: usize, missing: i32, total: i64, missed: i64): void {
  const nodeRows = <f64>load<i32>(node, 4)
  const rowsPerHessian = nodeRows / hessianOf(total)
  const monotone = load<i32>(columnFacts(<usize>column), 12)
  const fewest = leastRows()
  const least = leastHessian()
  const l2 = penalty()
  let best = needed(node)
  let cut = -1
  let bestLeft: i64 = 0
  let right: i64 = 0
  let rows: f64 = 0
  for (let bin = missing - 1; bin >= 1; bin--) {
    const sum = load<i64>(bins + (<usize>bin << 3))
    // A boundary above an empty bin is the one above the bins below it.
    if (sum == 0) continue
    right += sum
    rows += rowsIn(sum, rowsPerHessian)
    const hessian = hessianOf(right)
    if (rows < fewest || hessian < least) continue
    const left = total - right
    const leftHessian = hessianOf(left)
    if (nodeRows - rows < fewest || leftHessian < least) break
    // Missing values alone are the other scan's: here the empty bins below would join them.
    if (left == missed) break
    const gain = gainOf(node, monotone, l2, gradientOf(left), leftHessian, nodeRows - rows, gradientOf(right), hessian, rows)
    if (gain > best) {
      best = gain
      cut = bin - 1
      bestLeft = left
    }
  }
  if (cut < 0 || !isBetter(found, best - needed(node))) return
  const missingLeft = missed != 0 || 2 * hessianOf(bestLeft) >= hessianOf(total)
  keep(found, best - needed(node), column, cut, bestLeft, missingLeft, false)
}

/** From the first bin up: what has not been passed is on the right, which may be the missing values alone. */
function scanUp(node: usize, column: i32, bins: usize, found: usize, missing: i32, total: i64, missed: i64): void {
  const nodeRows = <f64>load<i32>(node, 4)
  const rowsPerHessian = nodeRows / hessianOf(total)
  const monotone = load<i32>(columnFacts(<usize>column), 12)
  const fewest = leastRows()
  const least = leastHessian()
  const l2 = penalty()
  let best = needed(node)
  let cut = -1
  let bestLeft: i64 = 0
  let left: i64 = 0
  let rows: f64 = 0
  for (let bin = 0; bin < missing; bin++) {
    const sum = load<i64>(bins + (<usize>bin << 3))
    if (sum == 0) continue
    left += sum
    rows += rowsIn(sum, rowsPerHessian)
    const hessian = hessianOf(left)
    if (rows < fewest || hessian < least) continue
    const right = total - left
    const rightHessian = hessianOf(right)
    if (nodeRows - rows < fewest || rightHessian < least) break
    const gain = gainOf(node, monotone, l2, gradientOf(left), hessian, rows, gradientOf(right), rightHessian, nodeRows - rows)
    if (gain > best) {
      best = gain
      cut = bin
      bestLeft = left
    }
  }
  if (cut < 0 || !isBetter(found, best - needed(node))) return
  // Missing values alone on the right: the empty bins above belong to the left, with all known values.
  if (total - bestLeft == missed) cut = missing - 1
  keep(found, best - needed(node), column, cut, bestLeft, false, false)
}

/** One boundary by chance between the node's least and largest known value, with missing values on either side. */
function searchRandom(node: usize, column: i32, bins: usize, found: usize, missing: i32): void {
  const total = load<i64>(node, 8)
  const missed = load<i64>(bins + (<usize>missing << 3))
  let first = 0
  while (first < missing && load<i64>(bins + (<usize>first << 3)) == 0) first++
  let last = missing - 1
  while (last > first && load<i64>(bins + (<usize>last << 3)) == 0) last--
  // With missing values the boundary above all known ones is a choice too.
  const choices = last - first + (missed != 0 && first < missing ? 1 : 0)
  if (choices <= 0) return
  const chosen = first + <i32>drawBelow(node, column, <u32>choices)
  const nodeRows = <f64>load<i32>(node, 4)
  const rowsPerHessian = nodeRows / hessianOf(total)
  let left: i64 = 0
  let rows: f64 = 0
  for (let bin = first; bin <= chosen; bin++) {
    const sum = load<i64>(bins + (<usize>bin << 3))
    left += sum
    rows += rowsIn(sum, rowsPerHessian)
  }
  const alone = chosen == last
  const cut = alone ? missing - 1 : chosen
  if (missed == 0) {
    const missingLeft = 2 * hessianOf(left) >= hessianOf(total)
    consider(node, column, found, cut, left, rows, missingLeft)
    return
  }
  if (!alone) consider(node, column, found, cut, left + missed, rows + rowsIn(missed, rowsPerHessian), true)
  consider(node, column, found, cut, left, rows, false)
}

function consider(node: usize, column: i32, found: usize, cut: i32, left: i64, rows: f64, missingLeft: bool): void {
  const right = load<i64>(node, 8) - left
  const rest = <f64>load<i32>(node, 4) - rows
  if (rows < leastRows() || rest < leastRows()) return
  if (hessianOf(left) < leastHessian() || hessianOf(right) < leastHessian()) return
  const monotone = load<i32>(columnFacts(<usize>column), 12)
  const gain =
    gainOf(node, monotone, penalty(), gradientOf(left), hessianOf(left), rows, gradientOf(right), hessianOf(right), rest) -
    needed(node)
  if (isBetter(found, gain)) keep(found, gain, column, cut, left, missingLeft, false)
}
