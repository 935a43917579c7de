import { describe, expect, it } from 'vitest'

import { Random } from '../../shared/random.js'
import { turningPoint } from './turning-point.js'

/** Values in [0, 10) and what an effect contributes to each, with noise. */
function example(effect: (x: number) => number, noise: number, rows = 1000, seed = 1) {
  const random = new Random(seed)
  const values = Float64Array.from({ length: rows }, () => 10 * random.uniform())
  return { values, contributions: values.map((x) => effect(x) + noise * random.normal()) }
}

describe('the turning point', () => {
  it('is where a rising effect crosses zero', () => {
    const { values, contributions } = example((x) => x - 6.3, 1)
    const turn = turningPoint(values, contributions)!
    expect(turn.direction).toBe('above')
    expect(turn.value).toBeCloseTo(6.3, 0)
    expect(turn.low).toBeLessThan(6.3)
    expect(turn.high).toBeGreaterThan(6.3)
    expect(turn.high - turn.low).toBeLessThan(1)
  })

  it('is where a falling effect crosses zero', () => {
    const { values, contributions } = example((x) => (x < 2 ? 1 : -0.25), 0.1)
    const turn = turningPoint(values, contributions)!
    expect(turn.direction).toBe('below')
    expect(turn.value).toBeCloseTo(2, 1)
  })

  it('lies halfway between the values on both sides', () => {
    const values = Float64Array.from({ length: 60 }, (_, row) => [1, 2, 8][row % 3])
    const turn = turningPoint(
      values,
      values.map((x) => (x > 5 ? 1 : -0.5)),
    )
    expect(turn).toEqual({ value: 5, low: 5, high: 5, direction: 'above' })
  })

  it.each<[string, (x: number) => number, number]>([
    ['no effect', () => 0, 0],
    ['noise', () => 0, 1],
    ['one sign throughout', (x) => 1 + x, 0.1],
    ['a U shape', (x) => (x - 5) ** 2 - 25 / 3, 0.1],
    ['waves', (x) => Math.sin(3 * x), 0.1],
  ])('is none for %s', (_, effect, noise) => {
    const { values, contributions } = example(effect, noise)
    expect(turningPoint(values, contributions)).toBeUndefined()
  })

  it('is none for a constant, for no rows and for too few', () => {
    expect(
      turningPoint(
        new Float64Array(50),
        new Float64Array(50).map((_, i) => i - 25),
      ),
    ).toBeUndefined()
    expect(turningPoint(new Float64Array(0), new Float64Array(0))).toBeUndefined()
    const { values, contributions } = example((x) => x - 5, 6, 6)
    expect(turningPoint(values, contributions)).toBeUndefined()
  })

  it('leaves missing values out', () => {
    const { values, contributions } = example((x) => x - 6.3, 0.5)
    const gaps = Float64Array.from([...values, NaN, NaN, Infinity])
    const more = Float64Array.from([...contributions, -1e6, 1e6, 1e6])
    expect(turningPoint(gaps, more)).toEqual(turningPoint(values, contributions))
  })

  it('uses so many rows and repeats itself', () => {
    const { values, contributions } = example((x) => x - 6.3, 1, 20_000)
    const turn = turningPoint(values, contributions, { rows: 500, repetitions: 50 })
    expect(turn!.value).toBeCloseTo(6.3, 0)
    expect(turningPoint(values, contributions, { rows: 500, repetitions: 50 })).toEqual(turn)
  })

  it('has the truth in its interval about as often as it says', () => {
    let covered = 0
    for (let seed = 0; seed < 100; seed++) {
      const { values, contributions } = example((x) => 0.5 * (x - 4), 1, 300, seed)
      const turn = turningPoint(values, contributions, { repetitions: 60, seed })
      if (turn !== undefined && turn.low <= 4 && turn.high >= 4) covered++
    }
    // The percentile bootstrap of where a sum is lowest is a little too wide.
    expect(covered).toBeGreaterThanOrEqual(92)
  })
})
