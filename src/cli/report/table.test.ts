import { expect, it } from 'vitest'

import { paint } from './paint.js'
import { pairs, textTable } from './table.js'

it('makes every column as wide as its widest cell', () => {
  const table = textTable(
    [{ title: 'Name' }, { title: 'Rows', align: 'right' }],
    [
      ['churn', '12'],
      ['conversion', '1,234'],
    ],
  )
  expect(table).toBe(['  Name         Rows', '  churn          12', '  conversion  1,234'].join('\n'))
})

it('does not count colours', () => {
  const { red } = paint(true)
  const coloured = textTable([{ title: 'a' }, { title: 'b' }], [[red('xyz'), '1']])
  expect(coloured.split('\n')[0]).toBe('  a    b')
})

it('leaves the titles of a table without rows', () => {
  expect(textTable([{ title: 'Name' }], [])).toBe('  Name')
})

it('puts values under each other', () => {
  expect(
    pairs([
      ['a', '1'],
      ['long', '2'],
    ]),
  ).toBe('  a     1\n  long  2')
})
