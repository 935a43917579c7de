/** Points in (0, 1) and their weights: `sum(weights[i] * f(points[i]))` is the integral of f over [0, 1]. */
export interface Quadrature {
  readonly points: Float64Array
  readonly weights: Float64Array
}

const known = new Map<number, Quadrature>()

/**
 * Gauss-Legendre quadrature with `count` points: exact for polynomials of degree up to `2 * count - 1`.
 * The points are the roots of the Legendre polynomial, found by Newton's method (Press et al., Numerical
 * Recipes, section 4.6).
 */
export function gaussLegendre(count: number): Quadrature {
  const rule = known.get(count) ?? computeRule(count)
  known.set(count, rule)
  return rule
}

function computeRule(count: number): Quadrature {
  const points = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let root = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 0
    // Newton's method doubles the digits each time; the guess has about two.
    for (let iteration = 0; iteration < 8; iteration++) {
      const polynomial = legendre(count, root)
      slope = polynomial.slope
      root -= polynomial.value / slope
    }
    points[i] = (1 - root) / 2
    weights[i] = 1 / ((1 - root * root) * slope * slope)
  }
  return { points, weights }
}

/** The Legendre polynomial of a degree of at least 1 and its derivative, by the three-term recurrence. */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let previous = 1
  let value = x
  for (let n = 2; n <= degree; n++) {
    const next = ((2 * n - 1) * x * value - (n - 1) * previous) / n
    previous = value
    value = next
  }
  return { value, slope: (degree * (x * value - previous)) / (x * x - 1) }
}
