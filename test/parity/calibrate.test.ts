import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { platt } from '../../src/ml/calibrate/platt.js'
import { poolAdjacentViolators } from '../../src/ml/calibrate/pool-adjacent.js'
import { scorePoints } from '../../src/ml/calibrate/score-points.js'

interface Fixture {
  score: number[]
  target: number[]
  weights: number[]
  isotonic: number[]
  isotonicWeighted: number[]
  platt: { slope: number; intercept: number }
  plattWeighted: { slope: number; intercept: number }
}

const fixture = JSON.parse(
  readFileSync(new URL('fixtures/calibrate.json', import.meta.url), 'utf8'),
) as Fixture
const { score, target, weights } = fixture

/** The fitted value of each row: the block that its score belongs to. */
function pooled(rowWeights?: number[]): number[] {
  const points = scorePoints(score, target, rowWeights)
  const values = new Map<number, number>()
  let next = 0
  for (const block of poolAdjacentViolators(points)) {
    for (const point of points.slice(next, next + block.points)) values.set(point.x, block.y)
    next += block.points
  }
  return score.map((value) => values.get(value)!)
}

describe('calibration against scikit-learn', () => {
  // scikit-learn's PAVA keeps 64-bit sums in another order.
  it.each([
    ['unweighted', undefined, fixture.isotonic],
    ['weighted', weights, fixture.isotonicWeighted],
  ] as const)('pools adjacent violators alike, %s', (_, rowWeights, expected) => {
    pooled(rowWeights).forEach((value, row) => expect(value).toBeCloseTo(expected[row], 12))
  })

  // scikit-learn stops L-BFGS at a gradient of 1e-6, we go on to the end.
  it.each([
    ['unweighted', undefined, fixture.platt],
    ['weighted', weights, fixture.plattWeighted],
  ] as const)("fits Platt's sigmoid alike, %s", (_, rowWeights, expected) => {
    const { slope, intercept } = platt().fit(score, target, rowWeights).toJSON()
    expect(slope).toBeCloseTo(expected.slope, 5)
    expect(intercept).toBeCloseTo(expected.intercept, 5)
  })
})
