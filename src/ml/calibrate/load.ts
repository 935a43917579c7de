import { Serialised } from '../serialised.js'
import type { Calibration } from './calibration.js'
import { BetaCalibration } from './beta.js'
import { IsotonicCalibration } from './isotonic.js'
import { PlattCalibration } from './platt.js'
import { Uncalibrated } from './uncalibrated.js'
import { type Steps, VennAbersCalibration } from './venn-abers.js'

const VERSION = 1

/** More points than any calibration has; longer lists are refused before they are read. */
const MOST_POINTS = 10_000_000

/**
 * Makes a calibration of what its `toJSON` gave. The data may come from anywhere: it is checked whole, so that what
 * comes out never decreases and stays in (0, 1).
 * @param json plain data, as `JSON.parse` returns it
 * @throws ForetellError `MODEL_UNREADABLE` when it is damaged, of another program or of a newer version
 */
export function loadCalibration(json: unknown): Calibration {
  const calibration = new Serialised(json)
  calibration.at('format').oneOf(['foretell-calibration'])
  if (calibration.at('version').number() !== VERSION) {
    throw calibration.at('version').not(`${VERSION}, the version of the format that this program reads,`)
  }
  switch (calibration.at('kind').oneOf(['none', 'platt', 'beta', 'isotonic', 'venn-abers'])) {
    case 'none':
      return new Uncalibrated()
    case 'isotonic':
      return readIsotonic(calibration)
    case 'platt':
      return readPlatt(calibration)
    case 'beta':
      return readBeta(calibration)
    case 'venn-abers':
      return new VennAbersCalibration(readSteps(calibration.at('low')), readSteps(calibration.at('high')))
  }
}

function readIsotonic(json: Serialised): IsotonicCalibration {
  const x = Array.from(json.at('x').numbers({ most: MOST_POINTS }))
  const y = Array.from(json.at('y').numbers(x.length, Number.MIN_VALUE, 1 - Number.EPSILON / 2))
  if (x.length === 0) throw json.at('x').not('at least one point')
  requireRising(json, x, y)
  return new IsotonicCalibration({ x, y })
}

function readSteps(json: Serialised): Steps {
  const x = Array.from(json.at('x').numbers({ most: MOST_POINTS }))
  const y = Array.from(json.at('y').numbers(x.length + 1, 0, 1))
  requireRising(json, x, y)
  return { x, y }
}

function requireRising(json: Serialised, x: readonly number[], y: readonly number[]): void {
  if (x.some((value, i) => i > 0 && value <= x[i - 1])) throw json.at('x').not('ascending positions')
  if (y.some((value, i) => i > 0 && value < y[i - 1])) throw json.at('y').not('values that never fall')
}

function readPlatt(json: Serialised): PlattCalibration {
  return new PlattCalibration({
    slope: json.at('slope').number(0),
    intercept: json.at('intercept').number(),
  })
}

function readBeta(json: Serialised): BetaCalibration {
  return new BetaCalibration({
    rise: json.at('rise').number(0),
    fall: json.at('fall').number(0),
    intercept: json.at('intercept').number(),
  })
}
