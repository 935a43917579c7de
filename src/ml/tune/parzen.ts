import type { Random } from '../../shared/random.js'
import { normalDistribution, normalQuantile } from '../metrics/normal.js'
import { type Axis, edgesOf, placeOf, wholeAt } from './space.js'

/**
 * Parzen estimate of a density over a search space: one kernel for each observed point and one, the prior, that
 * covers the whole space. A kernel is a product over the axes (a normal cut at the bounds, or a choice that is
 * likelier to be the observed one), so that what goes together stays together (multivariate TPE; Falkner et al.
 * 2018). Widths and weights are those of Bergstra et al. (2011) and hyperopt, as Optuna has them: the larger
 * distance to the neighbours, at least 1 / min(100, kernels + 1) of the range; the 25 newest points count fully,
 * older ones the less.
 */
export class Parzen {
  readonly #kernels: AxisKernels[]
  /** Logarithms of the kernels' shares. */
  readonly #logShares: Float64Array
  /** Running sums of the shares. */
  readonly #cumulative: Float64Array

  /** @param points oldest first */
  constructor(axes: readonly Axis[], points: readonly Float64Array[]) {
    this.#kernels = axes.map((axis, at) => {
      const observed = Float64Array.from(points, (point) => point[at])
      return axis.kind === 'choice' ? new ChoiceKernels(axis.size, observed) : new LineKernels(axis, observed)
    })
    const weights = [...recencyWeights(points.length), PRIOR_WEIGHT]
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    this.#logShares = Float64Array.from(weights, (weight) => Math.log(weight / total))
    let sum = 0
    this.#cumulative = Float64Array.from(weights, (weight) => (sum += weight / total))
  }

  draw(random: Random): Float64Array {
    const at = random.uniform()
    let kernel = this.#cumulative.findIndex((sum) => at < sum)
    if (kernel < 0) kernel = this.#cumulative.length - 1
    return Float64Array.from(this.#kernels, (kernels) => kernels.draw(kernel, random))
  }

  /** Logarithm of the density at a point (of the mass, on axes that hold whole numbers or choices). */
  logDensity(point: Float64Array): number {
    const logs = this.#logShares.slice()
    this.#kernels.forEach((kernels, axis) => kernels.addLogDensity(point[axis], logs))
    const most = logs.reduce((a, b) => Math.max(a, b), -Infinity)
    if (most === -Infinity) return -Infinity
    return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0))
  }
}

const PRIOR_WEIGHT = 1

/** Points that count fully. */
const NEWEST = 25

function recencyWeights(points: number): number[] {
  const older = points - NEWEST
  return Array.from({ length: points }, (_, at) => {
    if (at >= older) return 1
    return older === 1 ? 1 / points : 1 / points + (at / (older - 1)) * (1 - 1 / points)
  })
}

/** The kernels of one axis; the last is the prior. */
interface AxisKernels {
  draw(kernel: number, random: Random): number
  /** Adds the logarithm of the density at a value to that of each kernel. */
  addLogDensity(value: number, logs: Float64Array): void
}

class ChoiceKernels implements AxisKernels {
  readonly #size: number
  /** The choice of each kernel; none for the prior. */
  readonly #observed: Float64Array
  /** Probability of the observed choice, and of each other. */
  readonly #own: number
  readonly #other: number

  constructor(size: number, observed: Float64Array) {
    this.#size = size
    this.#observed = observed
    const spread = PRIOR_WEIGHT / (observed.length + 1)
    this.#own = (1 + spread) / (1 + spread * size)
    this.#other = spread / (1 + spread * size)
  }

  draw(kernel: number, random: Random): number {
    if (kernel === this.#observed.length) return random.below(this.#size)
    // What is above an even share of `other` for all choices belongs to the observed one.
    return random.uniform() < this.#own - this.#other ? this.#observed[kernel] : random.below(this.#size)
  }

  addLogDensity(value: number, logs: Float64Array): void {
    const [own, other] = [Math.log(this.#own), Math.log(this.#other)]
    for (let kernel = 0; kernel < this.#observed.length; kernel++) {
      logs[kernel] += this.#observed[kernel] === value ? own : other
    }
    logs[this.#observed.length] -= Math.log(this.#size)
  }
}

/** Normals cut at the bounds, on numbers or on the stretches of whole numbers. */
class LineKernels implements AxisKernels {
  readonly #axis: Exclude<Axis, { kind: 'choice' }>
  readonly #low: number
  readonly #high: number
  readonly #centres: Float64Array
  readonly #widths: Float64Array
  /** Logarithm of the part of each normal that lies between the bounds. */
  readonly #logInside: Float64Array

  constructor(axis: Exclude<Axis, { kind: 'choice' }>, observed: Float64Array) {
    this.#axis = axis
    const { low, high } = axis.kind === 'integer' ? edgesOf(axis) : axis
    this.#low = low
    this.#high = high
    const places = axis.kind === 'integer' ? observed.map((value) => placeOf(axis, value)) : observed
    this.#centres = Float64Array.from([...places, (low + high) / 2])
    this.#widths = Float64Array.from([...widthsOf(places, low, high), high - low])
    this.#logInside = this.#centres.map((centre, kernel) =>
      Math.log(mass((low - centre) / this.#widths[kernel], (high - centre) / this.#widths[kernel])),
    )
  }

  draw(kernel: number, random: Random): number {
    const [centre, width] = [this.#centres[kernel], this.#widths[kernel]]
    const below = normalDistribution((this.#low - centre) / width)
    const above = normalDistribution((this.#high - centre) / width)
    const place = centre + width * normalQuantile(below + random.uniform() * (above - below))
    const inside = Math.min(this.#high, Math.max(this.#low, place))
    return this.#axis.kind === 'integer' ? wholeAt(this.#axis, inside) : inside
  }

  addLogDensity(value: number, logs: Float64Array): void {
    const axis = this.#axis
    const [from, to] =
      axis.kind === 'integer' ? [placeOf(axis, value - 0.5), placeOf(axis, value + 0.5)] : [value, value]
    for (let kernel = 0; kernel < logs.length; kernel++) {
      const [centre, width] = [this.#centres[kernel], this.#widths[kernel]]
      const z = (from - centre) / width
      const log =
        axis.kind === 'integer'
          ? Math.log(mass(z, (to - centre) / width))
          : -(z * z) / 2 - Math.log(width) - LOG_ROOT_TWO_PI
      logs[kernel] += log - this.#logInside[kernel]
    }
  }
}

const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2

/** The larger distance to the neighbours on either side; the outermost look inwards only, where there are two. */
function widthsOf(places: Float64Array, low: number, high: number): Float64Array {
  const order = Array.from(places.keys()).sort((a, b) => places[a] - places[b] || a - b)
  const narrowest = (high - low) / Math.min(100, places.length + 2)
  const widths = new Float64Array(places.length)
  const last = order.length - 1
  order.forEach((at, rank) => {
    const before = rank > 0 ? places[at] - places[order[rank - 1]] : last > 0 ? 0 : places[at] - low
    const after = rank < last ? places[order[rank + 1]] - places[at] : last > 0 ? 0 : high - places[at]
    widths[at] = Math.min(high - low, Math.max(narrowest, before, after))
  })
  return widths
}

/** Of the standard normal between two places, exact in the tails too. */
function mass(from: number, to: number): number {
  return from > 0
    ? normalDistribution(-from) - normalDistribution(-to)
    : normalDistribution(to) - normalDistribution(from)
}
