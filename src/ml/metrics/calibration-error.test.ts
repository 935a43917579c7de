import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { brier, brierDecomposition } from './brier.js'
import { calibrationError } from './calibration-error.js'
import { reliabilityTable } from './reliability.js'

function promises(rows: number, seed: number, off = 0): { target: number[]; probability: number[] } {
  const random = new Random(seed)
  const probability = Array.from({ length: rows }, () => 0.1 + 0.8 * random.uniform())
  return { target: probability.map((p) => (random.uniform() < p - off ? 1 : 0)), probability }
}

describe('reliabilityTable', () => {
  it('has bins of equal size that hold every row once', () => {
    const { target, probability } = promises(1000, 1)
    const table = reliabilityTable(target, probability)
    expect(table.map((bin) => bin.rows)).toEqual(Array(10).fill(100))
    table.slice(1).forEach((bin, i) => expect(bin.from).toBeGreaterThan(table[i].to))
  })

  it('never parts equal probabilities', () => {
    const probability = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.3]
    const table = reliabilityTable([0, 0, 0, 1, 0, 0, 0, 1], probability, { bins: 4 })
    expect(table.map(({ from, to, rows }) => [from, to, rows])).toEqual([
      [0.1, 0.1, 6],
      [0.2, 0.3, 2],
    ])
    expect(reliabilityTable([0, 1, 1], [0.4, 0.4, 0.4])).toHaveLength(1)
  })

  it('bins by weight', () => {
    const table = reliabilityTable([0, 1, 1, 0], [0.1, 0.2, 0.3, 0.4], { bins: 2, weights: [3, 1, 1, 1] })
    expect(table.map((bin) => bin.rows)).toEqual([1, 3])
    expect(table.map((bin) => bin.weight)).toEqual([3, 3])
  })

  it('is empty without rows and leaves out what has no probability', () => {
    expect(reliabilityTable([], [])).toEqual([])
    expect(reliabilityTable([1, 0], [NaN, 0.3])).toHaveLength(1)
  })

  it('holds what was promised in most bins of a calibrated forecast', () => {
    const { target, probability } = promises(5000, 2)
    const honest = reliabilityTable(target, probability).filter(
      ({ predicted, observed }) => observed.low <= predicted && predicted <= observed.high,
    )
    expect(honest.length).toBeGreaterThanOrEqual(8)
  })
})

describe('calibrationError', () => {
  it('is 0 for outcomes that are just as promised, and the distance for a constant', () => {
    expect(calibrationError([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(0)
    expect(calibrationError([0, 0, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(0.25)
  })

  it('sees how far promises are off', () => {
    const { target, probability } = promises(20_000, 3, 0.1)
    expect(calibrationError(target, probability)).toBeCloseTo(0.1, 1.5)
    expect(calibrationError(target, probability, { debiased: true })).toBeCloseTo(0.1, 1.5)
  })

  it('is nearer to the truth when it is freed of chance', () => {
    const samples = Array.from({ length: 50 }, (_, seed) => promises(300, seed))
    const average = (debiased: boolean): number =>
      samples.reduce(
        (sum, { target, probability }) => sum + calibrationError(target, probability, { debiased }),
        0,
      ) / samples.length
    // A perfect forecast on 300 rows: about 0.06 by chance alone.
    expect(average(false)).toBeGreaterThan(0.05)
    expect(average(true)).toBeLessThan(0.7 * average(false))
  })

  it('is NaN without rows and with a NaN', () => {
    expect(calibrationError([], [])).toBeNaN()
    expect(calibrationError([0, 1], [0.2, NaN])).toBeNaN()
  })
})

describe('brierDecomposition', () => {
  it('adds up to the score', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 1 }),
      fc.integer({ min: 0, max: 20 }).map((p) => p / 20),
      fc.integer({ min: 1, max: 4 }),
    )
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.boolean(), (rows, weighted) => {
        const [target, probability] = [rows.map(([y]) => y), rows.map(([, p]) => p)]
        const weights = rows.map(([, , weight]) => weight)
        const options = { bins: 5, ...(weighted ? { weights } : {}) }
        const parts = brierDecomposition(target, probability, options)
        expect(parts.brier).toBeCloseTo(brier(target, probability, options.weights), 12)
        expect(parts.reliability - parts.resolution + parts.uncertainty + parts.withinBins).toBeCloseTo(
          parts.brier,
          12,
        )
      }),
    )
  })

  it('has only uncertainty for the base rate', () => {
    const parts = brierDecomposition([0, 0, 0, 1], [0.25, 0.25, 0.25, 0.25])
    expect(parts).toEqual({
      brier: 0.1875,
      reliability: 0,
      resolution: 0,
      uncertainty: 0.1875,
      withinBins: 0,
    })
  })

  it('is NaN without rows', () => {
    expect(brierDecomposition([], []).resolution).toBeNaN()
  })
})
