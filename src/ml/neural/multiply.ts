/**
 * Multiplies matrices: `result = left x rightᵀ`, both stored row after row, so that every product runs along two
 * rows. Each number of the result is summed in the same order wherever it stands: a row's result does not depend
 * on the rows around it.
 * @param left rows x depth
 * @param right columns x depth
 * @param result rows x columns; overwritten
 */
export function multiply(
  left: Float64Array,
  right: Float64Array,
  result: Float64Array,
  rows: number,
  columns: number,
  depth: number,
): void {
  // Blocks of 2 x 4: as many sums as registers hold, so that each number read serves several of them.
  const evenRows = rows - (rows % 2)
  const evenColumns = columns - (columns % 4)
  for (let row = 0; row < evenRows; row += 2) {
    const a0 = row * depth
    const a1 = a0 + depth
    for (let column = 0; column < evenColumns; column += 4) {
      let b0 = column * depth
      let b1 = b0 + depth
      let b2 = b1 + depth
      let b3 = b2 + depth
      let s00 = 0
      let s01 = 0
      let s02 = 0
      let s03 = 0
      let s10 = 0
      let s11 = 0
      let s12 = 0
      let s13 = 0
      for (let k = 0; k < depth; k++) {
        const x0 = left[a0 + k]
        const x1 = left[a1 + k]
        const y0 = right[b0++]
        const y1 = right[b1++]
        const y2 = right[b2++]
        const y3 = right[b3++]
        s00 += x0 * y0
        s01 += x0 * y1
        s02 += x0 * y2
        s03 += x0 * y3
        s10 += x1 * y0
        s11 += x1 * y1
        s12 += x1 * y2
        s13 += x1 * y3
      }
      const at = row * columns + column
      result[at] = s00
      result[at + 1] = s01
      result[at + 2] = s02
      result[at + 3] = s03
      result[at + columns] = s10
      result[at + columns + 1] = s11
      result[at + columns + 2] = s12
      result[at + columns + 3] = s13
    }
    multiplyRow(left, right, result, row, evenColumns, columns, depth)
    multiplyRow(left, right, result, row + 1, evenColumns, columns, depth)
  }
  if (evenRows < rows) multiplyRow(left, right, result, evenRows, 0, columns, depth)
}

/** One row of the result, from a column on. */
function multiplyRow(
  left: Float64Array,
  right: Float64Array,
  result: Float64Array,
  row: number,
  from: number,
  columns: number,
  depth: number,
): void {
  for (let column = from; column < columns; column++) {
    let sum = 0
    for (let k = 0, a = row * depth, b = column * depth; k < depth; k++, a++, b++) sum += left[a] * right[b]
    result[row * columns + column] = sum
  }
}

/** Writes the transpose of a rows x columns matrix. */
export function transpose(
  matrix: Float64Array,
  rows: number,
  columns: number,
  result: Float64Array,
): Float64Array {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = matrix[row * columns + column]
    }
  }
  return result
}
