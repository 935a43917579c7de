import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { literal } from '../warehouse/identifier.js'
import { booleanSql, noNumberSql, noWordSql, type NumberStyle, numberSql } from './number-text.js'
import { testProject, type TestProject } from './project.testing.js'

let project: TestProject
beforeAll(async () => {
  project = await testProject()
})
afterAll(() => project.dispose())

async function value(sql: (text: string) => string, text: string): Promise<unknown> {
  const [row] = await project.warehouse.rows<{ value: unknown }>(
    `SELECT ${sql('text')} AS value FROM (SELECT materialize(${literal(text)}) AS text)`,
  )
  return row.value
}

describe('numbers', () => {
  it.each<[NumberStyle, string, number | null]>([
    ['plain', '12', 12],
    ['plain', ' -3.5 ', -3.5],
    ['plain', '1e3', 1000],
    ['plain', '+.5', 0.5],
    ['plain', '1,234', null],
    ['plain', '12abc', null],
    ['plain', 'nan', null],
    ['plain', 'inf', null],
    ['plain', '', null],
    ['plain', '0x10', null],
    ['grouped', '1,234.50', 1234.5],
    ['grouped', '$1,234', 1234],
    ['grouped', '-1,234,567', -1234567],
    ['grouped', '12 %', 12],
    ['grouped', '12.5', 12.5],
    ['grouped', '12,34', null],
    ['grouped', '1,2345', null],
    ['decimalComma', '1.234,50', 1234.5],
    ['decimalComma', '3,5', 3.5],
    ['decimalComma', '1 234,5 €', 1234.5],
    ['decimalComma', '1.5', null],
  ])('%s: %j is %j', async (style, text, expected) => {
    expect(await value((sql) => numberSql(sql, style), text)).toBe(expected)
  })

  it.each(['', ' ', 'NA', 'n/a', 'NaN', 'NULL', 'null', '\\N', 'None', '-', '?', 'inf'])(
    '%j is no number',
    async (text) => {
      expect(await value((sql) => `toUInt8(${noNumberSql(sql)})`, text)).toBe(1)
    },
  )

  it.each(['0', '-1', 'abc', 'nano'])('%j is not nothing', async (text) => {
    expect(await value((sql) => `toUInt8(${noNumberSql(sql)})`, text)).toBe(0)
  })
})

describe('words', () => {
  it.each(['', 'NULL', 'NaN', '\\N', 'N/A'])('%j says nothing', async (text) => {
    expect(await value((sql) => `toUInt8(${noWordSql(sql)})`, text)).toBe(1)
  })

  it.each(['NA', 'None', '?', '-', '0', 'Null Island'])('%j says something', async (text) => {
    expect(await value((sql) => `toUInt8(${noWordSql(sql)})`, text)).toBe(0)
  })

  it.each([
    ['Yes', true],
    ['TRUE', true],
    ['1', true],
    [' no ', false],
    ['False', false],
    ['0', false],
    ['maybe', null],
    ['', null],
  ])('%j as yes or no is %j', async (text, expected) => {
    expect(await value(booleanSql, text)).toBe(expected)
  })
})
