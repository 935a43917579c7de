import type { CategoryColumn, Frame, NumericColumn } from '../frame.js'

/** Places at which distributions of numbers are compared. */
const COMPARED = 100
const MOST_ITERATIONS = 5000

/**
 * Orders the levels of a category so that those whose rows look alike stand next to each other (Apley and Zhu 2020,
 * section 5.6; ALEPlot): the distance of two levels is the sum over the other columns of Kolmogorov and Smirnov's
 * (numbers) or half the sum of absolute differences of shares (categories), and the order is that of the first
 * principal coordinate.
 * @param codes the levels to be ordered; each has rows
 * @returns the same codes; the first of the two directions is the one that begins nearer to `codes[0]`
 */
export function orderBySimilarity(frame: Frame, column: CategoryColumn, codes: readonly number[]): number[] {
  if (codes.length < 3) return [...codes]
  const size = codes.length
  const distances = new Float64Array(size * size)
  const place = new Int32Array(column.levels.length).fill(-1)
  codes.forEach((code, i) => (place[code] = i))
  const levelOf = column.codes.map((code) => (code < 0 ? -1 : place[code]))
  for (const other of frame.columns) {
    if (other.name === column.name) continue
    const profiles =
      other.kind === 'numeric' ? cumulativeShares(other, levelOf, size) : shares(other, levelOf, size)
    const distance = other.kind === 'numeric' ? largestDifference : halfTheDifference
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) distances[a * size + b] += distance(profiles[a], profiles[b])
    }
  }
  const coordinate = principalCoordinate(distances, size)
  const order = [...codes.keys()].sort((a, b) => coordinate[a] - coordinate[b] || a - b)
  if (order.indexOf(0) >= size / 2) order.reverse()
  return order.map((i) => codes[i])
}

/** By level: the share of its rows at or below each of the compared values. Missing values are at or below none. */
function cumulativeShares({ values }: NumericColumn, levelOf: Int32Array, levels: number): Float64Array[] {
  const known = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
  const compared = Float64Array.from({ length: known.length === 0 ? 0 : COMPARED }, (_, i) => {
    return known[Math.floor((i * known.length) / COMPARED)]
  })
  const profiles = Array.from({ length: levels }, () => new Float64Array(compared.length))
  const rows = new Float64Array(levels)
  levelOf.forEach((level, row) => {
    if (level < 0) return
    rows[level]++
    for (let i = compared.length - 1; i >= 0 && values[row] <= compared[i]; i--) profiles[level][i]++
  })
  return profiles.map((counts, level) => counts.map((count) => count / rows[level]))
}

/** By level: the share of its rows with each level of another category, the missing last. */
function shares(
  { codes, levels: names }: CategoryColumn,
  levelOf: Int32Array,
  levels: number,
): Float64Array[] {
  const profiles = Array.from({ length: levels }, () => new Float64Array(names.length + 1))
  const rows = new Float64Array(levels)
  levelOf.forEach((level, row) => {
    if (level < 0) return
    rows[level]++
    profiles[level][codes[row] < 0 ? names.length : codes[row]]++
  })
  return profiles.map((counts, level) => counts.map((count) => count / rows[level]))
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)
}

function halfTheDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / 2
}

/**
 * Classical scaling to one dimension (Torgerson 1952): the eigenvector of the largest eigenvalue of the squared
 * distances, centred twice. By power iteration, the matrix shifted so that the largest is also the largest in size.
 */
function principalCoordinate(distances: Float64Array, size: number): Float64Array {
  const matrix = centredTwice(distances, size)
  let shift = 0
  for (let i = 0; i < size; i++) {
    let sum = 0
    for (let j = 0; j < size; j++) sum += Math.abs(matrix[i * size + j])
    shift = Math.max(shift, sum)
  }
  if (shift === 0) return new Float64Array(size)
  let vector = Float64Array.from({ length: size }, (_, i) => Math.cos(1 + i))
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const next = vector.map((value, i) => {
      let sum = shift * value
      for (let j = 0; j < size; j++) sum += matrix[i * size + j] * vector[j]
      return sum
    })
    const length = Math.hypot(...next)
    let moved = 0
    next.forEach((value, i) => {
      next[i] = value / length
      moved = Math.max(moved, Math.abs(next[i] - vector[i]))
    })
    vector = next
    if (moved < 1e-12) break
  }
  return vector
}

/** -D^2 / 2 with the means of rows and columns taken out. */
function centredTwice(distances: Float64Array, size: number): Float64Array {
  const squares = distances.map((distance) => (-distance * distance) / 2)
  const means = Float64Array.from({ length: size }, (_, i) => {
    return squares.subarray(i * size, (i + 1) * size).reduce((sum, value) => sum + value, 0) / size
  })
  const mean = means.reduce((sum, value) => sum + value, 0) / size
  return squares.map((value, at) => value - means[Math.floor(at / size)] - means[at % size] + mean)
}
