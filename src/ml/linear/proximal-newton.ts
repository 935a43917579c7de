import { addProducts, addTransposed, type Design } from './design.js'
import type { Loss } from './objective.js'
import { WorkingSet } from './working-set.js'

/** Weights of the two penalties, in units of the mean loss. */
export interface Penalties {
  /** Times the sum of |coefficients|; at least 0. */
  readonly l1: number
  /** Half of it times the sum of squared coefficients; at least 0. */
  readonly l2: number
}

export interface PenalisedProblem {
  readonly design: Design
  readonly target: Float64Array
  /** At least 0: a row of weight 0 takes no part. */
  readonly weights: Float64Array
  readonly loss: Loss
  /** The intercept before anything is learned. */
  readonly start: number
  /** Whether coefficients are kept from falling below 0. */
  readonly nonNegative: boolean
}

export interface Solution {
  readonly iterations: number
  /** False when the steps ran out, or more columns are needed than a working set holds. */
  readonly converged: boolean
}

const MAX_ITERATIONS = 200
/** Sweeps over the members of the working set for one step; a step need not be exact. */
const MAX_SWEEPS = 1000
/** The curvature is measured anew when a step gains more than this share of what the one before gained. */
const SLOW = 0.1
/** Columns of a working set at most: its products take 8 x this squared bytes. */
const MOST_MEMBERS = 4000
/** Relative rounding error of a value: smaller gains cannot be seen in it. */
const VALUE_NOISE = 1e-13
/** Least curvature of a row, so that rows that are told for sure do not make the problem flat. */
const LEAST_BEND = 1e-5

/**
 * Finds the coefficients of least
 * `mean of weight x loss + l1 x sum of |coefficients| + l2 / 2 x sum of squares` for one pair of penalties after
 * another, each from where the last one ended; the intercept has no penalty.
 *
 * Steps are Newton's, their quadratic problem solved by coordinate descent over the columns whose coefficient is
 * not 0 or wants to be (Friedman, Hastie and Tibshirani, "Regularization paths for generalized linear models via
 * coordinate descent", 2010), with a search along the step, so that the value never rises (Lee, Sun and Saunders,
 * "Proximal Newton-type methods", 2014). The second moments are kept from step to step while they serve.
 */
export class PenalisedFit {
  /** One for each column of the design. */
  readonly coefficients: Float64Array
  intercept: number
  readonly #design: Design
  readonly #target: Float64Array
  readonly #weights: Float64Array
  readonly #loss: Loss
  readonly #nonNegative: boolean
  readonly #total: number
  readonly #working: WorkingSet
  readonly #raw: Float64Array
  readonly #gradient: Float64Array
  #interceptSlope = 0
  #value = 0

  constructor({ design, target, weights, loss, start, nonNegative }: PenalisedProblem) {
    this.#design = design
    this.#target = target
    this.#weights = weights
    this.#loss = loss
    this.#nonNegative = nonNegative
    this.#total = weights.reduce((sum, weight) => sum + weight, 0)
    this.#working = new WorkingSet(design)
    this.coefficients = new Float64Array(design.width)
    this.intercept = start
    this.#raw = new Float64Array(design.rows).fill(start)
    this.#gradient = new Float64Array(design.width)
    this.#value = this.#meanLoss(this.#raw)
    this.#refreshCurvature()
    this.#evaluateGradient()
  }

  /** Raw prediction of each row of the design, also of those of weight 0. */
  get raw(): Float64Array {
    return this.#raw
  }

  /** How strongly the gradient draws a coefficient from 0 at most: an l1 of this or more keeps them there. */
  get steepest(): number {
    return this.#gradient.reduce((most, slope) => Math.max(most, this.#pull(slope)), 0)
  }

  #pull(slope: number): number {
    return this.#nonNegative ? -slope : Math.abs(slope)
  }

  /**
   * @param tolerance ends when a step would lower the value by less
   * @param afterStep awaited after each step: the place to breathe and to cancel by throwing
   */
  async solve(
    penalties: Penalties,
    tolerance: number,
    afterStep: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Solution> {
    let before = Infinity
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      if (!this.#takeIn(penalties)) return { iterations: iteration, converged: false }
      const step = this.#step(penalties, tolerance)
      if (!(step.gain > tolerance)) return { iterations: iteration, converged: true }
      if (!this.#follow(step, penalties)) return { iterations: iteration, converged: step.gain < 1e-10 }
      if (step.gain > SLOW * before) this.#refreshCurvature()
      before = step.gain
      await afterStep()
    }
    return { iterations: MAX_ITERATIONS, converged: false }
  }

  /** Adds the columns that the gradient draws away from 0 to the working set; false when there are too many. */
  #takeIn({ l1 }: Penalties): boolean {
    const wanted: number[] = []
    this.#gradient.forEach((slope, column) => {
      if (this.#pull(slope) > l1 && !this.#working.has(column)) wanted.push(column)
    })
    if (this.#working.size + wanted.length > MOST_MEMBERS) return false
    if (wanted.length > 0) this.#working.add(wanted)
    return true
  }

  /** Solves the quadratic problem around the point over the working set. */
  #step({ l1, l2 }: Penalties, tolerance: number): Step {
    const working = this.#working
    const { members, size, total } = working
    const start = Float64Array.from(members, (column) => this.coefficients[column])
    const now = start.slice()
    const lean = this.#interceptSlope / total
    const slopes = Float64Array.from(
      members,
      (column, at) => this.#gradient[column] + l2 * this.coefficients[column] - working.sum(at) * lean,
    )
    for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      let largest = 0
      for (let at = 0; at < size; at++) {
        // The intercept follows each change at once, so columns count as if they were centred.
        const own = working.products(at)
        const sum = working.sum(at)
        const curvature = own[at] - (sum * sum) / total + l2
        if (!(curvature > 0)) continue
        const free = softThreshold(curvature * now[at] - slopes[at], l1) / curvature
        const next = this.#nonNegative ? Math.max(0, free) : free
        const change = next - now[at]
        if (change === 0) continue
        now[at] = next
        const centred = (change * sum) / total
        for (let other = 0; other < size; other++) {
          slopes[other] += change * own[other] - centred * working.sum(other)
        }
        slopes[at] += change * l2
        largest = Math.max(largest, curvature * change * change)
      }
      if (largest < 0.01 * tolerance) break
    }
    let interceptChange = -lean
    let gain = 0
    now.forEach((value, at) => {
      const change = value - start[at]
      interceptChange -= (working.sum(at) * change) / total
      const slope = this.#gradient[members[at]] + l2 * start[at]
      gain -= slope * change + l1 * (Math.abs(value) - Math.abs(start[at]))
    })
    gain -= this.#interceptSlope * interceptChange
    return { to: now, interceptChange, gain }
  }

  /** Goes along a step as far as the value falls; false when it does not at all. */
  #follow(step: Step, penalties: Penalties): boolean {
    const { members } = this.#working
    const from = Float64Array.from(members, (column) => this.coefficients[column])
    const changes = new Float64Array(this.#design.width)
    members.forEach((column, at) => (changes[column] = step.to[at] - from[at]))
    const rawChanges = new Float64Array(this.#design.rows).fill(step.interceptChange)
    addProducts(this.#design, changes, rawChanges)
    const value = this.#value + this.#penalty(from, penalties)
    const raw = this.#raw
    const trial = new Float64Array(raw.length)
    for (let length = 1; length > 1e-10; length /= 2) {
      for (let row = 0; row < raw.length; row++) trial[row] = raw[row] + length * rawChanges[row]
      const to = step.to.map((end, at) => (length === 1 ? end : from[at] + length * (end - from[at])))
      const loss = this.#meanLoss(trial)
      const noise = VALUE_NOISE * Math.abs(value)
      if (loss + this.#penalty(to, penalties) > value - 1e-4 * length * step.gain + noise) continue
      members.forEach((column, at) => (this.coefficients[column] = to[at]))
      this.intercept += length * step.interceptChange
      raw.set(trial)
      this.#value = loss
      this.#evaluateGradient()
      return true
    }
    return false
  }

  #penalty(coefficients: Float64Array, { l1, l2 }: Penalties): number {
    let sum = 0
    for (const each of coefficients) sum += l1 * Math.abs(each) + (l2 / 2) * each * each
    return sum
  }

  #meanLoss(raw: Float64Array): number {
    const [weights, target, loss] = [this.#weights, this.#target, this.#loss]
    let sum = 0
    for (let row = 0; row < raw.length; row++) {
      if (weights[row] > 0) sum += weights[row] * loss.value(raw[row], target[row])
    }
    return sum / this.#total
  }

  #evaluateGradient(): void {
    const [weights, target, loss, raw] = [this.#weights, this.#target, this.#loss, this.#raw]
    const slopes = new Float64Array(raw.length)
    let sum = 0
    for (let row = 0; row < raw.length; row++) {
      if (weights[row] > 0) slopes[row] = (weights[row] / this.#total) * loss.slope(raw[row], target[row])
      sum += slopes[row]
    }
    this.#interceptSlope = sum
    this.#gradient.fill(0)
    addTransposed(this.#design, slopes, this.#gradient)
  }

  #refreshCurvature(): void {
    this.#working.refresh(
      this.#weights.map(
        (weight, row) =>
          (weight / this.#total) * Math.max(LEAST_BEND, this.#loss.bend(this.#raw[row], this.#target[row])),
      ),
    )
  }
}

interface Step {
  /** Coefficients of the members of the working set at its end. */
  readonly to: Float64Array
  readonly interceptChange: number
  /** How much lower the value would be if the problem were linear but for the penalty; at least 0. */
  readonly gain: number
}

/** The argument drawn to 0 by the amount, and no further. */
function softThreshold(value: number, amount: number): number {
  return value > amount ? value - amount : value < -amount ? value + amount : 0
}
