import type { Calibration, Calibrator, SerialisedCalibration } from './calibration.js'
import { type ScorePoint, scorePoints } from './score-points.js'

/** Two probabilities for each row, of which one comes true as often as it says. */
export interface VennAbersInterval {
  /** Had the row's outcome been 0. At most `high`. */
  readonly low: Float64Array
  /** Had it been 1. */
  readonly high: Float64Array
}

/** Calibrates by Venn-Abers: isotonic regression that tells how sure it is. */
export interface VennAbersCalibrator extends Calibrator {
  fit(scores: ArrayLike<number>, target: ArrayLike<number>, weights?: ArrayLike<number>): VennAbersCalibration
}

/**
 * Inductive Venn-Abers prediction (Vovk and Petej 2012): isotonic regression is fitted once with the new row as a 0
 * and once as a 1; the two values at its score hold a probability that is calibrated for any model and any number
 * of rows, as long as the new row is drawn like those. Far apart means few rows like it. `apply` merges them to
 * p1 / (1 - p0 + p1), which loses least in the worst case. Both curves are steps, worked out once for all places a
 * new score can stand (as Vovk, Petej and Fedorova 2015), so a score costs log n.
 * A new row has weight 1: weights should be about 1 on average.
 */
export function vennAbers(): VennAbersCalibrator {
  return {
    kind: 'venn-abers',
    fit(scores, target, weights) {
      const points = scorePoints(scores, target, weights)
      const x = points.map((point) => point.x)
      return new VennAbersCalibration(
        stepsOf(x, insertedValues(points, 0)),
        stepsOf(x, insertedValues(points, 1)),
      )
    },
  }
}

/** A curve of steps: `y[n]` where n of the ascending `x` lie below a score; one `y` more than `x`. */
export interface Steps {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

export class VennAbersCalibration implements Calibration {
  readonly kind = 'venn-abers'
  readonly #low: Steps
  readonly #high: Steps

  /**
   * @param low counts the `x` at or below a score: a row of outcome 0 comes after its equals
   * @param high counts those below it: a row of outcome 1 comes before them
   */
  constructor(low: Steps, high: Steps) {
    this.#low = low
    this.#high = high
  }

  apply(scores: ArrayLike<number>): Float64Array {
    return Float64Array.from(scores, (score) => this.at(score))
  }

  at(score: number): number {
    const [low, high] = [this.#lowAt(score), this.#highAt(score)]
    return high / (1 - low + high)
  }

  /**
   * @param scores probabilities in [0, 1], one a row; NaN stays NaN
   * @returns in [0, 1]
   */
  interval(scores: ArrayLike<number>): VennAbersInterval {
    return {
      low: Float64Array.from(scores, (score) => this.#lowAt(score)),
      high: Float64Array.from(scores, (score) => this.#highAt(score)),
    }
  }

  #lowAt(score: number): number {
    return valueAt(this.#low, score, (x) => x <= score)
  }

  #highAt(score: number): number {
    return valueAt(this.#high, score, (x) => x < score)
  }

  toJSON(): SerialisedCalibration {
    return {
      format: 'foretell-calibration',
      version: 1,
      kind: this.kind,
      low: this.#low,
      high: this.#high,
    }
  }
}

function valueAt({ x, y }: Steps, score: number, isPassed: (x: number) => boolean): number {
  if (Number.isNaN(score)) return NaN
  let low = 0
  let high = x.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isPassed(x[middle])) low = middle + 1
    else high = middle
  }
  return y[low]
}

/** Only where the value rises, a step is kept. */
function stepsOf(x: readonly number[], values: readonly number[]): Steps {
  const rising = x.map((_, at) => at).filter((at) => values[at + 1] > values[at])
  return { x: rising.map((at) => x[at]), y: [values[0], ...rising.map((at) => values[at + 1])] }
}

/** Pooled points, and the block before (or behind) them. */
interface Block {
  readonly weight: number
  readonly sum: number
  readonly next: Block | undefined
}

/**
 * The isotonic value at a row of weight 1 that stands before the first point, between two, or behind the last.
 * @returns one more than there are points; never falls
 */
function insertedValues(points: readonly ScorePoint[], outcome: 0 | 1): number[] {
  const left = pooledPrefixes(points, (before, own) => before >= own)
  const right = pooledPrefixes(points.toReversed(), (behind, own) => behind <= own)
  const values = left.map((before, at) => pooledValue(outcome, before, right[points.length - at]))
  // Rounding of the sums must not let a curve fall.
  for (let at = 1; at < values.length; at++) values[at] = Math.max(values[at], values[at - 1])
  return values
}

/** Pools the first 0, 1, 2, ... points; the last block of each, which leads to the others. */
function pooledPrefixes(
  points: readonly ScorePoint[],
  violates: (neighbour: number, own: number) => boolean,
): (Block | undefined)[] {
  const lasts: (Block | undefined)[] = [undefined]
  for (const { y, weight } of points) {
    let block: Block = { weight, sum: weight * y, next: lasts[lasts.length - 1] }
    while (block.next !== undefined && violates(mean(block.next), mean(block)))
      block = absorbed(block, block.next)
    lasts.push(block)
  }
  return lasts
}

function pooledValue(outcome: 0 | 1, before: Block | undefined, behind: Block | undefined): number {
  let own: Block = { weight: 1, sum: outcome, next: undefined }
  let [left, right] = [before, behind]
  for (;;) {
    if (left !== undefined && mean(left) >= mean(own)) {
      own = absorbed(own, left)
      left = left.next
    } else if (right !== undefined && mean(right) <= mean(own)) {
      own = absorbed(own, right)
      right = right.next
    } else return mean(own)
  }
}

function absorbed(block: Block, other: Block): Block {
  return { weight: block.weight + other.weight, sum: block.sum + other.sum, next: other.next }
}

function mean({ sum, weight }: Block): number {
  return sum / weight
}
