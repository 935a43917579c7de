/**
 * The standard normal distribution function.
 * @param z any number; NaN gives NaN
 * @returns P(Z <= z) in [0, 1], absolute error below 1e-15
 *
 * Hart et al., "Computer Approximations" (1968), algorithm 5666, in the arrangement of G. West, "Better
 * approximations to cumulative normal functions" (2005).
 */
export function normalDistribution(z: number): number {
  if (Number.isNaN(z)) return NaN
  const size = Math.abs(z)
  const tail = size > 37 ? 0 : upperTail(size)
  return z > 0 ? 1 - tail : tail
}

function upperTail(size: number): number {
  const density = Math.exp((-size * size) / 2)
  if (size < 7.07106781186547) {
    const above = horner(size, upper.above)
    const below = horner(size, upper.below)
    return (density * above) / below
  }
  const fraction = size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65))))
  return density / fraction / 2.506628274631
}

/**
 * The quantile of the standard normal distribution.
 * @param probability 0 gives -Infinity, 1 gives Infinity, outside [0, 1] gives NaN
 * @returns z with P(Z <= z) = probability, relative error about 1e-16
 *
 * M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37
 * (1988), PPND16.
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return NaN
  const q = probability - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * horner(r, central.above)) / horner(r, central.below)
  }
  const tail = q < 0 ? probability : 1 - probability
  if (tail === 0) return q < 0 ? -Infinity : Infinity
  const r = Math.sqrt(-Math.log(tail))
  const [part, shift] = r <= 5 ? [middle, 1.6] : [far, 5]
  const z = horner(r - shift, part.above) / horner(r - shift, part.below)
  return q < 0 ? -z : z
}

/** Coefficients from the highest power down to the constant. */
function horner(x: number, coefficients: readonly number[]): number {
  let value = 0
  for (const coefficient of coefficients) value = value * x + coefficient
  return value
}

const upper = {
  above: [
    3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
    221.213596169931, 220.206867912376,
  ],
  below: [
    8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
    637.333633378831, 793.826512519948, 440.413735824752,
  ],
}

const central = {
  above: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  below: [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
}

const middle = {
  above: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  below: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
}

const far = {
  above: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  below: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
}
