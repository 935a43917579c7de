import { describe, expect, it } from 'vitest'
import { ForetellError } from '../../shared/errors.js'
import { beta } from './beta.js'
import type { Calibrator } from './calibration.js'
import { isotonic } from './isotonic.js'
import { loadCalibration } from './load.js'
import { platt } from './platt.js'
import { uncalibrated } from './uncalibrated.js'
import { vennAbers } from './venn-abers.js'

const scores = [0.05, 0.1, 0.2, 0.35, 0.4, 0.62, 0.7, 0.91]
const target = [0, 0, 1, 0, 1, 1, 0, 1]

describe('loadCalibration', () => {
  it.each([uncalibrated(), platt(), beta(), isotonic(), vennAbers()])(
    'reads back $kind to the last bit',
    (calibrator: Calibrator) => {
      const calibration = calibrator.fit(scores, target)
      const loaded = loadCalibration(JSON.parse(JSON.stringify(calibration)))
      expect(loaded.kind).toBe(calibration.kind)
      const grid = Array.from({ length: 1001 }, (_, i) => i / 1000)
      expect(loaded.apply(grid)).toEqual(calibration.apply(grid))
      expect(Float64Array.from(grid, (score) => loaded.at(score))).toEqual(loaded.apply(grid))
    },
  )

  const header = { format: 'foretell-calibration', version: 1 }
  it.each([
    null,
    'isotonic',
    {},
    { ...header, kind: 'beta' },
    { ...header, version: 2, kind: 'none' },
    { ...header, kind: 'platt', slope: -1, intercept: 0 },
    { ...header, kind: 'platt', slope: 1 },
    { ...header, kind: 'beta', rise: 1, fall: -1, intercept: 0 },
    { ...header, kind: 'beta', rise: 1, fall: 1 },
    { ...header, kind: 'venn-abers', low: { x: [], y: [0] } },
    { ...header, kind: 'venn-abers', low: { x: [], y: [0] }, high: { x: [0.5], y: [1] } },
    { ...header, kind: 'venn-abers', low: { x: [], y: [2] }, high: { x: [], y: [1] } },
    { ...header, kind: 'venn-abers', low: { x: [], y: [0] }, high: { x: [0.5], y: [1, 0] } },
    { ...header, kind: 'isotonic', x: [], y: [] },
    { ...header, kind: 'isotonic', x: [0, 1], y: [0.5] },
    { ...header, kind: 'isotonic', x: [1, 0], y: [0.2, 0.5] },
    { ...header, kind: 'isotonic', x: [0, 1], y: [0.5, 0.2] },
    { ...header, kind: 'isotonic', x: [0, 1], y: [0, 1] },
  ])('refuses %j', (json) => {
    let thrown: unknown
    try {
      loadCalibration(json)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(ForetellError)
    expect(thrown).toMatchObject({ code: 'MODEL_UNREADABLE' })
  })
})
