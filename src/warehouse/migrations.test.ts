import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { fixedClock } from '../shared/time.js'
import { type Migration, migrate, migration, readMigrations, runStatement } from './migrations.js'
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

/** The warehouse, except for how it executes statements. */
function executing(execute: Warehouse['execute']): Warehouse {
  return {
    description: warehouse.description,
    embedded: true,
    rows: (sql, options) => warehouse.rows(sql, options),
    stream: (sql, options) => warehouse.stream(sql, options),
    columns: (sql, options) => warehouse.columns(sql, options),
    export: (sql, format, options) => warehouse.export(sql, format, options),
    execute,
    insert: (table, rows, options) => warehouse.insert(table, rows, options),
    insertStream: (target, bytes, format, options) => warehouse.insertStream(target, bytes, format, options),
    close: () => Promise.resolve(),
  }
}

/** Refuses the statements that begin so. */
function refusing(beginning: string): Warehouse {
  return executing((sql, options) =>
    sql.startsWith(beginning) ? Promise.reject(new Error('killed')) : warehouse.execute(sql, options),
  )
}

/** Runs the statement, and is killed before that is noted. */
function dyingAfter(last: string): Warehouse {
  return executing(async (sql, options) => {
    await warehouse.execute(sql, options)
    if (sql === last) throw new Error('killed')
  })
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
          /^(CREATE \w+( VIEW)? IF NOT EXISTS|(DROP|TRUNCATE) \w+ IF EXISTS|ALTER TABLE \w+ (ADD|MODIFY|DROP) \w+ IF (NOT )?EXISTS|RENAME TABLE|INSERT INTO events|OPTIMIZE TABLE) /,
        )
  })

  test('run twice with the same outcome', async () => {
    const tables = (): Promise<object[]> =>
      warehouse.rows(
        'SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name',
      )
    const before = await tables()
    for (const { statements } of shipped) for (const { sql } of statements) await runStatement(warehouse, sql)
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

describe('events of a warehouse that keeps them by month', () => {
  const moved = '0008_events_by_year'

  /** As a version before had left it, with three events, one of them stored twice. */
  async function byMonth(): Promise<void> {
    for (const table of ['events', 'events_by_month', 'events_by_year'])
      await warehouse.execute(`DROP TABLE IF EXISTS ${table} SYNC`)
    for (const { name, statements } of shipped) {
      if (name >= moved) continue
      for (const { sql } of statements) await runStatement(warehouse, sql)
    }
    await warehouse.execute(`ALTER TABLE migrations DELETE WHERE name >= '${moved}'`, {
      settings: { mutations_sync: 1 },
    })
    const login = { entity: 'customer', entity_id: 'a', event: 'login', source: 'test', session_id: '' }
    const first = { ...login, occurred_at: '2024-12-31 23:59:59.999', received_at: '2025-01-01 00:00:00.000' }
    await warehouse.insert('events', [
      { ...first, message_id: '1', properties: { amount: 7.5, plan: 'pro' }, sent_at: first.occurred_at },
      { ...first, message_id: '2', occurred_at: '2025-02-01 00:00:00.000', properties: {} },
    ])
    await warehouse.insert('events', [
      { ...first, message_id: '1', properties: { amount: 7.5, plan: 'pro' }, sent_at: first.occurred_at },
      { ...first, message_id: '3', occurred_at: '2025-03-01 00:00:00.000', properties: { seats: 3 } },
    ])
  }

  const contents = async (): Promise<object[]> =>
    warehouse.rows('SELECT *, toString(properties) AS properties FROM events FINAL ORDER BY message_id')

  const partitions = async (): Promise<object[]> =>
    warehouse.rows(
      `SELECT DISTINCT partition FROM system.parts
       WHERE database = currentDatabase() AND table LIKE 'events%' AND active AND rows > 0 ORDER BY partition`,
    )

  test('are all there afterwards, by year', async () => {
    await byMonth()
    const before = await contents()
    expect(before).toHaveLength(3)
    expect(await partitions()).toHaveLength(3)
    await migrate(warehouse, clock, shipped)
    expect(await contents()).toEqual(before)
    expect(await partitions()).toEqual([{ partition: '2024' }, { partition: '2025' }])
  })

  test('are so wherever it is killed', async () => {
    for (const { sql } of shipped.find(({ name }) => name === moved)!.statements) {
      await byMonth()
      const before = await contents()
      await expect(migrate(dyingAfter(sql), clock, shipped)).rejects.toThrow('killed')
      await migrate(warehouse, clock, shipped)
      expect(await contents(), sql).toEqual(before)
    }
  })

  test('are so when two processes start at once', async () => {
    for (let round = 0; round < 3; round++) {
      await byMonth()
      const before = await contents()
      await Promise.all([migrate(warehouse, clock, shipped), migrate(warehouse, clock, shipped)])
      expect(await contents()).toEqual(before)
      expect(await warehouse.rows("SHOW TABLES LIKE 'events%'")).toEqual([
        { name: 'events' },
        { name: 'events_by_month' },
      ])
    }
  })
})
