import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { literal } from '../warehouse/identifier.js'
import { testProject, type TestProject } from './project.testing.js'
import { IMPOSSIBLE_TIME, NO_TIME, NOT_A_TIME, type TimeFormat, timeSql } from './time-text.js'

let project: TestProject
beforeAll(async () => {
  project = await testProject()
})
afterAll(() => project.dispose())

/** Reads texts as one column. */
async function read(
  texts: readonly string[],
  { format = 'auto', timeZone = 'UTC' }: { format?: TimeFormat; timeZone?: string } = {},
): Promise<(string | undefined)[]> {
  const table = `(SELECT number AS line, '' AS problem, [${texts.map(literal).join(', ')}][number + 1] AS text FROM numbers(${texts.length}))`
  const sql = await timeSql(project, { table, value: 'text', name: 'when', format, timeZone })
  const rows = await project.warehouse.rows<{ time: number }>(
    `SELECT ${sql} AS time FROM ${table} ORDER BY line`,
    {
      settings: { max_query_size: 16 << 20 },
    },
  )
  return rows.map(({ time }) => names.get(time) ?? new Date(time).toISOString())
}

const names = new Map([
  [NO_TIME, 'none'],
  [NOT_A_TIME, 'unreadable'],
  [IMPOSSIBLE_TIME, 'impossible'],
])

describe('reading times', () => {
  it.each([
    ['2026-11-21T00:42:34Z', '2026-11-21T00:42:34.000Z'],
    ['2026-11-21 00:42:34', '2026-11-21T00:42:34.000Z'],
    ['2026-11-21 00:42:34.1', '2026-11-21T00:42:34.100Z'],
    ['2026-11-21T00:42:34.123456789Z', '2026-11-21T00:42:34.123Z'],
    ['2026-11-21T00:42:34,5Z', '2026-11-21T00:42:34.500Z'],
    ['2026-11-21T00:42', '2026-11-21T00:42:00.000Z'],
    ['2026-11-21t00:42:34z', '2026-11-21T00:42:34.000Z'],
    ['2026-11-21 00:42:34 UTC', '2026-11-21T00:42:34.000Z'],
    ['2026-11-21 00:42:34.123456 UTC', '2026-11-21T00:42:34.123Z'],
    ['2026-11-21T00:42:34+02:00', '2026-11-20T22:42:34.000Z'],
    ['2026-11-21T00:42:34-0530', '2026-11-21T06:12:34.000Z'],
    ['2026-11-21 00:42:34+00', '2026-11-21T00:42:34.000Z'],
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['2026/1/5 7:08', '2026-01-05T07:08:00.000Z'],
    ['20261121', '2026-11-21T00:00:00.000Z'],
    ['20261121T004234Z', '2026-11-21T00:42:34.000Z'],
    ['20261121004234', '2026-11-21T00:42:34.000Z'],
    ['21.11.2026 8:26', '2026-11-21T08:26:00.000Z'],
    ['21/11/2026', '2026-11-21T00:00:00.000Z'],
    ['21-11-2026 08:26:01', '2026-11-21T08:26:01.000Z'],
    ['11/21/2026 1:02 PM', '2026-11-21T13:02:00.000Z'],
    ['11/21/2026 12:02 AM', '2026-11-21T00:02:00.000Z'],
    ['12/31/10 12:05pm', '2010-12-31T12:05:00.000Z'],
    ['Nov 21, 2026', '2026-11-21T00:00:00.000Z'],
    ['September 3 2024 10:00 am', '2024-09-03T10:00:00.000Z'],
    ['Sat, 21 Nov 2026 00:42:34 +0200', '2026-11-20T22:42:34.000Z'],
    ['Sat, 21 Nov 2026 00:42:34 GMT', '2026-11-21T00:42:34.000Z'],
    ['21/Nov/2026:00:42:34 +0000', '2026-11-21T00:42:34.000Z'],
    ['1254192988', '2009-09-29T02:56:28.000Z'],
    ['1254192988.5', '2009-09-29T02:56:28.500Z'],
    ['1254192988123', '2009-09-29T02:56:28.123Z'],
    ['1254192988123456', '2009-09-29T02:56:28.123Z'],
    ['1254192988123456789', '2009-09-29T02:56:28.123Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29', '2000-02-29T00:00:00.000Z'],
    ['', 'none'],
    ['soon', 'unreadable'],
    ['2026-11-21X00:42:34Z', 'unreadable'],
    ['2026-11-21T00:42:34Q', 'unreadable'],
    ['21 Foo 2026', 'unreadable'],
    ['17', 'unreadable'],
    ['2026-11', 'unreadable'],
    [`2026-11-21${' '.repeat(50)}`, 'unreadable'],
    ['2023-02-30', 'impossible'],
    ['2023-02-29', 'impossible'],
    ['1900-02-29', 'impossible'],
    ['2023-04-31 10:00:00', 'impossible'],
    ['2023-13-01', 'impossible'],
    ['2023-00-10', 'impossible'],
    ['2023-01-00', 'impossible'],
    ['2023-01-01T24:00:00', 'impossible'],
    ['2023-01-01T10:60:00', 'impossible'],
    ['2023-01-01T10:00:61', 'impossible'],
    ['2023-01-01 10:00:61.5+02:00', 'impossible'],
    ['2023-02-29T10:00:00Z', 'impossible'],
    ['2023-02-30 10:00:00+02:00', 'impossible'],
    ['2023-00-10T10:00:00Z', 'impossible'],
    ['1899-12-31T23:59:59Z', 'impossible'],
    ['2300-01-01', 'impossible'],
    ['31/12/2026 13:02 PM', 'impossible'],
    ['0001-01-01', 'impossible'],
    ['0000-00-00 00:00:00', 'impossible'],
    ['2999-01-01', 'impossible'],
  ])('reads %j as %s', async (text, expected) => {
    expect(await read([text])).toEqual([expected])
  })

  it('reads every form that stands in one column', async () => {
    expect(await read(['2026-11-21', '1254192988', '2026-11-21T00:42:34Z', '', 'x', '2026-02-30'])).toEqual([
      '2026-11-21T00:00:00.000Z',
      '2009-09-29T02:56:28.000Z',
      '2026-11-21T00:42:34.000Z',
      'none',
      'unreadable',
      'impossible',
    ])
  })

  it.each([
    ['Europe/Berlin', '2026-07-01 12:00:00', '2026-07-01T10:00:00.000Z'],
    ['Europe/Berlin', '2026-12-01 12:00:00', '2026-12-01T11:00:00.000Z'],
    ['America/New_York', '2026-07-01', '2026-07-01T04:00:00.000Z'],
    ['America/New_York', '2026-07-01T00:00:00Z', '2026-07-01T00:00:00.000Z'],
    ['America/New_York', '1254192988', '2009-09-29T02:56:28.000Z'],
  ])('takes times without a zone to be in %s: %s', async (timeZone, text, expected) => {
    expect(await read([text], { timeZone })).toEqual([expected])
  })

  it('lets the other rows say what is first', async () => {
    expect(await read(['1/2/2026', '13/2/2026'])).toEqual([
      '2026-02-01T00:00:00.000Z',
      '2026-02-13T00:00:00.000Z',
    ])
    expect(await read(['1/2/2026', '2/13/2026'])).toEqual([
      '2026-01-02T00:00:00.000Z',
      '2026-02-13T00:00:00.000Z',
    ])
  })

  it('finds a few rows of the other order impossible when most decide', async () => {
    const rows = [...Array.from({ length: 40 }, () => '2/13/2026'), '13/2/2026']
    expect((await read(rows)).slice(-2)).toEqual(['2026-02-13T00:00:00.000Z', 'impossible'])
  })

  it.each([
    ['no row says whether the day or the month is first', ['1/2/2026', '3/4/2026']],
    ['2 rows must have the day first and 1 the month', ['13/2/2026', '14/2/2026', '2/13/2026']],
  ])('guesses nothing when %s', async (found, texts) => {
    await expect(read(texts)).rejects.toThrow(found)
    expect(await read(texts.slice(0, 1), { format: 'monthFirst' })).toHaveLength(1)
  })

  it('reads what the configuration says', async () => {
    expect(await read(['1/2/2026'], { format: 'dayFirst' })).toEqual(['2026-02-01T00:00:00.000Z'])
    expect(await read(['1/2/2026', '2026-03-04'], { format: 'monthFirst' })).toEqual([
      '2026-01-02T00:00:00.000Z',
      '2026-03-04T00:00:00.000Z',
    ])
    expect(await read(['86400', '1.5e9', 'x', '', '1e300'], { format: 'unix' })).toEqual([
      ...['1970-01-02T00:00:00.000Z', '2017-07-14T02:40:00.000Z', 'unreadable', 'none', 'impossible'],
    ])
    expect(await read(['86400000'], { format: 'unixMilliseconds' })).toEqual(['1970-01-02T00:00:00.000Z'])
  })

  it('gives back every moment it is given, in every form', async () => {
    const moment = fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    const moments = fc.sample(moment, { numRuns: 300, seed: 7 }).map((date) => date.toISOString())
    expect(await read(moments)).toEqual(moments)
    expect(await read(moments.map((text) => text.replace('T', ' ').replace('Z', '')))).toEqual(moments)
    expect(
      await read(
        moments.map((text) => String(Date.parse(text) / 1000)),
        { format: 'unix' },
      ),
    ).toEqual(moments)
    const days = moments.map((text) => `${text.slice(0, 10)}T00:00:00.000Z`)
    const american = days.map(
      (text) => `${Number(text.slice(5, 7))}/${Number(text.slice(8, 10))}/${text.slice(0, 4)}`,
    )
    expect(await read(american)).toEqual(days)
  })

  it('is not led by garbage, however much of it there is', async () => {
    const garbage = Array.from(
      { length: 3000 },
      (_, index) => `${'#'.repeat(index % 37)}${'!'.repeat(index % 29)}a`,
    )
    const read_ = await read([...garbage, '2026-11-21'])
    expect(read_.at(-1)).toBe('2026-11-21T00:00:00.000Z')
    expect(new Set(read_.slice(0, -1))).toEqual(new Set(['unreadable']))
  })
})
