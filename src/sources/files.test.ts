import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { filesOf, formatOf } from './files.js'

let root: string
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'foretell-files-')))
  await mkdir(join(root, 'day=1'))
  await mkdir(join(root, 'day=2'))
  for (const name of ['b.csv', 'a.csv', 'a.csv.gz', '.hidden.csv', 'x+(1).csv', 'day=1/e.csv', 'day=2/e.csv'])
    await writeFile(join(root, name), '')
})
afterAll(() => rm(root, { recursive: true }))

describe('the files of a path', () => {
  it.each([
    ['a.csv', ['a.csv']],
    ['*.csv', ['a.csv', 'b.csv', 'x+(1).csv']],
    ['a*', ['a.csv', 'a.csv.gz']],
    ['x+(*).csv', ['x+(1).csv']],
    ['.*.csv', ['.hidden.csv']],
    ['day=*/e.csv', ['day=1/e.csv', 'day=2/e.csv']],
    ['*/*.csv', ['day=1/e.csv', 'day=2/e.csv']],
  ])('are those that %s stands for, by name', async (pattern, expected) => {
    expect(await filesOf(join(root, pattern))).toEqual(expected.map((name) => join(root, name)))
  })

  it.each(['b.cvs', 'nothing*.csv', 'day=3/e.csv', 'day=1'])(
    'are missed when %s stands for none',
    async (pattern) => {
      await expect(filesOf(join(root, pattern))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
    },
  )

  it('are told by the nearest name when one is misspelt', async () => {
    await expect(filesOf(join(root, 'b.cvs'))).rejects.toThrow(/nearest there: b\.csv/)
  })
})

describe('the format of a file', () => {
  it.each([
    ['a.csv', 'csv'],
    ['a.CSV.GZ', 'csv'],
    ['a.tsv', 'csv'],
    ['a', 'csv'],
    ['a.ndjson.gz', 'ndjson'],
    ['a.jsonl', 'ndjson'],
    ['a.json', 'ndjson'],
    ['a.parquet', 'parquet'],
    ['a.pq', 'parquet'],
  ])('of %s is %s', (name, format) => {
    expect(formatOf(name)).toBe(format)
  })
})
