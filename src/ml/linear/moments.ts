export interface Moments {
  readonly mean: number
  /** Root of the mean squared distance from the mean. */
  readonly deviation: number
  /** Fourth moment over the squared second: 3 for the normal distribution; NaN for a constant. */
  readonly kurtosis: number
}

/**
 * Weighted moments that stay finite for values up to the largest a double can hold.
 * @param values finite, at least one
 * @param weights above 0; default 1 each
 */
export function moments(values: Float64Array, weights: Float64Array | undefined): Moments {
  // In units of the largest, so that squares of huge values stay finite.
  let unit = 0
  for (const value of values) unit = Math.max(unit, Math.abs(value))
  if (unit === 0) return { mean: 0, deviation: 0, kurtosis: NaN }
  let total = 0
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]
    total += weight
    sum += weight * (values[i] / unit)
  }
  const mean = sum / total
  let second = 0
  let fourth = 0
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]
    const square = (values[i] / unit - mean) ** 2
    second += weight * square
    fourth += weight * square * square
  }
  second /= total
  fourth /= total
  return { mean: mean * unit, deviation: Math.sqrt(second) * unit, kurtosis: fourth / (second * second) }
}
