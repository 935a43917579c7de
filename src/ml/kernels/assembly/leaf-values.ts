/**
 * Shapley values of one leaf for one row, by its closed form (`src/ml/explain/tree-shap.ts`): at each point of a
 * quadrature rule the product of what every column of the path lets pass, of which each column takes a part. For
 * columns that the row meets both were written down beforehand. Those that it does not meet let pass their share
 * times 1 - t, and all take the same: -1 / (1 - t).
 *
 * A leaf: 0 columns, 4 pairs of points, 8 tests, 12 bytes of the whole, 16 its rule; from 32 on the leaf's value times
 * the weight of each point, f64; then its columns, then its tests (`row-contributions.ts`).
 * A column: 0 where its value is, 4 which bits say whether it is met, 8 what they must be (both only while tables are
 * filled, `row-tables.ts`), 16 its share, f64; from 32 on, f64 a point: what it lets pass when met, what it takes then.
 * A rule, f64 a point: -1 / (1 - t); then 1 - t to the power of 0, 1, ... up to the most columns of a leaf with it.
 */
export function columnsOf(leaf: usize): usize {
  return leaf + 32 + ((<usize>load<u32>(leaf, 4)) << 4)
}

/** Bytes of a column of the leaf. */
export function columnBytes(leaf: usize): usize {
  return 32 + ((<usize>load<u32>(leaf, 4)) << 5)
}

/**
 * Adds the values of the leaf's columns.
 * @param unmet a byte a column, not 0 where the row fails what is asked of it
 * @param room for a number a point, and two words a column
 */
export function addLeaf(leaf: usize, unmet: usize, room: usize, values: usize): void {
  const bytes = (<usize>load<u32>(leaf, 4)) << 4
  const columns = <usize>load<u32>(leaf)
  const met = room + bytes
  const failed = met + (columns << 2)
  // Without a branch, which nobody could foresee: both are written, and one of them stays.
  let metEnd = met
  let failedEnd = failed
  let share: f64 = 1
  const size = columnBytes(leaf)
  let column = columnsOf(leaf)
  for (let i: usize = 0; i < columns; i++, column += size) {
    const isMet = <usize>(load<u8>(unmet + i) == 0)
    store<u32>(metEnd, <u32>column)
    store<u32>(failedEnd, load<u32>(column))
    metEnd += isMet << 2
    failedEnd += (isMet ^ 1) << 2
    share *= isMet != 0 ? 1 : load<f64>(column, 16)
  }
  const rule = <usize>load<u32>(leaf, 16)
  const powers = rule + bytes + ((failedEnd - failed) >> 2) * bytes
  multiply(leaf + 32, powers, share, met, metEnd, bytes, room)
  addMet(met, metEnd, bytes, room, values)
  addFailed(failed, failedEnd, rule, bytes, room, values)
}

/** The product of what all columns let pass, at each point. */
function multiply(
  weights: usize,
  powers: usize,
  share: f64,
  met: usize,
  metEnd: usize,
  bytes: usize,
  products: usize,
): void {
  for (let point: usize = 0; point < bytes; point += 16) {
    let product = f64x2.mul(
      f64x2.mul(v128.load(weights + point), v128.load(powers + point)),
      f64x2.splat(share),
    )
    for (let at = met; at < metEnd; at += 4) {
      product = f64x2.mul(product, v128.load(<usize>load<u32>(at) + point, 32))
    }
    v128.store(products + point, product)
  }
}

function addMet(met: usize, metEnd: usize, bytes: usize, products: usize, values: usize): void {
  for (let at = met; at < metEnd; at += 4) {
    const column = <usize>load<u32>(at)
    add(values + <usize>load<u32>(column), takenOf(products, column + 32 + bytes, bytes))
  }
}

function addFailed(
  failed: usize,
  failedEnd: usize,
  rule: usize,
  bytes: usize,
  products: usize,
  values: usize,
): void {
  if (failed == failedEnd) return
  const taken = takenOf(products, rule, bytes)
  for (let at = failed; at < failedEnd; at += 4) add(values + <usize>load<u32>(at), taken)
}

/** What is taken of the products, over all points. */
function takenOf(products: usize, taken: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0)
  for (let point: usize = 0; point < bytes; point += 16) {
    sum = f64x2.add(sum, f64x2.mul(v128.load(products + point), v128.load(taken + point)))
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

function add(to: usize, value: f64): void {
  store<f64>(to, load<f64>(to) + value)
}
