import type { Calibration, Calibrator, SerialisedCalibration } from './calibration.js'

/** Leaves probabilities as they are: what a calibration has to beat. */
export class Uncalibrated implements Calibration {
  readonly kind = 'none'

  apply(scores: ArrayLike<number>): Float64Array {
    return Float64Array.from(scores)
  }

  at(score: number): number {
    return score
  }

  toJSON(): SerialisedCalibration {
    return { format: 'foretell-calibration', version: 1, kind: this.kind }
  }
}

export function uncalibrated(): Calibrator {
  return { kind: 'none', fit: () => new Uncalibrated() }
}
