import { describe, expect, it } from 'vitest'

import type { Column } from '../../ml/frame.js'
import { labelledRows } from '../generated.testing.js'
import { columnsOf, readTarget } from './target-expression.js'
import { type TargetValues, targetValues } from './target-values.js'

const columnsFor = (
  columns: Readonly<Record<string, Float64Array | readonly string[]>>,
): readonly Column[] => {
  const rows = Object.values(columns)[0].length
  return labelledRows(columns, new Float64Array(rows)).frame.columns
}

describe('readTarget', () => {
  const names = ['Recency', 'a > b', 'Churn ', 'status']

  it('takes a column of exactly that name before anything else', () => {
    expect(columnsOf(readTarget('a > b', names))).toEqual(new Set(['a > b']))
    expect(readTarget('churn', names)).toEqual({
      kind: 'quantity',
      quantity: { kind: 'column', table: '', column: 'Churn ' },
    })
  })

  it.each([
    ['Recency > 90', 'Recency', 'moreThan', 90],
    ['recency>=90.5', 'Recency', 'atLeast', 90.5],
    ['Recency <= -1', 'Recency', 'atMost', -1],
    ['status = "left us"', 'status', 'is', 'left us'],
    ["status != 'left'", 'status', 'isNot', 'left'],
    ['status == 3', 'status', 'is', 3],
    ['a > b < 4', 'a > b', 'lessThan', 4],
  ])('reads %s', (text, column, comparison, value) => {
    expect(readTarget(text, names)).toEqual({
      kind: 'condition',
      condition: { kind: 'compare', quantity: { kind: 'column', table: '', column }, comparison, value },
    })
  })

  it('names the nearest columns', () => {
    expect(() => readTarget('Recensy > 90', names)).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNKNOWN',
        message: expect.stringContaining('"Recency"') as string,
      }),
    )
  })
})

describe('targetValues', () => {
  const of = (
    values: Float64Array | readonly string[],
    options: { positive?: string; task?: 'classification' | 'regression' } = {},
    text = 'y',
  ): TargetValues => targetValues(readTarget(text, ['y']), columnsFor({ y: values }), options)

  it.each([
    [['Yes', 'No', 'No'], 'Yes'],
    [['no', 'no', 'churned'], 'churned'],
    [['<=50K', '>50K', '<=50K'], '>50K'],
    [['TRUE', 'FALSE', 'TRUE'], 'TRUE'],
    [['Existing Customer', 'Attrited Customer', 'Existing Customer'], 'Attrited Customer'],
    [['blue', 'red', 'blue'], 'red'],
  ])('finds what counts as yes in %j', (levels, positive) => {
    const target = of(levels)
    expect(target.positive).toBe(positive)
    expect(Array.from(target.values)).toEqual(levels.map((level) => (level === positive ? 1 : 0)))
  })

  it('takes the value that is asked for', () => {
    expect(Array.from(of(['a', 'b', 'c'], { positive: 'B' }).values)).toEqual([0, 1, 0])
    expect(() => of(['a', 'b', 'c'], { positive: 'd' })).toThrow(
      expect.objectContaining({ code: 'TARGET_POSITIVE_UNKNOWN' }),
    )
  })

  it('reads two numbers as classes and many as amounts', () => {
    expect(of(Float64Array.of(0, 1, 1)).task).toBe('classification')
    expect(Array.from(of(Float64Array.of(1, 2, 2)).values)).toEqual([1, 0, 0])
    expect(of(Float64Array.of(1, 2, 3.5)).task).toBe('regression')
    expect(of(Float64Array.of(1, 2, 3)).notes[0]).toContain('predicted as an amount')
    expect(of(Float64Array.of(0, 1, 1), { task: 'regression' }).task).toBe('regression')
  })

  it('keeps what is missing missing, in conditions too', () => {
    expect(Array.from(of(Float64Array.of(0, 1, NaN)).values)).toEqual([0, 1, NaN])
    expect(Array.from(of(Float64Array.of(80, 100, NaN), {}, 'y > 90').values)).toEqual([0, 1, NaN])
    expect(Array.from(of(['a', 'b', 'b'], {}, 'y = B').values)).toEqual([0, 1, 1])
  })

  it('refuses what cannot be learned, with what is wrong', () => {
    expect(() => of(Float64Array.of(NaN, NaN))).toThrow(expect.objectContaining({ code: 'TARGET_EMPTY' }))
    expect(() => of(['x', 'x'])).toThrow(expect.objectContaining({ code: 'TARGET_SINGLE_CLASS' }))
    expect(() => of(Float64Array.of(1, 2), {}, 'y > 5')).toThrow(
      expect.objectContaining({ code: 'TARGET_SINGLE_CLASS' }),
    )
    expect(() => of(['a', 'b', 'c', 'a'])).toThrow(
      expect.objectContaining({
        code: 'TARGET_MULTICLASS',
        message: expect.stringContaining('takes 3 values: a (2)') as string,
        remedy: expect.stringContaining('y = a') as string,
      }),
    )
  })
})
