import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { poolAdjacentViolators } from './pool-adjacent.js'
import { scorePoints } from './score-points.js'
import { vennAbers } from './venn-abers.js'

const rows = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 12 }).map((p) => p / 12),
    fc.integer({ min: 0, max: 1 }),
    fc.integer({ min: 1, max: 3 }),
  ),
  { maxLength: 40 },
)

/** By the definition: isotonic regression with the new row among the others. */
function refitted(
  list: readonly (readonly [number, number, number])[],
  score: number,
  outcome: number,
): number {
  const all = [...list, [score, outcome, 1] as const]
  const points = scorePoints(
    all.map(([x]) => x),
    all.map(([, y]) => y),
    all.map(([, , weight]) => weight),
  )
  let next = 0
  for (const block of poolAdjacentViolators(points)) {
    next += block.points
    if (points[next - 1].x >= score) return block.y
  }
  return NaN
}

describe('vennAbers', () => {
  it('is isotonic regression with the new row as 0 and as 1, wherever it stands', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const calibration = vennAbers().fit(
          list.map(([x]) => x),
          list.map(([, y]) => y),
          list.map(([, , weight]) => weight),
        )
        // On the scores of the rows and between them.
        const scores = Array.from({ length: 25 }, (_, i) => i / 24)
        const { low, high } = calibration.interval(scores)
        const merged = calibration.apply(scores)
        scores.forEach((score, i) => {
          expect(low[i]).toBeCloseTo(refitted(list, score, 0), 12)
          expect(high[i]).toBeCloseTo(refitted(list, score, 1), 12)
          expect(low[i]).toBeLessThanOrEqual(high[i])
          expect(merged[i]).toBeGreaterThan(0)
          expect(merged[i]).toBeLessThan(1)
          expect(merged[i]).toBeGreaterThanOrEqual(low[i] - 1e-12)
          expect(merged[i]).toBeLessThanOrEqual(high[i] + 1e-12)
          if (i > 0) expect(merged[i]).toBeGreaterThanOrEqual(merged[i - 1])
        })
      }),
    )
  })

  it('is the less sure the fewer rows there are', () => {
    const random = new Random(1)
    const width = (count: number): number => {
      const scores = Array.from({ length: count }, () => random.uniform())
      const target = scores.map((p) => (random.uniform() < p ? 1 : 0))
      const { low, high } = vennAbers().fit(scores, target).interval([0.5])
      return high[0] - low[0]
    }
    expect(width(30)).toBeGreaterThan(width(20_000))
    expect(width(20_000)).toBeLessThan(0.01)
  })

  it('knows nothing without rows, and nothing of a missing score', () => {
    const calibration = vennAbers().fit([], [])
    expect(calibration.interval([0.3])).toEqual({ low: Float64Array.of(0), high: Float64Array.of(1) })
    expect(calibration.apply([0.3, NaN])).toEqual(Float64Array.of(0.5, NaN))
  })
})
