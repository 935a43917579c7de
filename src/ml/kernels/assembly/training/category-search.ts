import { addCode, clearCodes, isBetter, keep } from './found'
import {
  categoryPenalty, categorySmoothing, drawBelow, gainOf, gradientOf, hessianOf, isRandom, leastGroup, leastHessian, leastRows,
  mostForOneAgainstRest, mostLevels, penalty, rowsIn,
} from './node'
import { columnFacts, scratch } from './plan'

/** In a member's room: what levels are sorted by, f64; their codes, i32; and room to merge both. */
const KEYS: usize = 0
const CODES: usize = 2048
const OTHER_KEYS: usize = 4096
const OTHER_CODES: usize = 6144

/**
 * The best set of levels to send left: one against the rest where there are few, otherwise an end of the levels sorted
 * by gradient / hessian. Missing values and the pool of rare levels take part like any level.
 */
export function searchCategory(node: usize, column: i32, bins: usize, found: usize, member: i32): void {
  const populated = load<i32>(columnFacts(<usize>column), 12)
  if (populated <= mostForOneAgainstRest()) searchOne(node, column, bins, found)
  else searchSorted(node, column, bins, found, scratch(member))
}

@inline
function needed(node: usize): f64 {
  return load<f64>(node, 16)
}

@inline
function rowsPerHessianOf(node: usize): f64 {
  return <f64>load<i32>(node, 4) / hessianOf(load<i64>(node, 8))
}

function searchOne(node: usize, column: i32, bins: usize, found: usize): void {
  const codes = load<i32>(columnFacts(<usize>column))
  const total = load<i64>(node, 8)
  const nodeRows = <f64>load<i32>(node, 4)
  const rowsPerHessian = rowsPerHessianOf(node)
  const chosen = isRandom() ? <i32>drawBelow(node, column, presentCodes(bins, codes)) : -1
  let met = -1
  for (let code = 0; code < codes; code++) {
    const sum = load<i64>(bins + (<usize>code << 3))
    if (sum == 0) continue
    met++
    if (chosen >= 0 && met != chosen) continue
    const rows = rowsIn(sum, rowsPerHessian)
    if (rows < leastRows() || nodeRows - rows < leastRows()) continue
    const hessian = hessianOf(sum)
    const rest = total - sum
    if (hessian < leastHessian() || hessianOf(rest) < leastHessian()) continue
    const gain =
      gainOf(node, 0, penalty(), gradientOf(sum), hessian, rows, gradientOf(rest), hessianOf(rest), nodeRows - rows) -
      needed(node)
    if (!isBetter(found, gain)) continue
    keep(found, gain, column, -1, sum, false, false)
    clearCodes(found)
    addCode(found, code)
  }
}

function presentCodes(bins: usize, codes: i32): u32 {
  let count: u32 = 0
  for (let code = 0; code < codes; code++) if (load<i64>(bins + (<usize>code << 3)) != 0) count++
  return max<u32>(1, count)
}

function searchSorted(node: usize, column: i32, bins: usize, found: usize, room: usize): void {
  const codes = load<i32>(columnFacts(<usize>column))
  const smoothing = categorySmoothing()
  const rowsPerHessian = rowsPerHessianOf(node)
  let count = 0
  for (let code = 0; code < codes; code++) {
    const sum = load<i64>(bins + (<usize>code << 3))
    if (sum == 0 || rowsIn(sum, rowsPerHessian) < max<f64>(1, smoothing)) continue
    store<f64>(room + (<usize>count << 3), gradientOf(sum) / (hessianOf(sum) + smoothing), KEYS)
    store<i32>(room + (<usize>count << 2), code, CODES)
    count++
  }
  sortLevels(room, count)
  const most = min<i32>(mostLevels(), (count + 1) >> 1)
  if (most == 0) return
  const chosen = isRandom() ? <i32>drawBelow(node, column, <u32>most) : -1
  searchEnd(node, column, bins, found, room + CODES, 4, most, chosen)
  searchEnd(node, column, bins, found, room + CODES + (<usize>(count - 1) << 2), -4, most, chosen)
}

/** The best number of levels, from one end on, to send left. */
function searchEnd(node: usize, column: i32, bins: usize, found: usize, first: usize, step: i32, most: i32, chosen: i32): void {
  const total = load<i64>(node, 8)
  const nodeRows = <f64>load<i32>(node, 4)
  const rowsPerHessian = rowsPerHessianOf(node)
  const l2 = penalty() + categoryPenalty()
  let best: f64 = 0
  let bestCount = 0
  let bestLeft: i64 = 0
  let left: i64 = 0
  let rows: f64 = 0
  let group: f64 = 0
  for (let i = 0; i < most; i++) {
    const sum = load<i64>(bins + (<usize>load<u32>(first + <usize>(i * step)) << 3))
    const levelRows = rowsIn(sum, rowsPerHessian)
    left += sum
    rows += levelRows
    group += levelRows
    const hessian = hessianOf(left)
    if (rows < leastRows() || hessian < leastHessian()) continue
    const rest = nodeRows - rows
    const right = total - left
    if (rest < max<f64>(leastRows(), leastGroup()) || hessianOf(right) < leastHessian()) break
    if (group < leastGroup()) continue
    group = 0
    if (chosen >= 0 && i < chosen) continue
    const gain =
      gainOf(node, 0, l2, gradientOf(left), hessian, rows, gradientOf(right), hessianOf(right), rest) - needed(node)
    if (gain > best) {
      best = gain
      bestCount = i + 1
      bestLeft = left
    }
    if (chosen >= 0) break
  }
  if (bestCount == 0 || !isBetter(found, best)) return
  keep(found, best, column, -1, bestLeft, false, true)
  clearCodes(found)
  for (let i = 0; i < bestCount; i++) addCode(found, load<i32>(first + <usize>(i * step)))
}

/** Sorts keys and codes by merging ever longer runs, so that equal keys keep their order. */
function sortLevels(room: usize, count: i32): void {
  let keys = room + KEYS
  let codes = room + CODES
  let otherKeys = room + OTHER_KEYS
  let otherCodes = room + OTHER_CODES
  for (let width = 1; width < count; width <<= 1) {
    for (let begin = 0; begin < count; begin += width << 1) {
      const middle = min(begin + width, count)
      const end = min(begin + (width << 1), count)
      let a = begin
      let b = middle
      for (let to = begin; to < end; to++) {
        const takesA =
          a < middle && (b >= end || load<f64>(keys + (<usize>a << 3)) <= load<f64>(keys + (<usize>b << 3)))
        const from = takesA ? a++ : b++
        store<f64>(otherKeys + (<usize>to << 3), load<f64>(keys + (<usize>from << 3)))
        store<i32>(otherCodes + (<usize>to << 2), load<i32>(codes + (<usize>from << 2)))
      }
    }
    const swapKeys = keys
    keys = otherKeys
    otherKeys = swapKeys
    const swapCodes = codes
    codes = otherCodes
    otherCodes = swapCodes
  }
  if (codes != room + CODES) memory.copy(room + CODES, codes, <usize>count << 2)
}
