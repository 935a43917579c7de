import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Frame } from '../frame.js'
import { codeColumn, shortestFrom } from './rule-coding.js'
import { joined, meets, type Rule, ruleText } from './rule.js'
import { holmAdjusted } from './segment-means.js'

const frame: Frame = {
  rows: 4,
  columns: [
    { kind: 'numeric', name: 'x', values: Float64Array.of(1, 2, NaN, -Infinity) },
    { kind: 'category', name: 'c', codes: Int32Array.of(0, 1, -1, 0), levels: ['a', 'b'] },
  ],
}

describe('a rule', () => {
  it.each<[Rule, string, number[]]>([
    [[{ kind: 'range', column: 'x', upTo: 1 }], 'x <= 1', [1, 0, 0, 1]],
    [[{ kind: 'range', column: 'x', above: 1 }], 'x > 1', [0, 1, 0, 0]],
    [[{ kind: 'range', column: 'x', above: 0, upTo: 1.5 }], '0 < x <= 1.5', [1, 0, 0, 0]],
    [[{ kind: 'range', column: 'x' }], 'x is known', [1, 1, 0, 1]],
    [[{ kind: 'missing', column: 'x' }], 'x is missing', [0, 0, 1, 0]],
    [[{ kind: 'missing', column: 'c' }], 'c is missing', [0, 0, 1, 0]],
    [
      [
        { kind: 'level', column: 'c', level: 'a' },
        { kind: 'range', column: 'x', upTo: 0 },
      ],
      'c = a and x <= 0',
      [0, 0, 0, 1],
    ],
    [[{ kind: 'level', column: 'c', level: 'never' }], 'c = never', [0, 0, 0, 0]],
    [[{ kind: 'level', column: 'x', level: 'a' }], 'x = a', [0, 0, 0, 0]],
    [[{ kind: 'range', column: 'c', upTo: 1 }], 'c <= 1', [0, 0, 0, 0]],
    [[], '', [1, 1, 1, 1]],
  ])('%j', (rule, text, met) => {
    expect(ruleText(rule)).toBe(text)
    expect([...meets(rule, frame)]).toEqual(met)
  })

  it('joins ranges of one column, and nothing else twice', () => {
    const below = { kind: 'range', column: 'x', upTo: 5 } as const
    const above = { kind: 'range', column: 'x', above: 2 } as const
    const level = { kind: 'level', column: 'c', level: 'a' } as const
    expect(joined([below, level], above)).toEqual([{ kind: 'range', column: 'x', above: 2, upTo: 5 }, level])
    expect(joined([below], { ...below, upTo: 3 })).toEqual([{ ...below, upTo: 3 }])
    expect(joined([above], { ...above, above: 1 })).toEqual([above])
    expect(joined([below], { kind: 'missing', column: 'x' })).toBeUndefined()
    expect(joined([level], { ...level, level: 'b' })).toBeUndefined()
    expect(() => meets([{ kind: 'missing', column: 'y' }], frame)).toThrow('"y"')
  })
})

describe('the conditions of a column', () => {
  it('are met by the rows whose codes they stand for', () => {
    const column = fc.oneof(
      fc
        .array(
          fc.oneof(fc.double({ min: -1e6, max: 1e6 }), fc.integer({ min: 0, max: 5 }), fc.constant(NaN)),
          {
            minLength: 1,
            maxLength: 60,
          },
        )
        .map((values) => ({ kind: 'numeric' as const, name: 'x', values: Float64Array.from(values) })),
      fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 1, maxLength: 60 }).map((codes) => ({
        kind: 'category' as const,
        name: 'x',
        codes: Int32Array.from(codes),
        levels: ['a', 'b', 'c', 'd', 'e'],
      })),
    )
    fc.assert(
      fc.property(column, (given) => {
        const coded = codeColumn(given, 3)
        const rows = coded.codes.length
        for (const { condition, from, to } of coded.conditions) {
          const expected = meets([condition], { rows, columns: [given] })
          expect(coded.codes.map((code) => (code >= from && code < to ? 1 : 0))).toEqual(expected)
        }
      }),
    )
  })

  it('have short numbers', () => {
    expect(shortestFrom(3, 4)).toBe(3)
    expect(shortestFrom(12.3456, 12.3501)).toBe(12.35)
    expect(shortestFrom(-2.7, 1)).toBe(0)
    expect(shortestFrom(-3.46, -3.39)).toBe(-3.4)
    expect(shortestFrom(1234.5, 1300)).toBe(1240)
    expect(shortestFrom(0.1 + 0.2, 0.1 + 0.2 + 2 ** -54)).toBe(0.1 + 0.2)
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.double({ min: 1e-9, max: 10 }),
        (from, step) => {
          const below = from + Math.abs(from) * step
          fc.pre(below > from && Number.isFinite(below))
          const short = shortestFrom(from, below)
          expect(short).toBeGreaterThanOrEqual(from)
          expect(short).toBeLessThan(below)
        },
      ),
    )
  })
})

it('adjusts chances by Holm: the least times all, the next times one less', () => {
  expect(holmAdjusted([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06])
  expect(holmAdjusted([0.9, 0.8])).toEqual([1, 1])
  expect(holmAdjusted([])).toEqual([])
})
