import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { fixedClock } from '../shared/time.js'
import { type Migration, migrate, migration, readMigrations } from './migrations.js'
import { type TemporaryWarehouse, temporaryWarehouse } from './warehouse.testing.js'
import type { Warehouse } from './warehouse.js'

let temporary: TemporaryWarehouse
let warehouse: Warehouse
let shipped: readonly Migration[]
const clock = fixedClock('2026-11-21T00:00:00Z')
beforeAll(async () => {
  temporary = await temporaryWarehouse()
  warehouse = temporary.warehouse
  shipped = await readMigrations()
})
afterAll(() => temporary.dispose())

/** The warehouse, except that it refuses the statements that begin so. */
function refusing(beginning: string): Warehouse {
  return {
    description: warehouse.description,
    embedded: true,
    rows: (sql, options) => warehouse.rows(sql, options),
    stream: (sql, options) => warehouse.stream(sql, options),
    columns: (sql, options) => warehouse.columns(sql, options),
    export: (sql, format, options) => warehouse.export(sql, format, options),
    execute: (sql, options) =>
      sql.startsWith(beginning) ? Promise.reject(new Error('killed')) : warehouse.execute(sql, options),
    insert: (table, rows, options) => warehouse.insert(table, rows, options),
    insertStream: (target, bytes, format, options) => warehouse.insertStream(target, bytes, format, options),
    close: () => Promise.resolve(),
  }
}

test('one that was interrupted goes on where it stopped', async () => {
  const both = [
    ...shipped,
    migration(
      '9001_two.sql',
      `CREATE TABLE IF NOT EXISTS halfway_1 (a UInt8) ENGINE = Memory;
       -- The second.
       CREATE TABLE IF NOT EXISTS halfway_2 (a UInt8) ENGINE = Memory;`,
    ),
  ]
  await expect(migrate(refusing('-- The second.'), clock, both)).rejects.toThrow('killed')
  expect(await warehouse.rows("SHOW TABLES LIKE 'halfway%'")).toEqual([{ name: 'halfway_1' }])
  // What is done is not done again: the table would come back.
  await warehouse.execute('DROP TABLE halfway_1')
  await migrate(warehouse, clock, both)
  expect(await warehouse.rows("SHOW TABLES LIKE 'halfway%'")).toEqual([{ name: 'halfway_2' }])
  expect(
    await warehouse.rows(
      "SELECT name, statement FROM migrations FINAL WHERE name = '9001_two' ORDER BY statement",
    ),
  ).toEqual([
    { name: '9001_two', statement: 0 },
    { name: '9001_two', statement: 1 },
  ])

  const [, ...others] = both.at(-1)!.statements
  const edited = migration('9001_two.sql', 'CREATE TABLE IF NOT EXISTS halfway_1 (a UInt16) ENGINE = Memory;')
  await expect(
    migrate(warehouse, clock, [...shipped, { ...edited, statements: [...edited.statements, ...others] }]),
  ).rejects.toMatchObject({ code: 'MIGRATION_EDITED' })

  const reworded = migration(
    '9001_two.sql',
    `-- Only words and space differ.
     CREATE TABLE IF NOT EXISTS halfway_1 (
       a UInt8 -- a small one
     ) ENGINE = Memory;`,
  )
  await migrate(warehouse, clock, [
    ...shipped,
    { ...reworded, statements: [...reworded.statements, ...others] },
  ])

  await expect(migrate(warehouse, clock, shipped)).rejects.toMatchObject({ code: 'WAREHOUSE_NEWER' })
})

test('a warehouse that was made by what stood there before stays as it is', async () => {
  const before = migration('9002_old.sql', 'CREATE TABLE IF NOT EXISTS grown (a UInt8) ENGINE = Memory;')
  const { checksum } = before.statements[0]
  const instead = (formerly: string): Migration =>
    migration(
      '9002_old.sql',
      `-- formerly ${formerly}\nCREATE TABLE IF NOT EXISTS grown (a UInt16) ENGINE = Memory;`,
    )
  const own = (await warehouse.rows<{ name: string }>('SELECT DISTINCT name FROM migrations')).map(
    ({ name }) => shipped.find((each) => each.name === name) ?? { name, statements: [] },
  )
  await migrate(warehouse, clock, [...own, before])
  await migrate(warehouse, clock, [...own, instead(checksum)])
  expect(await warehouse.rows('DESCRIBE TABLE grown')).toMatchObject([{ name: 'a', type: 'UInt8' }])
  await expect(migrate(warehouse, clock, [...own, instead('0'.repeat(32))])).rejects.toMatchObject({
    code: 'MIGRATION_EDITED',
  })
})

describe('the files of schema/', () => {
  test('are read in the order of their numbers, and nothing else is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'foretell-schema-'))
    for (const name of ['0010_b.sql', '0002_a.sql', 'README.md', 'draft.sql'])
      await writeFile(join(folder, name), 'SELECT 1')
    expect((await readMigrations(folder)).map(({ name }) => name)).toEqual(['0002_a', '0010_b'])
    await rm(folder, { recursive: true })
  })

  test('have numbers of their own', () => {
    const numbers = shipped.map(({ name }) => name.slice(0, 4))
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('hold only statements that may run twice', () => {
    for (const { name, statements } of shipped)
      for (const { sql } of statements)
        expect(sql.replace(/^(--.*\n|\n)*/, ''), name).toMatch(
          /^(CREATE \w+( VIEW)? IF NOT EXISTS|DROP \w+ IF EXISTS|ALTER TABLE \w+ (ADD|MODIFY|DROP) \w+ IF (NOT )?EXISTS) /,
        )
  })

  test('run twice with the same outcome', async () => {
    const tables = (): Promise<object[]> =>
      warehouse.rows(
        'SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name',
      )
    const before = await tables()
    for (const { statements } of shipped) for (const { sql } of statements) await warehouse.execute(sql)
    expect(await tables()).toEqual(before)
  })

  test('store an insert on the disk before saying so, and once', async () => {
    const weak = await warehouse.rows<{ name: string }>(
      `SELECT name FROM system.tables
       WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name NOT LIKE '%\\\\_arriving'
         AND NOT (engine_full LIKE '%fsync_after_insert = 1%' AND engine_full LIKE '%fsync_part_directory = 1%'
           AND engine_full LIKE '%non_replicated_deduplication_window%')`,
    )
    expect(weak).toEqual([])
  })
})
