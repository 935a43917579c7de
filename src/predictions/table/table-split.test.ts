import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { splitTable } from './table-split.js'

const outcomes = fc
  .array(fc.integer({ min: 0, max: 1 }), { minLength: 60, maxLength: 300 })
  .map((list) => Float64Array.from(list))

describe('splitTable', () => {
  it('puts every row into one part, once', () => {
    fc.assert(
      fc.property(outcomes, fc.constantFrom(undefined, 3, 5), fc.boolean(), (target, folds, timed) => {
        const times = timed ? target.map((_, row) => (row * 7) % 50) : null
        const { parts } = splitTable({ task: 'classification', target, times, folds, seed: 1 })
        for (const { training, validation, holdout } of parts) {
          const rows = [...training, ...validation, ...holdout]
          expect(new Set(rows).size).toBe(rows.length)
          if (!timed) expect(rows).toHaveLength(target.length)
        }
        const measured = parts.flatMap(({ holdout }) => [...holdout])
        expect(new Set(measured).size).toBe(measured.length)
        if (folds !== undefined && !timed) expect(measured).toHaveLength(target.length)
      }),
    )
  })

  it('keeps the share of outcomes in every part', () => {
    const target = Float64Array.from({ length: 1000 }, (_, row) => (row % 10 === 0 ? 1 : 0))
    const [parts] = splitTable({
      task: 'classification',
      target,
      times: null,
      folds: undefined,
      seed: 1,
    }).parts
    for (const rows of Object.values(parts) as Uint32Array[]) {
      const rate = rows.reduce((sum, row) => sum + target[row], 0) / rows.length
      expect(rate).toBeCloseTo(0.1, 2)
    }
    expect(Object.values(parts).map(({ length }: Uint32Array) => length)).toEqual([600, 200, 200])
  })

  it('never learns from a later time than it measures', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 60, maxLength: 200 }),
        fc.constantFrom(undefined, 3),
        (moments, folds) => {
          fc.pre(new Set(moments).size > 20)
          const times = Float64Array.from(moments)
          const target = times.map((_, row) => row % 2)
          for (const { training, validation, holdout } of splitTable({
            task: 'classification',
            target,
            times,
            folds,
            seed: 1,
          }).parts) {
            const newest = (rows: Uint32Array): number => Math.max(...Array.from(rows, (row) => times[row]))
            const oldest = (rows: Uint32Array): number => Math.min(...Array.from(rows, (row) => times[row]))
            expect(newest(training)).toBeLessThan(oldest(validation))
            expect(newest(validation)).toBeLessThan(oldest(holdout))
          }
        },
      ),
    )
  })
})
