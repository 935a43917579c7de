import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from './random.js'

/** Draws of a function, n of them. */
function draws(n: number, draw: () => number): number[] {
  return Array.from({ length: n }, draw)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function variance(values: readonly number[]): number {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) ** 2))
}

/** Pearson's statistic against equal shares. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

function counted(values: readonly number[], bins: number): number[] {
  const counts = new Array<number>(bins).fill(0)
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

/**
 * The generator as its authors print it (prng.di.unimi.it/xoshiro128starstar.c), in 64-bit arithmetic and so
 * written quite differently from ours, seeded by splitmix32.
 */
function* reference(seed: number): Generator<number> {
  const mask = 0xffffffffn
  const rotl = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & mask
  let mix = BigInt(seed >>> 0)
  const s = Array.from({ length: 4 }, () => {
    mix = (mix + 0x9e3779b9n) & mask
    let z = mix
    z = ((z ^ (z >> 16n)) * 0x21f0aaadn) & mask
    z = ((z ^ (z >> 15n)) * 0x735a2d97n) & mask
    return z ^ (z >> 15n)
  })
  for (;;) {
    yield Number((rotl((s[1] * 5n) & mask, 7n) * 9n) & mask)
    const t = (s[1] << 9n) & mask
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotl(s[3], 11n)
  }
}

describe('Random', () => {
  it('gives the sequence of its authors, from any seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
        const random = new Random(seed)
        const expected = reference(seed)
        for (let i = 0; i < 20; i++) expect(random.uint32()).toBe(expected.next().value)
      }),
      { seed: 1 },
    )
  })

  it('gives the same sequence on every platform and in every version', () => {
    const random = new Random(1)
    expect(draws(4, () => random.uint32())).toEqual([393288148, 2174103013, 3814759091, 2092745082])
  })

  it('is uniform in [0, 1)', () => {
    const random = new Random(7)
    const values = draws(100_000, () => random.uniform())
    expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThanOrEqual(0)
    expect(values.every((value) => value < 1)).toBe(true)
    // 99 degrees of freedom: above 148.2 once in a thousand.
    expect(
      chiSquared(
        counted(
          values.map((value) => Math.floor(value * 100)),
          100,
        ),
      ),
    ).toBeLessThan(148.2)
  })

  it('is uniform below a bound, which is never reached', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffffffff }), fc.integer(), (bound, seed) => {
        const value = new Random(seed).below(bound)
        return Number.isInteger(value) && value >= 0 && value < bound
      }),
      { seed: 1 },
    )
    const random = new Random(11)
    // 6 degrees of freedom: above 22.5 once in a thousand.
    expect(
      chiSquared(
        counted(
          draws(70_000, () => random.below(7)),
          7,
        ),
      ),
    ).toBeLessThan(22.5)
  })

  it('is not biased for a bound that does not divide 2^32', () => {
    // A remainder of 2^32 by 3 * 2^30 would make the lowest third twice as likely: 1/2 instead of 1/3.
    const random = new Random(13)
    const values = draws(30_000, () => random.below(3 * 2 ** 30))
    const lowest = values.filter((value) => value < 2 ** 30).length / values.length
    // Five standard errors: sqrt(1/3 * 2/3 / 30,000) = 0.0027.
    expect(Math.abs(lowest - 1 / 3)).toBeLessThan(0.0136)
  })

  it('draws 0 below 1', () => {
    expect(new Random(3).below(1)).toBe(0)
  })

  it.each([
    ['normal', (random: Random) => random.normal(), 0, 1],
    ['exponential', (random: Random) => random.exponential(), 1, 1],
    ['poisson of a small mean', (random: Random) => random.poisson(2.5), 2.5, 2.5],
    ['poisson of a large mean', (random: Random) => random.poisson(80), 80, 80],
    ['poisson of 0', (random: Random) => random.poisson(0), 0, 0],
  ] as const)('%s has its mean and variance', (_name, draw, wantedMean, wantedVariance) => {
    const random = new Random(17)
    const values = draws(100_000, () => draw(random))
    // Five standard errors of the mean; the variance of these laws is itself off by about 3 % at five.
    expect(Math.abs(mean(values) - wantedMean)).toBeLessThanOrEqual(5 * Math.sqrt(wantedVariance / 100_000))
    expect(Math.abs(variance(values) - wantedVariance)).toBeLessThanOrEqual(0.04 * wantedVariance)
    expect(values.every(Number.isFinite)).toBe(true)
  })

  it('shuffles into every order equally often, and loses nothing', () => {
    const random = new Random(19)
    const orders = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const order = random.shuffle([1, 2, 3, 4]).join('')
      orders.set(order, (orders.get(order) ?? 0) + 1)
    }
    expect(orders.size).toBe(24)
    // 23 degrees of freedom: above 49.7 once in a thousand.
    expect(chiSquared([...orders.values()])).toBeLessThan(49.7)
    expect(random.shuffle(new Uint8Array([3, 3, 5])).toSorted()).toEqual(new Uint8Array([3, 3, 5]))
  })

  it('forks generators that do not move each other', () => {
    const one = new Random(23)
    const two = new Random(23)
    const fork = one.fork(1)
    draws(1000, () => fork.uint32())
    two.fork(1)
    expect(one.uint32()).toBe(two.uint32())
    expect(new Random(23).fork(1).uint32()).not.toBe(new Random(23).fork(2).uint32())
  })
})
