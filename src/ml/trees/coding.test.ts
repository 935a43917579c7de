import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Frame } from '../frame.js'
import {
  codeCount,
  type CategoryCoding,
  encodeFrame,
  missingCode,
  type MissingRule,
  type NumericCoding,
  rowCoder,
} from './coding.js'

const amount: NumericCoding = { kind: 'numeric', name: 'amount', thresholds: Float64Array.of(-1, 0.5, 10) }
const plan: CategoryCoding = { kind: 'category', name: 'plan', levels: ['free', 'pro'] }

const frame: Frame = {
  rows: 5,
  columns: [
    { kind: 'category', name: 'plan', codes: Int32Array.of(2, 0, 1, -1, 1), levels: ['pro', 'team', 'free'] },
    { kind: 'numeric', name: 'other', values: new Float64Array(5) },
    { kind: 'numeric', name: 'amount', values: Float64Array.of(-Infinity, -1, 0.500001, NaN, Infinity) },
  ],
}

describe('codes', () => {
  it('count the thresholds below a number, and end with missing', () => {
    expect([...encodeFrame([amount], frame).columns[0]]).toEqual([0, 0, 2, 4, 3])
    expect(missingCode(amount)).toBe(4)
  })

  it('follow the rule for what is missing', () => {
    const columns = [{ kind: 'numeric', name: 'amount', values: Float64Array.of(NaN, 0, 1e-36, 2) }] as const
    const codesBy = (missing: MissingRule) => [
      ...encodeFrame([{ ...amount, missing }], { rows: 4, columns }).columns[0],
    ]
    expect(codesBy('nan')).toEqual([4, 1, 1, 2])
    expect(codesBy('zero')).toEqual([4, 4, 4, 2])
    expect(codesBy('none')).toEqual([1, 1, 1, 2])
  })

  it('are of single precision where the model is', () => {
    const columns = [{ kind: 'numeric', name: 'amount', values: Float64Array.of(10.0000001) }] as const
    const codeIn = (single: boolean) =>
      rowCoder([amount], { rows: 1, columns }, 1, { single }).read(0, 1).columns[0][0]
    expect(codeIn(false)).toBe(3)
    expect(codeIn(true)).toBe(2)
  })

  it('find levels by name and share 0 among those never seen', () => {
    expect([...encodeFrame([plan], frame).columns[0]]).toEqual([1, 2, 0, 3, 0])
    expect(codeCount(plan)).toBe(4)
  })

  it('are read in blocks', () => {
    const coder = rowCoder([plan, amount], frame, 2)
    const blocks = [
      [0, 2],
      [2, 4],
      [4, 5],
    ].map(([begin, end]) => {
      const { rows, columns } = coder.read(begin, end)
      return columns.map((codes) => [...codes.subarray(0, rows)])
    })
    expect(blocks).toEqual([
      [
        [1, 2],
        [0, 0],
      ],
      [
        [0, 3],
        [2, 4],
      ],
      [[0], [3]],
    ])
  })

  it('are left 0 in columns that do not matter', () => {
    const { columns } = rowCoder([plan, amount], frame, 5, { used: [false, true] }).read(0, 5)
    expect([...columns[0]]).toEqual([0, 0, 0, 0, 0])
  })

  it('take two bytes where one is too small', () => {
    const fine: NumericCoding = {
      ...amount,
      thresholds: Float64Array.from({ length: 1000 }, (_, i) => i / 100),
    }
    const [codes] = encodeFrame([fine], frame).columns
    expect(codes).toBeInstanceOf(Uint16Array)
    expect([...codes]).toEqual([0, 0, 51, 1001, 1000])
  })

  it('need every column, of its kind', () => {
    expect(() => encodeFrame([{ ...amount, name: 'gone' }], frame)).toThrowError('"gone" (numeric)')
    expect(() => encodeFrame([{ ...amount, name: 'plan' }], frame)).toThrowError('category')
  })

  it('agree with counting one by one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 40 }),
        fc.array(fc.double(), { minLength: 1, maxLength: 40 }),
        (cuts, given) => {
          const ascending = cuts.map((cut) => cut + 0).sort((a, b) => a - b)
          const thresholds = Float64Array.from(ascending.filter((cut, i) => cut !== ascending[i - 1]))
          const values = Float64Array.from([...given, ...thresholds])
          const coded = encodeFrame([{ ...amount, thresholds }], {
            rows: values.length,
            columns: [{ kind: 'numeric', name: 'amount', values }],
          })
          expect([...coded.columns[0]]).toEqual(
            Array.from(values, (value) =>
              Number.isNaN(value) ? thresholds.length + 1 : thresholds.filter((cut) => cut < value).length,
            ),
          )
        },
      ),
    )
  })
})
