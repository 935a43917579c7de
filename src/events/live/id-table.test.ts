import { expect, it } from 'vitest'

import { IdTable } from './id-table.js'
import { messageIdOf } from './message-id.js'

it('finds what was added, and nothing else, as it grows', () => {
  const table = new IdTable(5000)
  const ids = Array.from({ length: 5000 }, (_, index) => messageIdOf([String(index)]))
  for (const [index, id] of ids.entries()) {
    expect(table.full).toBe(false)
    expect(table.find(id)).toBeUndefined()
    table.add(id, index)
  }
  expect(table.full).toBe(true)
  expect(ids.map((id) => table.find(id))).toEqual(ids.map((_, index) => index))
  expect(table.find(messageIdOf(['another']))).toBeUndefined()
})

it('tells apart ids that differ in one half only', () => {
  const table = new IdTable(10)
  table.add('000000000001000000000002'.padEnd(32, '0'), 1)
  table.add('000000000001000000000003'.padEnd(32, '0'), 2)
  expect(table.find('000000000001000000000003'.padEnd(32, '0'))).toBe(2)
  expect(table.find('000000000002000000000002'.padEnd(32, '0'))).toBeUndefined()
})

it('keeps the first value of an id', () => {
  const table = new IdTable(10)
  const id = messageIdOf(['a'])
  table.add(id, 1)
  table.add(id, 2)
  expect(table.find(id)).toBe(1)
})
