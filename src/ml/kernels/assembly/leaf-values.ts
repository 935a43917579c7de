/**
 * Shapley values of one leaf for one row, by its closed form (`src/ml/explain/tree-shap.ts`): at each point of a
 * quadrature rule the product of what every column of the path lets pass, of which each column takes a part. Both
 * depend only on whether the row meets what the path asks of the column, and so both were written down beforehand.
 *
 * A leaf: 0 columns, 4 pairs of points, 8 tests, 12 bytes of the whole; from 16 on the leaf's value times the weight of
 * each point, f64; then its columns, then its tests (`row-contributions.ts`).
 * A column: 0 where its value is, 4 which bits say whether it is met, 8 what they must be (both only while tables are
 * filled, `row-tables.ts`); from 16 on, f64 a point: what it lets pass when met, what it takes then; the same when not.
 */
export function columnsOf(leaf: usize): usize {
  return leaf + 16 + ((<usize>load<u32>(leaf, 4)) << 4)
}

/** Bytes of a column of the leaf. */
export function columnBytes(leaf: usize): usize {
  return 16 + ((<usize>load<u32>(leaf, 4)) << 6)
}

/**
 * Adds the values of the leaf's columns.
 * @param unmet a byte a column, not 0 where the row fails what is asked of it
 * @param products room for a number a point
 */
export function addLeaf(leaf: usize, unmet: usize, products: usize, values: usize): void {
  const bytes = (<usize>load<u32>(leaf, 4)) << 4
  const size = columnBytes(leaf)
  const first = columnsOf(leaf)
  const end = first + <usize>load<u32>(leaf) * size
  for (let point: usize = 0; point < bytes; point += 16) {
    let product = v128.load(leaf + 16 + point)
    let column = first + 16 + point
    for (let at = unmet; column < end; at++, column += size) {
      product = f64x2.mul(product, v128.load(column + passing(at, bytes)))
    }
    v128.store(products + point, product)
  }
  let at = unmet
  for (let column = first; column < end; column += size) {
    const taken = column + 16 + bytes + passing(at++, bytes)
    let sum = f64x2.splat(0)
    for (let point: usize = 0; point < bytes; point += 16) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(products + point), v128.load(taken + point)))
    }
    const to = values + <usize>load<u32>(column)
    store<f64>(to, load<f64>(to) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)))
  }
}

/** From what a column does when it is met to what it does for this row. */
function passing(unmet: usize, bytes: usize): usize {
  return load<u8>(unmet) != 0 ? bytes << 1 : 0
}
