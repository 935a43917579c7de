import { logOdds, probabilityOf } from '../metrics/log-loss.js'
import type { Calibration, Calibrator, SerialisedCalibration } from './calibration.js'
import { type ScorePoint, scorePoints } from './score-points.js'

/**
 * Beta calibration (Kull, Silva Filho and Flach 2017): log odds = a ln p - b ln(1 - p) + c, with a and b at least
 * 0. It bends both ends on their own, which Platt's cannot, and "leave it as it is" is one of its curves (1, 1, 0).
 * Fitted by logistic regression on the two logarithms; where a coefficient comes
 * out below 0, the best of the curves without it.
 */
export function beta(): Calibrator {
  return {
    kind: 'beta',
    fit(scores, target, weights) {
      return new BetaCalibration(fitCurve(scorePoints(scores, target, weights)))
    },
  }
}

/** log odds = rise x ln p - fall x ln(1 - p) + intercept. */
export interface BetaCurve {
  /** At least 0: how the low end bends. */
  readonly rise: number
  /** At least 0: how the high end bends. */
  readonly fall: number
  readonly intercept: number
}

export class BetaCalibration implements Calibration {
  readonly kind = 'beta'
  readonly #curve: BetaCurve

  constructor(curve: BetaCurve) {
    this.#curve = curve
  }

  apply(scores: ArrayLike<number>): Float64Array {
    return Float64Array.from(scores, (score) => this.at(score))
  }

  at(score: number): number {
    const { rise, fall, intercept } = this.#curve
    const [low, high] = logarithms(score)
    return probabilityOf(rise * low + fall * high + intercept)
  }

  toJSON(): SerialisedCalibration {
    return { format: 'foretell-calibration', version: 1, kind: this.kind, ...this.#curve }
  }
}

/** ln p and -ln(1 - p): both rise with p. Kept finite at the ends, where `logOdds` keeps its probabilities. */
function logarithms(p: number): [number, number] {
  const clipped = Math.min(1 - 2 ** -53, Math.max(1e-16, p))
  return Number.isNaN(p) ? [NaN, NaN] : [Math.log(clipped), -Math.log1p(-clipped)]
}

/**
 * A little pull of the two coefficients to 0, in rows: of what is parted perfectly they would grow without end.
 * The fewest rows that mean anything outweigh it by far.
 */
const RIDGE = 1e-6

interface CurvePoint {
  /** ln p, -ln(1 - p) and 1. */
  readonly x: readonly [number, number, number]
  readonly y: number
  readonly weight: number
}

type Triple = [number, number, number]

function fitCurve(scores: readonly ScorePoint[]): BetaCurve {
  const total = scores.reduce((sum, { weight }) => sum + weight, 0)
  const positives = scores.reduce((sum, { weight, y }) => sum + weight * y, 0)
  const start = total > 0 ? logOdds((positives + 1) / (total + 2)) : 0
  // With rows of one outcome only, nothing is known of a curve.
  if (positives <= 0 || positives >= total) return { rise: 0, fall: 0, intercept: start }
  const points = scores.map(({ x, y, weight }): CurvePoint => ({ x: [...logarithms(x), 1], y, weight }))
  const fitted = [
    newton(points, [true, true, true], start),
    newton(points, [true, false, true], start),
    newton(points, [false, true, true], start),
    newton(points, [false, false, true], start),
  ].filter(([rise, fall]) => rise >= 0 && fall >= 0)
  return curveOf(
    fitted.reduce((best, each) => (deviance(points, each) < deviance(points, best) ? each : best)),
  )
}

function curveOf([rise, fall, intercept]: Triple): BetaCurve {
  return { rise, fall, intercept }
}

const MAX_ITERATIONS = 100

/** Logistic regression by Newton's method with step halving; coefficients that are not free stay 0. */
function newton(
  points: readonly CurvePoint[],
  free: readonly [boolean, boolean, boolean],
  start: number,
): Triple {
  let current: Triple = [0, 0, start]
  let value = deviance(points, current)
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const step = newtonStep(points, current, free)
    let length = 1
    let next = moved(current, step, length)
    let nextValue = deviance(points, next)
    while (!(nextValue <= value) && length > 1e-10) {
      length /= 2
      next = moved(current, step, length)
      nextValue = deviance(points, next)
    }
    if (!(nextValue < value)) break
    ;[current, value] = [next, nextValue]
  }
  return current
}

function moved(from: Triple, step: Triple, length: number): Triple {
  return [from[0] + length * step[0], from[1] + length * step[1], from[2] + length * step[2]]
}

function newtonStep(
  points: readonly CurvePoint[],
  at: Triple,
  free: readonly [boolean, boolean, boolean],
): Triple {
  const ridge = [RIDGE, RIDGE, 0]
  const gradient = at.map((value, i) => (free[i] ? ridge[i] * value : 0))
  const hessian = at.map((_, i) => at.map((__, j) => (i === j ? ridge[i] + 1e-12 + (free[i] ? 0 : 1) : 0)))
  for (const { x, y, weight } of points) {
    const p = probabilityOf(dot(x, at))
    const curvature = weight * p * (1 - p)
    for (let i = 0; i < 3; i++) {
      if (!free[i]) continue
      gradient[i] += weight * (p - y) * x[i]
      for (let j = 0; j < 3; j++) if (free[j]) hessian[i][j] += curvature * x[i] * x[j]
    }
  }
  return solve(hessian, gradient)
}

/** -H^-1 g of a symmetric positive definite 3 x 3 system, by Gaussian elimination. */
function solve(hessian: number[][], gradient: number[]): Triple {
  const rows = hessian.map((row, i) => [...row, -gradient[i]])
  for (let pivot = 0; pivot < 3; pivot++) {
    for (let below = pivot + 1; below < 3; below++) {
      const factor = rows[below][pivot] / rows[pivot][pivot]
      for (let column = pivot; column < 4; column++) rows[below][column] -= factor * rows[pivot][column]
    }
  }
  const third = rows[2][3] / rows[2][2]
  const second = (rows[1][3] - rows[1][2] * third) / rows[1][1]
  return [(rows[0][3] - rows[0][1] * second - rows[0][2] * third) / rows[0][0], second, third]
}

/** Cross-entropy and the pull, arranged so that nothing overflows. */
function deviance(points: readonly CurvePoint[], at: Triple): number {
  let sum = (RIDGE / 2) * (at[0] * at[0] + at[1] * at[1])
  for (const { x, y, weight } of points) {
    const z = dot(x, at)
    sum += weight * (Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))))
  }
  return sum
}

function dot(x: readonly [number, number, number], at: Triple): number {
  return x[0] * at[0] + x[1] * at[1] + x[2] * at[2]
}
