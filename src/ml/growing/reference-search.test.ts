import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { codeCount, type Coding, encodeFrame } from '../trees/coding.js'
import type { Split } from './engine.js'
import { leafGain, leafValue } from './leaf.js'
import type { GrowthLimits } from './limits.js'
import { ReferenceSearch } from './reference-search.testing.js'

const defaults: GrowthLimits = {
  growPolicy: 'leaf',
  numLeaves: 31,
  maxDepth: -1,
  minDataInLeaf: 20,
  minSumHessianInLeaf: 1e-3,
  minGainToSplit: 0,
  lambdaL1: 0,
  lambdaL2: 0,
  maxDeltaStep: 0,
  pathSmooth: 0,
  extraTrees: false,
  featureFractionByNode: 1,
  maxCatThreshold: 32,
  catSmooth: 10,
  catL2: 10,
  maxCatToOnehot: 4,
  minDataPerGroup: 100,
  histogramPoolSize: 512,
  monotone: new Int8Array(1),
  interactions: [],
}

const anywhere = { lower: -Infinity, upper: Infinity, parentValue: 0 }

/** One column of codes (numeric: -1 is missing) with gradients; hessians are 1, so that rows are counted exactly. */
interface Example {
  readonly kind: Coding['kind']
  readonly codes: readonly number[]
  readonly gradients: readonly number[]
}

const levelNames = Array.from({ length: 12 }, (_, i) => `level ${i}`)

function codingOf(kind: Coding['kind']): Coding {
  return kind === 'numeric'
    ? { kind, name: 'x', thresholds: Float64Array.from({ length: 11 }, (_, i) => i + 0.5) }
    : { kind, name: 'x', levels: levelNames.slice(0, 10) }
}

/** The code of each row. */
function codesOf({ kind, codes }: Example): readonly number[] {
  const column =
    kind === 'numeric'
      ? { kind, name: 'x', values: Float64Array.from(codes, (code) => (code < 0 ? NaN : code)) }
      : { kind, name: 'x', codes: Int32Array.from(codes), levels: levelNames }
  return [...encodeFrame([codingOf(kind)], { rows: codes.length, columns: [column] }).columns[0]]
}

function search(example: Example, given: Partial<GrowthLimits>): Split | undefined {
  const limits = { ...defaults, ...given }
  const coding = codingOf(example.kind)
  const codes = codesOf(example)
  const bins = Array.from({ length: codeCount(coding) }, () => ({ gradient: 0, hessian: 0 }))
  codes.forEach((code, row) => {
    bins[code].gradient += example.gradients[row]
    bins[code].hessian++
  })
  const rows = codes.length
  const sums = { gradient: example.gradients.reduce((sum, value) => sum + value, 0), hessian: rows }
  const node = {
    node: 0,
    rows,
    sums,
    neededGain: leafGain({ ...sums, rows }, limits.lambdaL1, limits.lambdaL2) + limits.minGainToSplit,
    lower: -Infinity,
    upper: Infinity,
    value: 0,
    seed: 0,
  }
  const found = new ReferenceSearch(node, limits, { gradient: 1, hessian: 1 })
  return found.best({ column: 0, coding, populated: new Set(codes).size, bins })
}

function valuesOf({ left }: Split, { gradients }: Example): [number, number] {
  const gradient = gradients.reduce((sum, value) => sum + value, 0)
  const value = (g: number, h: number) =>
    leafValue({ gradient: g, hessian: h, rows: h }, defaults, 0, anywhere)
  return [
    value(left.gradient, left.hessian),
    value(gradient - left.gradient, gradients.length - left.hessian),
  ]
}

function gain(gradient: number, hessian: number, l1: number, l2: number): number {
  return leafGain({ gradient, hessian, rows: hessian }, l1, l2)
}

/** The gain of sending these codes left, straight from the definition; -1 when a side has too few rows. */
function gainOf(example: Example, goesLeft: Uint8Array, p: GrowthLimits, l2: number): number {
  const codes = codesOf(example)
  let [leftGradient, leftRows, gradient] = [0, 0, 0]
  example.gradients.forEach((value, row) => {
    gradient += value
    if (goesLeft[codes[row]] === 0) return
    leftGradient += value
    leftRows++
  })
  const rows = example.codes.length
  if (Math.min(leftRows, rows - leftRows) < Math.max(1, p.minDataInLeaf)) return -1
  return (
    gain(leftGradient, leftRows, p.lambdaL1, l2) +
    gain(gradient - leftGradient, rows - leftRows, p.lambdaL1, l2) -
    gain(gradient, rows, p.lambdaL1, p.lambdaL2) -
    p.minGainToSplit
  )
}

const rowsOf = (kind: Coding['kind'], least: number): fc.Arbitrary<Example> =>
  fc
    .array(fc.tuple(fc.integer({ min: least, max: 11 }), fc.integer({ min: -8, max: 8 })), {
      minLength: 2,
      maxLength: 60,
    })
    .map((rows) => ({ kind, codes: rows.map(([code]) => code), gradients: rows.map(([, g]) => g) }))

const penalties = fc.record({
  lambdaL1: fc.constantFrom(0, 1.5),
  lambdaL2: fc.constantFrom(0, 2),
  minGainToSplit: fc.constantFrom(0, 1),
  minDataInLeaf: fc.constantFrom(0, 1, 4),
})

describe('leaf values', () => {
  it('minimise the penalised quadratic loss', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (gradient, hessian, l1, l2) => {
          const loss = (v: number): number => gradient * v + ((hessian + l2) / 2) * v * v + l1 * Math.abs(v)
          const sums = { gradient, hessian, rows: 1 }
          const value = leafValue(sums, { ...defaults, lambdaL1: l1 }, l2, anywhere)
          for (const step of [-0.1, -1e-3, 1e-3, 0.1]) {
            expect(loss(value)).toBeLessThanOrEqual(loss(value + step) + 1e-9)
          }
          expect(leafGain(sums, l1, l2)).toBeCloseTo(-2 * loss(value), 6)
        },
      ),
    )
  })
})

describe('the best split of numbers', () => {
  it('is the best of all boundaries with missing values on either side', () => {
    fc.assert(
      fc.property(rowsOf('numeric', -1), penalties, (example, given) => {
        const p = { ...defaults, ...given }
        const codes = codeCount(codingOf(example.kind))
        let best = 0
        for (let cut = 0; cut < codes - 1; cut++) {
          for (const missingLeft of [0, 1]) {
            const goesLeft = new Uint8Array(codes).fill(1, 0, cut + 1)
            goesLeft[codes - 1] = missingLeft
            best = Math.max(best, gainOf(example, goesLeft, p, p.lambdaL2))
          }
        }
        const split = search(example, given)
        expect(split?.gain ?? 0).toBeCloseTo(best, 9)
        if (split !== undefined) expect(gainOf(example, split.goesLeft, p, p.lambdaL2)).toBeCloseTo(best, 9)
      }),
    )
  })

  it('learns the side of missing values, and that they may stand alone', () => {
    const example: Example = {
      kind: 'numeric',
      codes: [1, 2, 3, 4, -1, -1],
      gradients: [1, 1, 1, 1, -3, -3],
    }
    const split = search(example, { minDataInLeaf: 1 })
    expect([...split!.goesLeft]).toEqual([...Array.from({ length: 12 }, () => 1), 0])
    expect(valuesOf(split!, example)).toEqual([-1, 3])
  })

  it('sends missing values with the larger side where it saw none', () => {
    const right: Example = { kind: 'numeric', codes: [1, 5, 5, 6, 7], gradients: [-9, 1, 1, 1, 1] }
    expect(search(right, { minDataInLeaf: 1 })!.goesLeft[12]).toBe(0)
    const left: Example = { kind: 'numeric', codes: [1, 1, 2, 2, 7], gradients: [1, 1, 1, 1, -9] }
    expect(search(left, { minDataInLeaf: 1 })!.goesLeft[12]).toBe(1)
  })

  it('is none where nothing differs', () => {
    expect(
      search({ kind: 'numeric', codes: [1, 2, 3, 4], gradients: [2, 2, 2, 2] }, { minDataInLeaf: 1 }),
    ).toBe(undefined)
  })
})

describe('the best split of levels', () => {
  const unlimited = { catSmooth: 0, minDataPerGroup: 1, maxCatThreshold: 255 } as const

  it('is the best of all single levels where they are few', () => {
    fc.assert(
      fc.property(rowsOf('category', -1), penalties, (example, given) => {
        const p = { ...defaults, ...given, maxCatToOnehot: 255 }
        const codes = codeCount(codingOf(example.kind))
        const single = Array.from({ length: codes }, (_, code) => {
          const goesLeft = new Uint8Array(codes)
          goesLeft[code] = 1
          return gainOf(example, goesLeft, p, p.lambdaL2)
        })
        expect(search(example, p)?.gain ?? 0).toBeCloseTo(Math.max(0, ...single), 9)
      }),
    )
  })

  // Fisher (1958): of all subsets of levels the best is an end of the sorted ones. Half of them are enough,
  // as the other end is tried too, so no limit cuts the best off.
  it('is the best of all sets of levels where nothing limits them', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.tuple(fc.integer({ min: -1, max: 7 }), fc.integer({ min: -8, max: 8 })), {
            minLength: 2,
            maxLength: 40,
          })
          .map((rows): Example => ({
            kind: 'category',
            codes: rows.map(([code]) => code),
            gradients: rows.map(([, gradient]) => gradient),
          })),
        fc.constantFrom(0, 3),
        (example, catL2) => {
          const p = { ...defaults, ...unlimited, catL2, maxCatToOnehot: 1, minDataInLeaf: 1 }
          const codes = codeCount(codingOf(example.kind))
          const present = [...new Set(codesOf(example))]
          let best = 0
          for (let subset = 1; subset < 2 ** present.length - 1; subset++) {
            const goesLeft = new Uint8Array(codes)
            present.forEach((code, bit) => (goesLeft[code] = (subset >> bit) & 1))
            best = Math.max(best, gainOf(example, goesLeft, p, catL2))
          }
          const split = search(example, p)
          // With a penalty the sorted ends are nearly but not always the best.
          if (catL2 === 0) expect(split?.gain ?? 0).toBeCloseTo(best, 9)
          else expect(split?.gain ?? 0).toBeLessThanOrEqual(best + 1e-9)
          if (split !== undefined)
            expect(gainOf(example, split.goesLeft, p, catL2)).toBeCloseTo(split.gain, 9)
        },
      ),
      { numRuns: 60 },
    )
  })

  const tenLevels: Example = {
    kind: 'category',
    codes: Array.from({ length: 200 }, (_, row) => row % 10),
    gradients: Array.from({ length: 200 }, (_, row) => (row % 10) - 4.5),
  }
  const leftCodes = (split: Split | undefined): number[] =>
    [...split!.goesLeft.keys()].filter((code) => split!.goesLeft[code] === 1)

  it('takes no more levels than it may', () => {
    const sorted = { ...unlimited, catL2: 0, minDataInLeaf: 1 }
    expect(leftCodes(search(tenLevels, sorted))).toEqual([1, 2, 3, 4, 5])
    expect(leftCodes(search(tenLevels, { ...sorted, maxCatThreshold: 2 }))).toEqual([1, 2])
  })

  it('leaves levels with fewer rows than catSmooth on the right', () => {
    const rare: Example = {
      ...tenLevels,
      codes: [...tenLevels.codes, 9, 9, 9].map((code, row) => (row >= 200 ? 9 : code === 9 ? 8 : code)),
      gradients: [...tenLevels.gradients, 900, 900, 900],
    }
    const find = (catSmooth: number) =>
      leftCodes(search(rare, { ...unlimited, catL2: 0, catSmooth, minDataInLeaf: 1 }))
    expect(find(0)).toContain(10)
    expect(find(4)).not.toContain(10)
  })

  it('counts whole groups of rows', () => {
    const grouped = { ...unlimited, catL2: 0, minDataInLeaf: 1 }
    expect(leftCodes(search(tenLevels, { ...grouped, minDataPerGroup: 61 }))).toHaveLength(4)
    expect(search(tenLevels, { ...grouped, minDataPerGroup: 101 })).toBe(undefined)
  })

  it('lets missing and rare levels choose their side; an unseen one stays with the rest', () => {
    const example: Example = {
      kind: 'category',
      // Levels 10 and 11 have no code of their own.
      codes: [0, 0, 1, 1, 2, 2, 10, 11, -1, -1],
      gradients: [1, 1, 1, 1, 1, 1, -5, -5, -5, -5],
    }
    const split = search(example, { ...unlimited, catL2: 0, minDataInLeaf: 1 })
    expect(leftCodes(split)).toEqual([0, 11])
    const without: Example = {
      kind: 'category',
      codes: [0, 0, 1, 1, 2, 2],
      gradients: [-5, -5, 1, 1, 1, 1],
    }
    expect(leftCodes(search(without, { ...unlimited, catL2: 0, minDataInLeaf: 1 }))).toEqual([1])
  })
})
