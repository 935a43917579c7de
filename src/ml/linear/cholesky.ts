/**
 * Factorises a symmetric matrix in place as L Lᵀ (Cholesky).
 * @param matrix size x size, row after row; its lower triangle becomes L, the upper is left as it was
 * @returns false when it is not positive definite; the matrix is then spoilt
 */
export function choleskyFactorise(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++) {
    const own = row * size
    for (let column = 0; column <= row; column++) {
      const other = column * size
      let sum = matrix[own + column]
      for (let k = 0; k < column; k++) sum -= matrix[own + k] * matrix[other + k]
      if (column < row) matrix[own + column] = sum / matrix[other + column]
      else if (sum > 0) matrix[own + row] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** Solves L Lᵀ x = b in place of `b`. */
export function choleskySolve(factor: Float64Array, size: number, b: Float64Array): void {
  for (let row = 0; row < size; row++) {
    let sum = b[row]
    for (let k = 0; k < row; k++) sum -= factor[row * size + k] * b[k]
    b[row] = sum / factor[row * size + row]
  }
  for (let row = size - 1; row >= 0; row--) {
    // Column by column, so that the factor is read along its rows.
    b[row] /= factor[row * size + row]
    for (let k = 0; k < row; k++) b[k] -= factor[row * size + k] * b[row]
  }
}
