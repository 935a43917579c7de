import { describe, expect, it } from 'vitest'

import { linked } from './link.js'
import type { Outcomes } from './objective.js'
import { objectiveOf } from './objective-choice.js'
import { percentile } from './objectives/percentile.js'
import { type BoostingParameters, resolveParameters } from './parameters.js'

const scores = Float64Array.of(-3, -0.2, 0, 1.5, 0.4)
const weights = Float64Array.of(1, 2, 0.5, 1, 3)
const total = 7.5
const outcomes = Float64Array.of(0, 1, 1, 0, 1)
const amounts = Float64Array.of(0.2, 1.5, 4, 0.7, 2)
const times: Outcomes = { target: amounts, upper: Float64Array.of(0.2, Infinity, 5, Infinity, 2), weights }

function objective(parameters: Partial<BoostingParameters>) {
  return objectiveOf(resolveParameters(parameters))
}

function derived(loss: ReturnType<typeof objective>, at: readonly Float64Array[], data: Outcomes) {
  const into = at.map((values) => ({
    gradients: new Float32Array(values.length),
    hessians: new Float32Array(values.length),
  }))
  loss.derive(at, data, into)
  return into
}

/** How far the loss, its slope taken from differences, is from the derivatives; hessians are times `curve`. */
const smooth: readonly [string, Partial<BoostingParameters>, Outcomes, scale: number, curve: number][] = [
  ['binary', {}, { target: outcomes, weights }, 1, 1],
  // As in LightGBM the squared error is halved before it is derived.
  ['squared', { objective: 'squared' }, { target: amounts, weights }, 2, 1],
  ['huber', { objective: 'huber', alpha: 9 }, { target: amounts, weights }, 1, 1],
  [
    'poisson',
    { objective: 'poisson', poissonMaxDeltaStep: 0.7 },
    { target: amounts, weights },
    1,
    Math.exp(0.7),
  ],
  ['gamma', { objective: 'gamma' }, { target: amounts, weights }, 1, 1],
  ['tweedie', { objective: 'tweedie' }, { target: amounts, weights }, 1, 1],
  [
    'tweedie of power 1',
    { objective: 'tweedie', tweedieVariancePower: 1 },
    { target: amounts, weights },
    1,
    1,
  ],
  ['normal times', { objective: 'aft' }, times, 1, 1],
  ['logistic times', { objective: 'aft', aftDistribution: 'logistic', aftScale: 0.7 }, times, 1, 1],
  ['extreme times', { objective: 'aft', aftDistribution: 'extreme', aftScale: 1.4 }, times, 1, 1],
]

describe.each(smooth)('the %s loss', (_, parameters, data, scale, curve) => {
  const loss = objective(parameters)
  const step = 1e-4
  const lossWith = (row: number, change: number): number =>
    loss.loss([scores.map((score, i) => (i === row ? score + change : score))], data) * total

  it('has the derivatives of differences', () => {
    const [{ gradients, hessians }] = derived(loss, [scores], data)
    for (let row = 0; row < scores.length; row++) {
      const [up, here, down] = [lossWith(row, step), lossWith(row, 0), lossWith(row, -step)]
      const [slope, bend] = [(up - down) / (2 * step) / scale, (up - 2 * here + down) / step ** 2 / scale]
      // No row of a time pulls or bends more than 15 (times its weight).
      if (Math.abs(slope) < 15) expect(gradients[row]).toBeCloseTo(slope, 4)
      if (bend < 15) expect(hessians[row] / curve).toBeCloseTo(bend, 4)
    }
  })

  it('is lowest, among constants, at the initial score', () => {
    const constant = (score: number): number => loss.loss([new Float64Array(5).fill(score)], data)
    const [best] = loss.initialScores(data)
    for (const change of [-0.5, -0.01, 0.01, 0.5])
      expect(constant(best + change)).toBeGreaterThan(constant(best))
  })
})

describe('the binary loss at the ends', () => {
  const certain = Float64Array.of(800, -800, 40, -40, 0)
  const binary = objective({})

  it('is finite, and has a curvature where a certain prediction is wrong', () => {
    expect(binary.loss([certain], { target: outcomes })).toBeCloseTo((800 + 800 + Math.LN2) / 5, 9)
    const [{ gradients, hessians }] = derived(binary, [certain], { target: outcomes, weights })
    expect([...gradients.subarray(0, 2)]).toEqual([1, -2])
    expect(hessians.every((hessian) => hessian > 0)).toBe(true)
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

describe('the loss of several classes', () => {
  const softmax = objective({ objective: 'multiclass' })
  const target = Float64Array.of(0, 2, 1, 1, 2)
  const classes = [scores, scores.map((s) => 0.5 - s), scores.map((s) => s * s)]

  it('has the gradients of differences, and hessians times K / (K - 1)', () => {
    const found = derived(softmax, classes, { target, weights })
    const step = 1e-4
    found.forEach(({ gradients, hessians }, k) => {
      for (let row = 0; row < target.length; row++) {
        const lossWith = (change: number): number => {
          const moved = classes.map((s, i) => s.map((v, r) => (i === k && r === row ? v + change : v)))
          return softmax.loss(moved, { target, weights }) * total
        }
        const [up, here, down] = [lossWith(step), lossWith(0), lossWith(-step)]
        expect(gradients[row]).toBeCloseTo((up - down) / (2 * step), 5)
        expect(hessians[row] / 1.5).toBeCloseTo((up - 2 * here + down) / step ** 2, 5)
      }
    })
  })

  it('begins at the shares of the classes', () => {
    const start = softmax.initialScores({ target, weights })
    const shares = linked('softmax', Float64Array.from(start), 3)
    expect([...shares]).toEqual([1, 1.5, 5].map((weight) => expect.closeTo(weight / total, 12) as number))
  })
})

describe('losses that percentiles make least', () => {
  it('begin at the median and at the quantile', () => {
    expect(objective({ objective: 'absolute' }).initialScores({ target: amounts })).toEqual([1.5])
    const quarter = objective({ objective: 'quantile', alpha: 0.25 })
    expect(quarter.initialScores({ target: amounts })).toEqual([0.7])
  })

  it('renew a leaf to the percentile of what is left of its rows', () => {
    const { renew } = objective({ objective: 'absolute' })
    expect(renew?.(Int32Array.of(1, 2, 4), scores, { target: amounts })).toBeCloseTo(1.7, 12)
  })

  it('take the first value that reaches the share of the weight', () => {
    const values = Float64Array.of(5, 1, 3)
    expect(percentile(values, 0.5)).toBe(3)
    expect(percentile(values, 0.25)).toBe(2)
    expect(percentile(values, 0.5, Float64Array.of(1, 5, 1))).toBe(1)
    expect(percentile(values, 0.9, Float64Array.of(1, 5, 1))).toBe(5)
    expect(percentile(Float64Array.of(7), 0.3)).toBe(7)
  })
})

describe('what targets are refused', () => {
  it.each<[Partial<BoostingParameters>, Outcomes, string]>([
    [{}, { target: amounts }, 'a target of 0 or 1'],
    [{ objective: 'multiclass' }, { target: amounts }, 'a class'],
    [{ objective: 'poisson' }, { target: Float64Array.of(1, -1) }, 'at least 0, got -1 in row 1'],
    [{ objective: 'gamma' }, { target: Float64Array.of(0) }, 'above 0, got 0 in row 0'],
    [{ objective: 'aft' }, { target: Float64Array.of(0) }, 'times above 0'],
    [{ objective: 'aft' }, { target: amounts, upper: Float64Array.of(1) }, '1 upper bounds'],
    [
      { objective: 'aft' },
      { target: Float64Array.of(3), upper: Float64Array.of(2) },
      'upper bounds of at least',
    ],
  ])('%j', (parameters, data, message) => {
    expect(() => objective(parameters).outputs(data)).toThrow(message)
  })
})
