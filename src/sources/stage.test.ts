import { readFile, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ForetellError } from '../shared/errors.js'
import { DAY, systemClock } from '../shared/time.js'
import { literal } from '../warehouse/identifier.js'
import { testProject, type TestProject } from './project.testing.js'
import { formatOf } from './files.js'
import { stageFile } from './stage.js'
import { malformedRecords } from './staging.js'
import { dropDeadStaging } from './staging-table.js'

let project: TestProject
beforeAll(async () => {
  project = await testProject()
})
afterAll(() => project.dispose())

/** Stages a file, and gives what is in the table by the file's own names. */
async function staged(path: string) {
  const staging = await stageFile(project, { path, format: formatOf(path) })
  try {
    const columns = staging.columns.map(({ sql, name }) => `${sql} AS ${'`'}${name}${'`'}`)
    const rows = await project.warehouse.rows(
      `SELECT line, ${columns.join(', ')} FROM ${staging.table} WHERE problem = '' ORDER BY line`,
    )
    return { staging, rows, malformed: await malformedRecords(project, staging, 10) }
  } finally {
    await staging.drop()
  }
}

describe('staging', () => {
  it('reads CSV, packed or not, whatever the name says', async () => {
    const text = 'id,note\n1,"a\nb"\n2\n3,ü\n'
    const plain = await staged(await project.file('a.csv', text))
    expect(plain.rows).toEqual([
      { line: 2, id: '1', note: 'a\nb' },
      { line: 5, id: '3', note: 'ü' },
    ])
    expect(plain.malformed).toEqual([
      { line: 4, reason: 'too_few_fields', detail: 'expected 2 fields, found 1', record: '2' },
    ])
    expect(plain.staging).toMatchObject({
      records: 3,
      malformed: 1,
      recoded: 0,
      bytes: Buffer.byteLength(text),
    })
    for (const path of [
      await project.file('b.csv.gz', text),
      await project.file('c.csv', gzipSync(text)),
      await project.file('d.csv', Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))])),
    ])
      expect((await staged(path)).rows).toEqual(plain.rows)
  })

  it('takes a byte order mark for no part of the first name', async () => {
    const { rows } = await staged(await project.file('bom.csv', '\ufeffid,v\n1,2\n'))
    expect(rows).toEqual([{ line: 2, id: '1', v: '2' }])
  })

  it('reads a file with nothing but a header', async () => {
    const { rows, staging } = await staged(await project.file('header.csv', 'a,b'))
    expect(rows).toEqual([])
    expect(staging.records).toBe(0)
  })

  it.each(['', '\n\n', '\ufeff'])('refuses a CSV file that holds only %j', async (text) => {
    await expect(staged(await project.file('empty.csv', text))).rejects.toMatchObject({ code: 'FILE_EMPTY' })
  })

  it('warns of a file that seems to have no header', async () => {
    await staged(await project.file('headless.csv', '1,2026-01-01\n2,2026-01-02\n'))
    expect(project.warnings.some((warning) => warning.includes('headless.csv'))).toBe(true)
  })

  it('reads the values of JSON objects, nested ones by dotted names', async () => {
    const lines = [
      '{"id": 7, "ok": true, "none": null, "price": 1.5, "user": {"name": "Ann\\n", "tags": [1, "x"]}}',
      'not json',
      '{"id": "8", "user": {"name": "漢"}, "late": "1"}',
      '[1, 2]',
      '"text"',
      '{"id": "9", "user": null}',
      '',
      '{"id": "10"} trailing',
      '{"id": 12345678901234567890, "a.b": 1, "a": {"b": 2}, "mixed": {"x": 1}}',
      '{"id": 11, "mixed": 5}',
    ]
    const { rows, malformed, staging } = await staged(await project.file('a.ndjson', lines.join('\n')))
    expect(staging.columns.map(({ name }) => name)).toEqual([
      ...['id', 'ok', 'none', 'price', 'user.name', 'user.tags', 'late', 'a.b', 'a.b_2', 'mixed'],
    ])
    const empty = {
      ok: '',
      none: '',
      price: '',
      'user.name': '',
      'user.tags': '',
      late: '',
      'a.b': '',
      'a.b_2': '',
      mixed: '',
    }
    expect(rows).toEqual([
      { line: 1, id: '7', ...empty, ok: 'true', price: '1.5', 'user.name': 'Ann\n', 'user.tags': '[1,"x"]' },
      { line: 3, id: '8', ...empty, 'user.name': '漢', late: '1' },
      { line: 6, id: '9', ...empty },
      { line: 9, id: '12345678901234567890', ...empty, 'a.b': '1', 'a.b_2': '2', mixed: '{"x":1}' },
      { line: 10, id: '11', ...empty, mixed: '5' },
    ])
    expect(malformed.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'not_json'],
      [4, 'not_json'],
      [5, 'not_json'],
      [8, 'not_json'],
    ])
    expect(malformed[0].record).toBe('not json')
    expect(staging).toMatchObject({ records: 9, malformed: 4 })
  })

  it('reads Parquet, with the row as the line', async () => {
    const path = `${project.root}/a.parquet`
    await project.warehouse
      .export(
        `SELECT number + 1 AS id, toDateTime64('2026-01-02 03:04:05.678', 3, 'UTC') AS at, if(number = 1, NULL, 'x') AS name,
         number = 0 AS ok, toDate('2026-01-02') AS day, 1.5 AS amount FROM numbers(3)`,
        'Parquet',
      )
      .then(async (bytes) => project.file('a.parquet', Buffer.concat((await bytes.toArray()) as Buffer[])))
    const { rows, staging } = await staged(path)
    expect(rows[0]).toEqual({
      line: 1,
      id: '1',
      at: '2026-01-02 03:04:05.678Z',
      name: 'x',
      ok: expect.stringMatching(/^(1|true)$/) as string,
      day: '2026-01-02',
      amount: '1.5',
    })
    expect(rows[1]).toMatchObject({ line: 2, id: '2', name: '' })
    expect(staging.records).toBe(3)
    expect((await staged(await project.file('b.parquet.gz', await readFile(path)))).rows).toEqual(rows)
  })

  it.each([
    ['a packed file that ends early', 'cut.csv.gz', gzipSync('id,v\n1,2\n'.repeat(1000)).subarray(0, 40)],
    ['a Parquet file that is none', 'none.parquet', Buffer.from('id,v\n1,2\n')],
  ])('refuses %s and leaves nothing', async (_, name, bytes) => {
    const path = `${project.root}/${name}`
    await writeFile(path, bytes)
    await expect(staged(path)).rejects.toMatchObject({ code: 'FILE_DAMAGED' })
    expect(await project.leftovers()).toEqual([])
  })

  it('can be cancelled, and leaves nothing', async () => {
    const path = await project.file('big.csv', `id,v\n${'1,2\n'.repeat(2_000_000)}`)
    const cancel = new AbortController()
    const observer = {
      ...project.observer,
      step: () => ({ ...project.observer.step(''), progress: () => cancel.abort() }),
    }
    const error = await stageFile(
      { ...project, observer, signal: cancel.signal },
      { path, format: 'csv' },
    ).catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(ForetellError)
    expect(error).toMatchObject({ code: 'CANCELLED' })
    expect(await project.leftovers()).toEqual([])
  })

  it('drops the tables of processes that are no more, and keeps those of running ones', async () => {
    const { warehouse } = project
    // No process has so high an id.
    for (const owner of [99_999_999, process.pid])
      await warehouse.execute(
        `CREATE TABLE staging_${owner}_x (line UInt64) ENGINE = MergeTree ORDER BY line COMMENT ${literal('test')}`,
      )
    await dropDeadStaging({ ...project, clock: systemClock })
    expect(await project.leftovers()).toEqual([`staging_${process.pid}_x`])
    await dropDeadStaging({ ...project, clock: { now: () => systemClock.now() + 2 * DAY } })
    expect(await project.leftovers()).toEqual([])
  })
})
