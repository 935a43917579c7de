import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { beta } from '../../src/ml/calibrate/beta.js'
import { vennAbers } from '../../src/ml/calibrate/venn-abers.js'

interface Fixture {
  score: number[]
  target: number[]
  held: number[]
  weights: number[]
  grid: number[]
  beta: number[]
  betaHeld: number[]
  betaWeighted: [number, number, number]
  vennAbers: { low: number[]; high: number[]; merged: number[] }
}

const fixture = JSON.parse(
  readFileSync(new URL('fixtures/calibrate-curves.json', import.meta.url), 'utf8'),
) as Fixture
const { score, target, held, weights, grid } = fixture

describe('beta calibration against betacal', () => {
  // betacal stops scikit-learn's L-BFGS at a gradient of 1e-4, which leaves its probabilities about 1e-4 from the
  // optimum; we go on to the end.
  it.each([
    ['two ends bent', target, fixture.beta],
    ['one end held', held, fixture.betaHeld],
  ] as const)('has its curve with %s', (_, outcomes, expected) => {
    const applied = beta().fit(score, outcomes).apply(grid)
    applied.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(3e-4))
  })

  it('holds one coefficient at 0 where the fixture is made for it', () => {
    expect(beta().fit(score, held).toJSON().rise).toBe(0)
  })

  // L-BFGS-B stops when the loss moves in its last digits, which leaves the coefficients about 1e-6.
  it('has the weighted coefficients of a bounded optimiser', () => {
    const { rise, fall, intercept } = beta().fit(score, target, weights).toJSON()
    const [a, b, c] = fixture.betaWeighted
    expect(rise).toBeCloseTo(a, 4)
    expect(fall).toBeCloseTo(b, 4)
    expect(intercept).toBeCloseTo(c, 4)
  })
})

describe('Venn-Abers against venn-abers', () => {
  it('has its intervals and merged probabilities', () => {
    const calibration = vennAbers().fit(score, target)
    const { low, high } = calibration.interval(grid)
    const merged = calibration.apply(grid)
    grid.forEach((_, i) => {
      // Differences of running sums there, sums of blocks here.
      expect(low[i]).toBeCloseTo(fixture.vennAbers.low[i], 12)
      expect(high[i]).toBeCloseTo(fixture.vennAbers.high[i], 12)
      expect(merged[i]).toBeCloseTo(fixture.vennAbers.merged[i], 12)
    })
  })
})
