import { logOdds, probabilityOf } from '../metrics/log-loss.js'
import type { Calibration, Calibrator, SerialisedCalibration } from './calibration.js'
import { type ScorePoint, scorePoints } from './score-points.js'

/**
 * Platt's calibration: log odds = slope x log odds of the score + intercept, with Platt's (1999) smoothed targets
 * against certainty, fitted by Newton's method with backtracking (Lin, Lin and Weng 2007). Two numbers, so it
 * needs few rows; on log odds the identity is one of its curves. A slope below 0 would turn the ranking round,
 * which no calibration may: it is held at 0, and everyone gets the base rate.
 */
export function platt(): Calibrator {
  return {
    kind: 'platt',
    fit(scores, target, weights) {
      const points = scorePoints(scores, target, weights).map((point) => ({ ...point, x: logOdds(point.x) }))
      return new PlattCalibration(fitSigmoid(points))
    },
  }
}

export interface Sigmoid {
  /** At least 0. */
  readonly slope: number
  readonly intercept: number
}

export class PlattCalibration implements Calibration {
  readonly kind = 'platt'
  readonly #sigmoid: Sigmoid

  constructor(sigmoid: Sigmoid) {
    this.#sigmoid = sigmoid
  }

  apply(scores: ArrayLike<number>): Float64Array {
    return Float64Array.from(scores, (score) => this.at(score))
  }

  at(score: number): number {
    const { slope, intercept } = this.#sigmoid
    return probabilityOf(slope * logOdds(score) + intercept)
  }

  toJSON(): SerialisedCalibration {
    return { format: 'foretell-calibration', version: 1, kind: this.kind, ...this.#sigmoid }
  }
}

const MAX_ITERATIONS = 100

/** @param points `x` in log odds */
function fitSigmoid(points: readonly ScorePoint[]): Sigmoid {
  const positives = points.reduce((sum, point) => sum + point.weight * point.y, 0)
  const total = points.reduce((sum, point) => sum + point.weight, 0)
  // Platt's targets: what a uniform prior would have us believe of rows with this outcome.
  const ofOne = (positives + 1) / (positives + 2)
  const ofZero = 1 / (total - positives + 2)
  const smoothed = points.map((point) => ({ ...point, y: ofZero + point.y * (ofOne - ofZero) }))
  const meanTarget =
    total > 0 ? smoothed.reduce((sum, point) => sum + point.weight * point.y, 0) / total : 0.5
  const flat = { slope: 0, intercept: logOdds(meanTarget) }
  const fitted = newton(smoothed, flat)
  return fitted.slope > 0 ? fitted : flat
}

function newton(points: readonly ScorePoint[], start: Sigmoid): Sigmoid {
  let current = start
  let value = deviance(points, current)
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const step = newtonStep(points, current)
    if (Math.max(Math.abs(step.slopeGradient), Math.abs(step.interceptGradient)) < 1e-10 * points.length)
      break
    const next = backtrack(points, current, value, step)
    if (next === undefined) break
    ;({ sigmoid: current, value } = next)
  }
  return current
}

interface Step {
  readonly slope: number
  readonly intercept: number
  readonly slopeGradient: number
  readonly interceptGradient: number
}

function newtonStep(points: readonly ScorePoint[], sigmoid: Sigmoid): Step {
  // The ridge keeps the 2 x 2 system solvable when all scores are equal.
  let [h11, h22, h21] = [1e-12, 1e-12, 0]
  let [slopeGradient, interceptGradient] = [0, 0]
  for (const { x, y, weight } of points) {
    const p = probabilityOf(sigmoid.slope * x + sigmoid.intercept)
    const curvature = weight * p * (1 - p)
    h11 += x * x * curvature
    h22 += curvature
    h21 += x * curvature
    slopeGradient += weight * x * (p - y)
    interceptGradient += weight * (p - y)
  }
  const determinant = h11 * h22 - h21 * h21
  return {
    slope: -(h22 * slopeGradient - h21 * interceptGradient) / determinant,
    intercept: -(h11 * interceptGradient - h21 * slopeGradient) / determinant,
    slopeGradient,
    interceptGradient,
  }
}

function backtrack(
  points: readonly ScorePoint[],
  from: Sigmoid,
  value: number,
  step: Step,
): { sigmoid: Sigmoid; value: number } | undefined {
  const descent = step.slopeGradient * step.slope + step.interceptGradient * step.intercept
  for (let length = 1; length >= 1e-10; length /= 2) {
    const sigmoid = {
      slope: from.slope + length * step.slope,
      intercept: from.intercept + length * step.intercept,
    }
    const next = deviance(points, sigmoid)
    if (next < value + 1e-4 * length * descent) return { sigmoid, value: next }
  }
  return undefined
}

/** Cross-entropy against the smoothed targets, arranged so that nothing overflows. */
function deviance(points: readonly ScorePoint[], { slope, intercept }: Sigmoid): number {
  let sum = 0
  for (const { x, y, weight } of points) {
    const z = slope * x + intercept
    sum += weight * (Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))))
  }
  return sum
}
