import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { probabilityOf } from '../metrics/log-loss.js'
import { chooseCalibration } from './choose.js'

function drawn(
  rows: number,
  seed: number,
  truth: (p: number) => number,
): { scores: number[]; target: number[] } {
  const random = new Random(seed)
  const scores = Array.from({ length: rows }, () => probabilityOf(1.5 * random.normal()))
  return { scores, target: scores.map((p) => (random.uniform() < truth(p) ? 1 : 0)) }
}

describe('chooseCalibration', () => {
  it('leaves calibrated probabilities alone', () => {
    const { scores, target } = drawn(3000, 1, (p) => p)
    expect(chooseCalibration(scores, target, { seed: 1 }).calibration.kind).toBe('none')
  })

  it("takes Platt's where log odds are off by a line", () => {
    const { scores, target } = drawn(500, 2, (p) => 0.2 + 0.3 * p)
    expect(chooseCalibration(scores, target, { seed: 1 }).calibration.kind).toBe('platt')
  })

  it('takes beta where the two ends are off on their own', () => {
    const { scores, target } = drawn(4000, 5, (p) =>
      probabilityOf(2.5 * Math.log(p) - 0.3 * Math.log(1 - p) + 1),
    )
    expect(chooseCalibration(scores, target, { seed: 1 }).calibration.kind).toBe('beta')
  })

  it('takes isotonic regression where the curve is no line and rows are many', () => {
    const { scores, target } = drawn(20_000, 3, (p) => (p < 0.5 ? 0.05 : 0.6))
    const { calibration, compared } = chooseCalibration(scores, target, { seed: 1 })
    expect(calibration.kind).toBe('isotonic')
    expect(compared.map(({ kind }) => kind)).toEqual(['none', 'platt', 'beta', 'isotonic'])
    expect(compared[3].logLoss).toBeLessThan(compared[1].logLoss)
  })

  it('compares nothing where an outcome is too rare to part', () => {
    const { calibration, compared } = chooseCalibration([0.1, 0.2, 0.9], [0, 0, 1], { seed: 1 })
    expect(calibration.kind).toBe('none')
    expect(compared.every(({ logLoss }) => Number.isNaN(logLoss))).toBe(true)
  })

  it('keeps the rows of a customer together, so that what it remembers is no merit', () => {
    const random = new Random(4)
    const customers = Array.from({ length: 60 }, () => ({ p: random.uniform(), churned: random.below(2) }))
    const rows = customers.flatMap((customer, group) =>
      Array.from({ length: 30 }, () => ({ ...customer, group })),
    )
    const scores = rows.map((row) => row.p)
    const target = rows.map((row) => row.churned)
    const groups = rows.map((row) => row.group)
    const loss = (grouped: boolean): number =>
      chooseCalibration(scores, target, { seed: 1, ...(grouped ? { groups } : {}) }).compared[3].logLoss
    expect(loss(true)).toBeGreaterThan(loss(false))
  })
})
