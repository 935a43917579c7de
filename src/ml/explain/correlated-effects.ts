/** A pivot below this share of its variance is rounding: the columns before it determine it. */
const DETERMINED = 1e-10

/**
 * What jointly normal columns add to the expected value of a linear sum when they become known in one order.
 *
 * With the covariance decomposed in that order as L D L' (L unit lower triangular), the part of the k-th column
 * that those before it do not tell is r = L^-1 z, and the whole sum is expected to move by the coefficients times
 * the k-th column of L for each unit of it. Over all k that makes the sum itself, whatever the covariance.
 * @param covariances columns x columns, symmetric
 * @param order the columns as they become known
 * @returns columns x columns, row after row: what each column (row) adds for a deviation of each (column) by 1
 */
export function orderEffects(
  covariances: Float64Array,
  coefficients: ArrayLike<number>,
  order: Uint32Array,
): Float64Array {
  const size = order.length
  const lower = decompose(covariances, size, order)
  const residuals = inverted(lower, size)
  const effects = new Float64Array(size * size)
  for (let k = 0; k < size; k++) {
    let told = 0
    for (let i = k; i < size; i++) told += coefficients[order[i]] * lower[i * size + k]
    const row = order[k] * size
    for (let j = 0; j <= k; j++) effects[row + order[j]] = told * residuals[k * size + j]
  }
  return effects
}

/** L of L D L', of the matrix with rows and columns in the given order; a column without a pivot tells nothing. */
function decompose(matrix: Float64Array, size: number, order: Uint32Array): Float64Array {
  const lower = new Float64Array(size * size)
  const pivots = new Float64Array(size)
  /** What is left of an entry when the first `known` columns are accounted for. */
  const left = (i: number, j: number, known: number): number => {
    let value = matrix[order[i] * size + order[j]]
    for (let m = 0; m < known; m++) value -= lower[i * size + m] * lower[j * size + m] * pivots[m]
    return value
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) lower[i * size + j] = pivots[j] === 0 ? 0 : left(i, j, j) / pivots[j]
    const pivot = left(i, i, i)
    pivots[i] = pivot > DETERMINED * matrix[order[i] * size + order[i]] ? pivot : 0
    lower[i * size + i] = 1
  }
  return lower
}

/** The inverse of a unit lower triangular matrix. */
function inverted(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    inverse[i * size + i] = 1
    for (let j = 0; j < i; j++) {
      let sum = 0
      for (let m = j; m < i; m++) sum -= lower[i * size + m] * inverse[m * size + j]
      inverse[i * size + j] = sum
    }
  }
  return inverse
}
