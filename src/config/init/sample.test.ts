import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { type DataSample, readSample } from './sample.js'

const folder = mkdtempSync(join(tmpdir(), 'foretell-sample-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function sampleOf(name: string, content: string | Buffer): Promise<DataSample> {
  writeFileSync(join(folder, name), content)
  return readSample(join(folder, name), `data/${name}`)
}

describe('the beginning of a CSV file', () => {
  it('has columns and rows', async () => {
    expect(await sampleOf('a.csv', 'id,name\n1,a\n2,b\n')).toEqual({
      path: 'data/a.csv',
      columns: ['id', 'name'],
      rows: [
        ['1', 'a'],
        ['2', 'b'],
      ],
      complete: true,
    })
  })

  it.each([
    ['semicolons', 'id;name\n1;a,b\n', [['1', 'a,b']]],
    ['tabs', 'id\tname\n1\ta\n', [['1', 'a']]],
    ['bars', 'id|name\n1|a\n', [['1', 'a']]],
    [
      'line ends of Windows',
      'id,name\r\n1,a\r\n2,"b"\r\n',
      [
        ['1', 'a'],
        ['2', 'b'],
      ],
    ],
    ['a byte order mark', '\uFEFFid,name\n1,a\n', [['1', 'a']]],
    ['no end of the last line', 'id,name\n1,a', [['1', 'a']]],
    ['quotes', 'id,name\n1,"a ""b"", c\nd"\n', [['1', 'a "b", c\nd']]],
    [
      'empty fields',
      'id,name\n,\n1,\n',
      [
        ['', ''],
        ['1', ''],
      ],
    ],
    ['a row of another length', 'id,name\n1\n1,2,3\n4,5\n', [['4', '5']]],
    ['an open quote', 'id,name\n1,"a\n', [['1', 'a\n']]],
  ])('is read with %s', async (_name, text, rows) => {
    const sample = await sampleOf('b.csv', text)
    expect(sample.columns).toEqual(['id', 'name'])
    expect(sample.rows).toEqual(rows)
  })

  it('may be empty', async () => {
    expect(await sampleOf('empty.csv', '')).toMatchObject({ columns: [], rows: [], complete: true })
  })

  it('is unpacked, and not read further than needed', async () => {
    const line = `7,${'x'.repeat(1022)}\n`
    const sample = await sampleOf('big.csv.gz', gzipSync(`id,text\n${line.repeat(20_000)}`))
    expect(sample.complete).toBe(false)
    expect(sample.rows.length).toBeGreaterThan(10_000)
    expect(sample.rows.length).toBeLessThan(20_000)
    expect(sample.rows.every(([id, text]) => id === '7' && text?.length === 1022)).toBe(true)
  })

  it('cannot be read where there is no file', async () => {
    await expect(readSample(join(folder, 'missing.csv'), 'missing.csv')).rejects.toThrow('ENOENT')
    await expect(readSample(join(folder, 'missing.csv.gz'), 'missing.csv.gz')).rejects.toThrow('ENOENT')
  })
})

describe('the beginning of an NDJSON file', () => {
  it('has the keys of all its objects as columns, with dots into nested ones', async () => {
    const sample = await sampleOf(
      'a.ndjson',
      '{"id":1,"at":{"day":"2026-01-01"}}\nno json\n[1]\n{"id":"2","tags":["a"],"ok":true,"none":null}\n',
    )
    expect(sample.columns).toEqual(['id', 'at.day', 'tags', 'ok', 'none'])
    expect(sample.rows).toEqual([
      ['1', '2026-01-01', '', '', ''],
      ['2', '', '["a"]', 'true', ''],
    ])
  })
})
