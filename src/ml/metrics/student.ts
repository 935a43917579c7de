/**
 * Distribution function of Student's t.
 * @param degrees of freedom, above 0
 * @returns P(T <= t) in [0, 1], absolute error below 1e-12; NaN for a NaN or no freedom
 *
 * Through the regularised incomplete beta function (Abramowitz and Stegun 26.5.27).
 */
export function studentDistribution(t: number, degrees: number): number {
  if (Number.isNaN(t) || !(degrees > 0)) return NaN
  if (!Number.isFinite(t)) return t > 0 ? 1 : 0
  const tail = incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2
  return t > 0 ? 1 - tail : tail
}

/**
 * The quantile of Student's t.
 * @param probability 0 gives -Infinity, 1 gives Infinity, outside [0, 1] gives NaN
 * @param degrees of freedom, above 0
 * @returns t with P(T <= t) = probability, to about 1e-12 of its size
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0 && probability <= 1) || !(degrees > 0)) return NaN
  if (probability === 0.5) return 0
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees)
  if (probability === 1) return Infinity
  let [low, high] = [0, 1]
  while (studentDistribution(high, degrees) < probability) [low, high] = [high, high * 2]
  // Halving 100 times reaches neighbouring doubles from any start.
  for (let step = 0; step < 100 && low < high; step++) {
    const middle = low + (high - low) / 2
    if (middle === low || middle === high) break
    if (studentDistribution(middle, degrees) < probability) low = middle
    else high = middle
  }
  return high
}

/** I_x(a, b) by Lentz's continued fraction (Press et al., "Numerical Recipes", 6.4). */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, 1 - x)) / b
}

function betaFraction(a: number, b: number, x: number): number {
  const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return fraction
}

/** Natural logarithm of the Gamma function for z above 0, by Lanczos (1964) with g = 7, n = 9: about 1e-15. */
function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z)
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ]
  let sum = 0.9999999999998099
  coefficients.forEach((coefficient, i) => {
    sum += coefficient / (z + i)
  })
  const t = z + 6.5
  return Math.log(Math.sqrt(2 * Math.PI)) + (z - 0.5) * Math.log(t) - t + Math.log(sum)
}
