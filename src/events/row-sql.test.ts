import { describe, expect, it } from 'vitest'

import { field, type RowValue, when } from '../config/source.js'
import { columnsOf, RowSql } from './row-sql.js'
import { numberSql, noNumberSql } from '../sources/number-text.js'

const rowSql = new RowSql({
  sql: (name) => ({ amount: 'c1', 'Invoice No': 'c2' })[name] ?? 'c9',
  style: () => 'plain',
})
const amount = `if(${noNumberSql('c1')}, NULL, ${numberSql('c1', 'plain')})`

describe('the SQL of what is computed of a row', () => {
  it.each<[string, RowValue, string]>([
    ['a column', field('amount'), 'c1'],
    [
      'a choice',
      when(field('Invoice No').startsWith('C'), 'refund', 'purchase'),
      `if(startsWith(c2, 'C'), 'refund', 'purchase')`,
    ],
    [
      'a product',
      field('amount').times(2),
      `ifNull(toString((${amount} * CAST(2, 'Nullable(Float64)'))), '')`,
    ],
    [
      'a choice of columns',
      when(field('amount').isEmpty(), field('Invoice No'), 'x'),
      `if((trimBoth(c1) = ''), c2, 'x')`,
    ],
  ])('as text: %s', (_, { node }, expected) => {
    expect(rowSql.text(node)).toBe(expected)
  })

  it('is NULL for a division by zero', () => {
    expect(rowSql.number(field('amount').over(0).node)).toBe(
      `(${amount} / nullIf(CAST(0, 'Nullable(Float64)'), 0))`,
    )
  })

  it('compares numbers as numbers, texts as texts and answers as answers', () => {
    expect(rowSql.test(field('amount').moreThan(3))).toBe(
      `ifNull(${amount} > CAST(3, 'Nullable(Float64)'), false)`,
    )
    expect(rowSql.test(field('amount').isNot('x'))).toBe(`NOT (c1 = 'x')`)
    expect(rowSql.test(field('amount').is(true))).toMatch(/^ifNull\(.* = true, false\)$/)
  })

  it.each(["' OR 1=1 --", "\\' OR 1=1", 'a\nb', '`', "'); DROP TABLE events; --"])(
    'lets %j be nothing but a text',
    (text) => {
      const sql = rowSql.text(when(field('amount').startsWith(text), text, 'x').node)
      // Taking the literals away leaves the same statement as for a harmless text.
      const bare = (statement: string): string => statement.replace(/'(?:[^'\\]|\\.)*'/gs, '?')
      expect(bare(sql)).toBe(`if(startsWith(c1, ?), ?, ?)`)
    },
  )

  it('cannot be given a number that is none', () => {
    expect(rowSql.number({ kind: 'constant', value: '1); DROP TABLE events' })).toBe(
      `CAST(NULL, 'Nullable(Float64)')`,
    )
  })

  it('names the columns it reads', () => {
    const { node } = when(field('a').isEmpty(), field('b').times(field('c')), field('a'))
    expect([...columnsOf(node)].sort()).toEqual(['a', 'b', 'c'])
    expect(columnsOf({ kind: 'constant', value: 1 })).toEqual([])
  })
})
