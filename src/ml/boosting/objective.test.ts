import { describe, expect, it } from 'vitest'

import { linked } from './link.js'
import { objectiveOf } from './objective-choice.js'
import { resolveParameters } from './parameters.js'

const scores = Float64Array.of(-3, -0.2, 0, 1.5, 4)
const target = Float64Array.of(0, 1, 1, 0, 1)
const weights = Float64Array.of(1, 2, 0.5, 1, 3)
const total = 7.5

function derived(name: 'binary' | 'squared', at: Float64Array) {
  const into = { gradients: new Float32Array(at.length), hessians: new Float32Array(at.length) }
  objectiveOf(resolveParameters({ objective: name })).derive([at], { target, weights }, [into])
  return into
}

describe.each([
  ['binary', 1],
  // As in LightGBM the squared error is halved before it is derived.
  ['squared', 2],
] as const)('the %s loss', (name, scale) => {
  const objective = objectiveOf(resolveParameters({ objective: name }))
  const step = 1e-4
  const lossWith = (row: number, change: number): number =>
    objective.loss([scores.map((score, i) => (i === row ? score + change : score))], { target, weights }) *
    total

  it('has the derivatives of differences', () => {
    const { gradients, hessians } = derived(name, scores)
    for (let row = 0; row < scores.length; row++) {
      const [up, here, down] = [lossWith(row, step), lossWith(row, 0), lossWith(row, -step)]
      expect(gradients[row]).toBeCloseTo((up - down) / (2 * step) / scale, 5)
      expect(hessians[row]).toBeCloseTo((up - 2 * here + down) / step ** 2 / scale, 5)
    }
  })

  it('is lowest, among constants, at the initial score', () => {
    const constant = (score: number): number =>
      objective.loss([new Float64Array(5).fill(score)], { target, weights })
    const [best] = objective.initialScores({ target, weights })
    for (const change of [-0.5, -0.01, 0.01, 0.5])
      expect(constant(best + change)).toBeGreaterThan(constant(best))
  })
})

describe('the binary loss at the ends', () => {
  const certain = Float64Array.of(800, -800, 40, -40, 0)
  const binary = objectiveOf(resolveParameters({ objective: 'binary' }))

  it('is finite, and has a curvature where a certain prediction is wrong', () => {
    expect(binary.loss([certain], { target })).toBeCloseTo((800 + 800 + Math.LN2) / 5, 9)
    expect([...derived('binary', certain).gradients.subarray(0, 2)]).toEqual([1, -2])
    expect(derived('binary', certain).hessians.every((hessian) => hessian > 0)).toBe(true)
  })

  it('predicts inside (0, 1)', () => {
    for (const score of [-1e9, -800, 800, 1e9]) {
      const [probability] = linked('logistic', Float64Array.of(score), 1)
      expect(probability).toBeGreaterThan(0)
      expect(probability).toBeLessThan(1)
    }
    expect(Number.isFinite(binary.initialScores({ target: new Float64Array(3) })[0])).toBe(true)
  })
})
