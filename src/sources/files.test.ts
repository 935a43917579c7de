import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { Random } from '../shared/random.js'
import { FileBytes, filesOf, formatOf } from './files.js'

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

describe('the bytes of a packed file', () => {
  const random = new Random(1)
  // So many that neither the file nor what it holds is read at once, and so random that packing makes it no smaller.
  const content = Buffer.from(Uint32Array.from({ length: 2_000_000 }, () => random.uint32()).buffer)
  const path = (): string => join(root, 'long.csv.gz')
  beforeAll(() => writeFile(path(), gzipSync(content, { level: 1 })))

  it('are those that were packed', async () => {
    const parts: Buffer[] = []
    for await (const chunk of new FileBytes(path(), undefined, () => undefined).chunks()) parts.push(chunk)
    expect(Buffer.concat(parts).equals(content)).toBe(true)
  })

  it('end with an error where reading goes on, when it is stopped while nobody reads', async () => {
    const stop = new AbortController()
    const chunks = new FileBytes(path(), stop.signal, () => undefined).chunks()
    await chunks.next()
    stop.abort()
    // An error that nobody waits for would end the process, and the test, here.
    await pause(20)
    const rest = async (): Promise<void> => {
      for await (const chunk of chunks) void chunk
    }
    await expect(rest()).rejects.toMatchObject({ name: 'AbortError' })
  })
})
