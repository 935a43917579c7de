/**
 * Shapley values of trees by path products: the tree is walked once for many rows, down with the product of what every
 * column of the path lets pass, up with the sum over the leaves below, both at the points of a quadrature rule
 * (`src/ml/explain/tree-shap.ts` has the formula, and sums the same leaf by leaf).
 *
 * A step (48 bytes): 0 kind, 4 test, 8 flags, 12 level of the child, 16 level of the last step before on the same
 * column or 0, 20 where the column's values are, 24 share of the training rows that pass, joined with that earlier
 * step's, f64, 32 value of the leaf, f64.
 */
const DOWN: u32 = 0
const LEAF: u32 = 1

/** Flags: passed by the rows that fail the test; the first child of its parent. */
const OTHERS: u32 = 1
const FIRST: u32 = 2

export const STEP: usize = 48
/** Rows that are walked at a time, at most. */
export const ROWS: usize = 64

/**
 * A level: 0 share, f64; 64 a byte for each row, -1 when it meets all steps on the column so far; 128 for each point
 * what the column lets pass when they are met, and its inverse; then for each point a product for each row, and a sum.
 */
const MET: usize = 64
const PASSING: usize = 128
const PRODUCTS: usize = 128

/** A point (32 bytes): 0 t, 8 1 - t, 16 weight, 24 1 / (1 - t). */
const POINT: usize = 32
/** Factors of a step at one point (48 bytes): product for 0 all met, 8 only before, 16 not before; 24 ... values. */
const FACTORS: usize = 48

/** Bytes that so many levels need with so many points. */
function levelBytes(points: usize): usize {
  return PRODUCTS + points * (16 + 2 * ROWS * 8)
}

/**
 * Adds the values of rows to columns of numbers.
 * @param tests bytes of rows, -1 where a test is passed; each test 256 after the other
 * @param rows 1 to 64
 * @param into of the first row
 * @param room for factors and levels
 */
export function walkPaths(
  steps: usize,
  end: usize,
  points: usize,
  pointCount: usize,
  tests: usize,
  rows: usize,
  into: usize,
  room: usize,
): void {
  const bytes = levelBytes(pointCount)
  const levels = room + pointCount * FACTORS
  const pairs = (rows + 1) >> 1
  beginRoot(levels, pointCount, pairs)
  for (let step = steps; step < end; step += STEP) {
    const kind = load<u32>(step)
    const level = levels + <usize>load<u32>(step, 12) * bytes
    const before = levels + <usize>load<u32>(step, 16) * bytes
    if (kind <= LEAF) meet(step, level, before, tests, rows)
    computeFactors(step, level, before, points, pointCount, room)
    const column = into + <usize>load<u32>(step, 20)
    if (kind == DOWN) goDown(level, before, level - bytes, pointCount, pairs, room)
    else if (kind == LEAF) passLeaf(step, level, before, level - bytes, pointCount, pairs, room, column)
    else goUp(step, level, before, level - bytes, pointCount, pairs, room, column)
  }
}

function beginRoot(root: usize, pointCount: usize, pairs: usize): void {
  store<f64>(root, 1)
  const all = i8x16.splat(-1)
  for (let at: usize = MET; at < MET + ROWS; at += 16) v128.store(root + at, all)
  const one = f64x2.splat(1)
  for (let q: usize = 0; q < pointCount; q++) v128.store(root + PASSING + (q << 4), one)
  const products = productsOf(root, pointCount)
  for (let q: usize = 0; q < pointCount; q++) {
    for (let pair: usize = 0; pair < pairs; pair++) v128.store(products + q * (ROWS * 8) + (pair << 4), one)
  }
}

function productsOf(level: usize, pointCount: usize): usize {
  return level + PASSING + (pointCount << 4)
}

function sumsOf(level: usize, pointCount: usize): usize {
  return level + PASSING + pointCount * (16 + ROWS * 8)
}

/** Which rows meet this step and those before it on the same column. */
function meet(step: usize, level: usize, before: usize, tests: usize, rows: usize): void {
  const test = tests + <usize>load<u32>(step, 4)
  const others = i8x16.splat((load<u32>(step, 8) & OTHERS) != 0 ? -1 : 0)
  for (let row: usize = 0; row < rows; row += 16) {
    const met = v128.xor(v128.load(test + row), others)
    v128.store(level + row + MET, v128.and(met, v128.load(before + row + MET)))
  }
}

/**
 * What a step multiplies products by, and what it takes of the sums below as value of its column, less what the
 * earlier step on the column has taken of them: by point, for rows that meet all, only those before, or not even them.
 */
function computeFactors(
  step: usize,
  level: usize,
  before: usize,
  points: usize,
  pointCount: usize,
  factors: usize,
): void {
  const share = load<f64>(step, 24)
  const shareBefore = load<f64>(before)
  store<f64>(level, share)
  for (let q: usize = 0; q < pointCount; q++) {
    const point = points + q * POINT
    const rest = share * load<f64>(point, 8)
    const passing = load<f64>(point) + rest
    const inverse = 1 / passing
    const inverseBefore = load<f64>(before + (q << 4), PASSING + 8)
    store<f64>(level + (q << 4), passing, PASSING)
    store<f64>(level + (q << 4), inverse, PASSING + 8)
    const at = factors + q * FACTORS
    store<f64>(at, passing * inverseBefore)
    store<f64>(at, rest * inverseBefore, 8)
    store<f64>(at, share / shareBefore, 16)
    const taken = (1 - shareBefore) * inverseBefore
    const weight = load<f64>(point, 16)
    store<f64>(at, weight * ((1 - share) * inverse - taken), 24)
    store<f64>(at, -weight * (load<f64>(point, 24) + taken), 32)
  }
}

/** The bytes of two rows as masks of 64 bits. */
function masks(bytes: usize): v128 {
  return i8x16.swizzle(v128.load16_splat(bytes), i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1))
}

function goDown(
  level: usize,
  before: usize,
  parent: usize,
  pointCount: usize,
  pairs: usize,
  factors: usize,
): void {
  const from = productsOf(parent, pointCount)
  const to = productsOf(level, pointCount)
  for (let pair: usize = 0; pair < pairs; pair++) {
    const met = masks(level + MET + (pair << 1))
    const metBefore = masks(before + MET + (pair << 1))
    let at = pair << 4
    for (let q: usize = 0; q < pointCount; q++) {
      const factor = factors + q * FACTORS
      const unmet = v128.bitselect(v128.load64_splat(factor, 8), v128.load64_splat(factor, 16), metBefore)
      const passed = v128.bitselect(v128.load64_splat(factor), unmet, met)
      v128.store(to + at, f64x2.mul(v128.load(from + at), passed))
      at += ROWS * 8
    }
  }
}

function passLeaf(
  step: usize,
  level: usize,
  before: usize,
  parent: usize,
  pointCount: usize,
  pairs: usize,
  factors: usize,
  column: usize,
): void {
  const from = productsOf(parent, pointCount)
  const to = sumsOf(parent, pointCount)
  const first = (load<u32>(step, 8) & FIRST) != 0
  const value = v128.load64_splat(step, 32)
  for (let pair: usize = 0; pair < pairs; pair++) {
    const met = masks(level + MET + (pair << 1))
    const metBefore = masks(before + MET + (pair << 1))
    let at = pair << 4
    let sum = f64x2.splat(0)
    for (let q: usize = 0; q < pointCount; q++) {
      const factor = factors + q * FACTORS
      const unmet = v128.bitselect(v128.load64_splat(factor, 8), v128.load64_splat(factor, 16), metBefore)
      const passed = v128.bitselect(v128.load64_splat(factor), unmet, met)
      const product = f64x2.mul(f64x2.mul(v128.load(from + at), value), passed)
      const unmetTakes = v128.and(v128.load64_splat(factor, 32), metBefore)
      sum = f64x2.add(sum, f64x2.mul(product, v128.bitselect(v128.load64_splat(factor, 24), unmetTakes, met)))
      v128.store(to + at, first ? product : f64x2.add(v128.load(to + at), product))
      at += ROWS * 8
    }
    v128.store(column + (pair << 4), f64x2.add(v128.load(column + (pair << 4)), sum))
  }
}

function goUp(
  step: usize,
  level: usize,
  before: usize,
  parent: usize,
  pointCount: usize,
  pairs: usize,
  factors: usize,
  column: usize,
): void {
  const from = sumsOf(level, pointCount)
  const to = sumsOf(parent, pointCount)
  const first = (load<u32>(step, 8) & FIRST) != 0
  for (let pair: usize = 0; pair < pairs; pair++) {
    const met = masks(level + MET + (pair << 1))
    const metBefore = masks(before + MET + (pair << 1))
    let at = pair << 4
    let sum = f64x2.splat(0)
    for (let q: usize = 0; q < pointCount; q++) {
      const factor = factors + q * FACTORS
      const below = v128.load(from + at)
      const unmetTakes = v128.and(v128.load64_splat(factor, 32), metBefore)
      sum = f64x2.add(sum, f64x2.mul(below, v128.bitselect(v128.load64_splat(factor, 24), unmetTakes, met)))
      v128.store(to + at, first ? below : f64x2.add(v128.load(to + at), below))
      at += ROWS * 8
    }
    v128.store(column + (pair << 4), f64x2.add(v128.load(column + (pair << 4)), sum))
  }
}
