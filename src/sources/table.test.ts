import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { boolean, number, string, time } from '../config/event.js'
import { Random } from '../shared/random.js'
import { testProject, type TestProject } from './project.testing.js'
import { readTable, type TableColumn, type TableReading } from './table.js'

let project: TestProject
beforeAll(async () => {
  project = await testProject()
})
afterAll(() => project.dispose())

let files = 0
async function table(text: string, reading?: TableReading) {
  return readTable(project, await project.file(`table_${++files}.csv`, text), reading)
}

/** One column of many values, with a row number beside it. */
async function columnOf(values: readonly string[], name = 'v', reading?: TableReading): Promise<TableColumn> {
  const { columns } = await table(
    `n,${name}\n${values.map((value, index) => `${index},"${value}"`).join('\n')}\n`,
    reading,
  )
  return columns[1]
}

function valuesOf({ column }: TableColumn): (string | number | null)[] {
  return column.kind === 'numeric'
    ? Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))
    : Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]))
}

const repeated = (values: readonly string[], rows = 60): string[] =>
  Array.from({ length: rows }, (_, index) => values[index % values.length])

describe('reading a table', () => {
  it('finds what columns are', async () => {
    const random = new Random(3)
    const rows = Array.from({ length: 200 }, (_, index) =>
      [
        `C-${1000 + index * 7}`,
        index + 1,
        (random.normal() * 100).toFixed(2),
        random.below(2) === 0 ? 'Yes' : 'No',
        random.below(2),
        ['basic', 'pro', 'team'][random.below(3)],
        `2026-0${1 + random.below(9)}-1${random.below(9)}`,
        'same',
        '',
        `wrote ${random.below(1e9)} long words about ${random.below(1e9)}`,
        `0${1000 + random.below(50)}`,
        1_700_000_000 + random.below(1e6),
      ].join(','),
    )
    const {
      columns,
      problems,
      rows: count,
    } = await table(
      `customer,row,amount,churned,flag,plan,since,constant,nothing,note,zip,created_at\n${rows.join('\n')}\n`,
    )
    expect(count).toBe(200)
    expect(problems).toEqual([])
    expect(
      Object.fromEntries(columns.map(({ name, kind, column }) => [name, `${kind} as ${column.kind}`])),
    ).toEqual({
      customer: 'identifier as category',
      row: 'identifier as category',
      amount: 'numeric as numeric',
      churned: 'boolean as category',
      flag: 'boolean as numeric',
      plan: 'category as category',
      since: 'time as numeric',
      constant: 'constant as category',
      nothing: 'constant as category',
      note: 'text as category',
      zip: 'category as category',
      created_at: 'time as numeric',
    })
  })

  it('keeps the order of the file', async () => {
    const { columns } = await table('id,v\nb,2\na,1\nc,3\n')
    expect(columns.map(valuesOf)).toEqual([
      ['b', 'a', 'c'],
      [2, 1, 3],
    ])
  })

  it.each([
    ['blank', ''],
    ['NA', 'NA'],
    ['null', 'null'],
    ['a question mark', '?'],
    ['a blank between quotes', ' '],
  ])('takes %s among numbers for missing', async (_, missing) => {
    const column = await columnOf([...repeated(['1', '2', '3']), missing])
    expect(column).toMatchObject({ kind: 'numeric', missing: 1 })
    expect(valuesOf(column).at(-1)).toBeNull()
  })

  it.each([
    [
      ['1,234.50', '$2,000', '12'],
      [1234.5, 2000, 12],
    ],
    [
      ['1.234,50', '3,5', '12'],
      [1234.5, 3.5, 12],
    ],
  ])('reads numbers written as %j', async (texts, expected) => {
    const column = await columnOf(repeated(texts))
    expect(column.kind).toBe('numeric')
    expect(valuesOf(column).slice(0, 3)).toEqual(expected)
  })

  it('tells of a few values that are no numbers, and counts them as missing', async () => {
    const numbers = Array.from({ length: 300 }, (_, index) => String((index * 37) % 101))
    const { columns, problems } = await table(
      `n,v\n${[...numbers, 'oops'].map((value, n) => `${n},${value}`).join('\n')}\n`,
    )
    expect(columns[1]).toMatchObject({ kind: 'numeric', missing: 1 })
    expect(problems).toEqual([
      { reason: 'unread_values', column: 'v', rows: 1, message: expect.stringContaining('"v"') as string },
    ])
  })

  it('takes codes that are mostly digits for names', async () => {
    const codes = Array.from({ length: 600 }, (_, index) =>
      index % 80 === 0 ? `C${index}` : String(index % 90),
    )
    expect((await columnOf(codes)).kind).toBe('category')
  })

  it('keeps a column of one value and blanks, which is a flag', async () => {
    expect((await columnOf([...repeated(['x']), ''])).kind).toBe('category')
  })

  it('obeys declared kinds', async () => {
    const text = `a,b,c,d\n${repeated(['1,yes,5,2026-01-02', '2,no,x,never', '3,,7,2026-01-03'], 30).join('\n')}\n`
    const { columns, problems } = await table(text, {
      columns: { a: string(), b: boolean(), c: number(), d: time() },
    })
    expect(columns.map(({ kind }) => kind)).toEqual(['category', 'boolean', 'numeric', 'time'])
    expect(columns.map((column) => valuesOf(column).slice(0, 3))).toEqual([
      ['1', '2', '3'],
      [1, 0, null],
      [5, null, 7],
      [Date.parse('2026-01-02'), null, Date.parse('2026-01-03')],
    ])
    expect(problems.map(({ column, rows }) => [column, rows])).toEqual([
      ['c', 10],
      ['d', 10],
    ])
  })

  it('takes the day to be first where nothing says so, with a warning', async () => {
    const column = await columnOf(repeated(['01/02/2026', '03/04/2026']))
    expect(column.kind).toBe('time')
    expect(valuesOf(column)[0]).toBe(Date.parse('2026-02-01'))
    expect(project.warnings.some((warning) => warning.includes('day is taken as first'))).toBe(true)
  })

  it('tells of keys that are missing or repeated', async () => {
    const { columns, problems } = await table('id,v\n1,a\n1,b\n,c\n2,d\n3,e\n', { key: 'id' })
    expect(columns[0]).toMatchObject({ kind: 'identifier', missing: 1, distinct: 3 })
    expect(problems.map(({ reason, rows }) => [reason, rows])).toEqual([
      ['missing_key', 1],
      ['repeated_key', 1],
    ])
  })

  it('tells of records that could not be read', async () => {
    const { rows, problems } = await table('id,v\n1,a\n2\n3,c\n4,d\n5,e\n')
    expect(rows).toBe(4)
    expect(problems).toMatchObject([{ reason: 'malformed_records', rows: 1 }])
  })

  it('refuses a file that is mostly malformed, and shows of what kind', async () => {
    const error = table('id,v\n1\n2\n3\n4\n5,e\n6,f\n')
    await expect(error).rejects.toMatchObject({ code: 'FILE_MOSTLY_BAD' })
    await expect(error).rejects.toThrow(
      /of 6 rows 4 cannot be used \(too_few_fields 4\).*line 2: expected 2 fields, found 1: 1/s,
    )
  })

  it('names the nearest column when one is not there', async () => {
    await expect(table('id,value\n1,2\n', { key: 'valeu' })).rejects.toThrow(/nearest is "value"/)
  })

  it('reads a table without rows', async () => {
    const { rows, columns } = await table('id,value\n')
    expect(rows).toBe(0)
    expect(columns.map(({ kind }) => kind)).toEqual(['constant', 'constant'])
  })

  it('leaves nothing behind', async () => {
    expect(await project.leftovers()).toEqual([])
  })
})
