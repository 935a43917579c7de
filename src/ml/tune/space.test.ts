import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../shared/random.js'
import { Parzen } from './parzen.js'
import { axesOf, drawEvenly, isWithin, pointOf, settingOf, type Space } from './space.js'

const space = {
  rate: { type: 'number', low: 0.001, high: 1, log: true },
  share: { type: 'number', low: -2, high: 3 },
  depth: { type: 'integer', low: 2, high: 9 },
  leaves: { type: 'integer', low: 1, high: 300, log: true },
  kind: { type: 'choice', choices: ['a', 2, true] },
} as const satisfies Space

function* draws(seed: number, count: number): Generator<Float64Array> {
  const random = new Random(seed)
  const axes = axesOf(space)
  const evenly = Array.from({ length: count }, () => drawEvenly(axes, random))
  yield* evenly
  const parzen = new Parzen(axes, evenly.slice(0, 30))
  for (let i = 0; i < count; i++) yield parzen.draw(random)
}

describe('a space', () => {
  it('is never left, and its points are found again', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        for (const point of draws(seed, 40)) {
          const setting = settingOf(space, point)
          for (const [name, dimension] of Object.entries(space)) {
            expect(isWithin(dimension, setting[name as keyof typeof space])).toBe(true)
          }
          pointOf(space, setting).forEach((value, axis) => expect(value).toBeCloseTo(point[axis], 9))
        }
      }),
      { numRuns: 20 },
    )
  })

  it('gives each whole number and each choice its share, the ends too', () => {
    const random = new Random(1)
    const axes = axesOf(space)
    const depths = new Map<number, number>()
    const kinds = new Map<number, number>()
    for (let i = 0; i < 8000; i++) {
      const point = drawEvenly(axes, random)
      depths.set(point[2], (depths.get(point[2]) ?? 0) + 1)
      kinds.set(point[4], (kinds.get(point[4]) ?? 0) + 1)
    }
    // 1,000 expected of each; the deviation is about 30.
    expect([...depths.values()].every((count) => Math.abs(count - 1000) < 120)).toBe(true)
    expect(depths.size).toBe(8)
    expect([...kinds.values()].every((count) => Math.abs(count - 2667) < 180)).toBe(true)
  })

  it('is searched by factors where it says so', () => {
    const random = new Random(2)
    const axes = axesOf(space)
    const rates = Array.from({ length: 3000 }, () => drawEvenly(axes, random)[0])
    const below = rates.filter((log) => Math.exp(log) < 0.01).length
    expect(below / 3000).toBeCloseTo(1 / 3, 1)
  })

  it.each<Space>([
    { a: { type: 'number', low: 1, high: 1 } },
    { a: { type: 'number', low: 0, high: 1, log: true } },
    { a: { type: 'number', low: 0, high: Infinity } },
    { a: { type: 'number', low: NaN, high: 1 } },
    { a: { type: 'integer', low: 0, high: 3, log: true } },
    { a: { type: 'integer', low: 0.5, high: 3 } },
    { a: { type: 'choice', choices: [] } },
    { a: { type: 'choice', choices: ['x', 'x'] } },
  ])('refuses %j', (wrong) => {
    expect(() => axesOf(wrong)).toThrow(/the parameter a expects/)
  })
})

describe('Parzen', () => {
  it('is a density: its mass over all choices and whole numbers is 1', () => {
    const axes = axesOf({
      depth: { type: 'integer', low: 1, high: 12, log: true },
      kind: { type: 'choice', choices: ['a', 'b'] },
    })
    const parzen = new Parzen(axes, [Float64Array.of(1, 0), Float64Array.of(5, 1), Float64Array.of(12, 1)])
    let mass = 0
    for (let depth = 1; depth <= 12; depth++) {
      for (const kind of [0, 1]) mass += Math.exp(parzen.logDensity(Float64Array.of(depth, kind)))
    }
    expect(mass).toBeCloseTo(1, 12)
  })

  it('draws as its density says', () => {
    const axes = axesOf({
      kind: { type: 'choice', choices: ['a', 'b', 'c'] },
      n: { type: 'integer', low: 0, high: 3 },
    })
    const parzen = new Parzen(axes, [Float64Array.of(1, 3), Float64Array.of(1, 2)])
    const random = new Random(3)
    const counts = new Map<string, number>()
    for (let i = 0; i < 20_000; i++) {
      const key = parzen.draw(random).join(' ')
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    for (const kind of [0, 1, 2]) {
      for (const n of [0, 1, 2, 3]) {
        const expected = Math.exp(parzen.logDensity(Float64Array.of(kind, n)))
        // Three standard errors of a share of 20,000 draws.
        expect(Math.abs((counts.get(`${kind} ${n}`) ?? 0) / 20_000 - expected)).toBeLessThan(0.011)
      }
    }
  })
})
