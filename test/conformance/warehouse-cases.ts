import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { fixedClock } from '../../src/shared/time.js'
import { identifier, literal } from '../../src/warehouse/identifier.js'
import { migrate, readMigrations } from '../../src/warehouse/migrations.js'
import type { Warehouse } from '../../src/warehouse/warehouse.js'

export interface OpenedWarehouse {
  readonly warehouse: Warehouse
  dispose(): Promise<void>
}

/** Takes a while on any machine, and is over when it is killed. */
const endless = 'SELECT max(sipHash64(number)) AS m FROM numbers(1000000000000)'

/** What every warehouse must do, whatever runs behind it. */
export function warehouseCases(name: string, open: () => Promise<OpenedWarehouse>): void {
  describe(name, () => {
    let opened: OpenedWarehouse
    let warehouse: Warehouse
    beforeAll(async () => {
      opened = await open()
      warehouse = opened.warehouse
    })
    afterAll(() => opened.dispose())

    async function value(sql: string, parameters = {}): Promise<unknown> {
      return (await warehouse.rows<{ v: unknown }>(sql, { parameters }))[0].v
    }

    async function createTable(table: string, columns: string): Promise<void> {
      await warehouse.execute(`DROP TABLE IF EXISTS ${table}`)
      await warehouse.execute(
        `CREATE TABLE ${table} (${columns}) ENGINE = MergeTree ORDER BY tuple()
         SETTINGS non_replicated_deduplication_window = 100`,
      )
    }

    async function running(text: string): Promise<number> {
      return (await value(
        'SELECT count() AS v FROM system.processes WHERE query LIKE {like:String} AND NOT is_cancelled',
        { like: `%${text}` },
      )) as number
    }

    test('answers', async () => {
      expect(await value('SELECT 1 AS v')).toBe(1)
    })

    describe('parameters', () => {
      test('of every type come back as they were', async () => {
        const sent = {
          text: 'plain',
          number: 1.5,
          integer: -42,
          yes: true,
          nothing: null,
          list: ['a', "b'", '\\', '\t', ''],
          numbers: [1, 2, 3],
        }
        const [row] = await warehouse.rows(
          `SELECT {text:String} AS text, {number:Float64} AS number, {integer:Int64} AS integer,
             {yes:Bool} AS yes, {nothing:Nullable(String)} AS nothing, {list:Array(String)} AS list,
             {numbers:Array(UInt32)} AS numbers`,
          { parameters: sent },
        )
        expect(row).toEqual(sent)
      })

      test('hold any text, and no text escapes from them', async () => {
        await createTable('precious', 'a UInt8')
        const nasty = [
          "'; DROP TABLE precious; --",
          "\\'; DROP TABLE precious; --",
          "' OR 1=1 --",
          '{x:String}',
          'line\nbreak\r\n\ttab',
          '\\N',
          '\\',
          "''",
          '$$ ; $$',
          '/* */',
          '`"‘’“”',
          'ünïcödé 🎈 中文',
          'zero\0byte',
        ]
        for (const text of nasty) {
          expect(await value('SELECT {x:String} AS v', { x: text })).toBe(text)
          expect(await value('SELECT {x:Array(String)} AS v', { x: [text, text] })).toEqual([text, text])
          expect(await value(`SELECT ${literal(text)} AS v`)).toBe(text)
        }
        expect(await value('SELECT count() AS v FROM precious')).toBe(0)
      })

      test('hold generated texts', async () => {
        await fc.assert(
          fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
            expect(await value('SELECT {x:String} AS v', { x: text })).toBe(text)
          }),
          { numRuns: 40 },
        )
      })

      test('are gone with their statement', async () => {
        await value('SELECT {once:String} AS v', { once: 'secret' })
        for (let lane = 0; lane < 6; lane++)
          await expect(value('SELECT {once:String} AS v')).rejects.toMatchObject({ code: '456' })
      })

      test('may be many', async () => {
        const ids = Array.from({ length: 20_000 }, (_, index) => `customer-${index}`)
        expect(await value('SELECT length({ids:Array(String)}) AS v', { ids })).toBe(ids.length)
      })

      test('name tables and columns', async () => {
        await createTable(identifier('odd `name'), 'a UInt8')
        expect(await value('SELECT count() AS v FROM {t:Identifier}', { t: 'odd `name' })).toBe(0)
        await warehouse.execute(`DROP TABLE ${identifier('odd `name')}`)
      })
    })

    describe('rows', () => {
      test('numbers are numbers, decimals and times are text, NULL is null', async () => {
        const [row] = await warehouse.rows(
          `SELECT toUInt64(9007199254740991) AS big, toDecimal64('12.340', 3) AS money, 0.1 + 0.2 AS fraction,
             toDateTime64('2026-11-21 01:02:03.004', 3, 'UTC') AS at, toDate('2026-11-21') AS day,
             toDateTime('2026-11-21 01:02:03') AS zoneless, NULL AS nothing, nan AS undefined_number, [1, 2] AS list,
             map('a', 1) AS pairs, true AS yes, '{"a":{"b":1}}'::JSON AS object`,
        )
        expect(row).toEqual({
          big: 9007199254740991,
          money: '12.34',
          fraction: 0.1 + 0.2,
          at: '2026-11-21 01:02:03.004',
          day: '2026-11-21',
          zoneless: '2026-11-21 01:02:03',
          nothing: null,
          undefined_number: null,
          list: [1, 2],
          pairs: { a: 1 },
          yes: true,
          object: { a: { b: 1 } },
        })
      })

      test('a zoneless time is UTC', async () => {
        expect(await value("SELECT toUnixTimestamp(toDateTime('1970-01-02 00:00:00')) AS v")).toBe(86_400)
      })

      test('no rows are no rows', async () => {
        expect(await warehouse.rows('SELECT 1 WHERE 0')).toEqual([])
        const types = "1.5 AS a, toInt64(1) AS b, toUInt64(1) AS c, now64(3) AS d, 'e' AS e"
        expect((await warehouse.columns(`SELECT ${types} WHERE 0`)).rows).toBe(0)
      })

      test('statements of all kinds give rows', async () => {
        await createTable('kinds', 'a UInt8')
        expect(await warehouse.rows('EXISTS TABLE kinds')).toEqual([{ result: 1 }])
        expect(await warehouse.rows('DESCRIBE TABLE kinds')).toMatchObject([{ name: 'a', type: 'UInt8' }])
        expect(await warehouse.rows("SHOW TABLES LIKE 'kinds'")).toEqual([{ name: 'kinds' }])
        expect(await warehouse.rows('(SELECT 1 AS a) UNION ALL (SELECT 1 AS a)')).toHaveLength(2)
        expect(await warehouse.rows('WITH 1 AS x SELECT x SETTINGS max_threads = 1 -- done')).toHaveLength(1)
      })
    })

    describe('streams', () => {
      const many = 300_000

      test('go out in blocks', async () => {
        let rows = 0
        let sum = 0
        let blocks = 0
        for await (const block of warehouse.stream<{ a: number; b: string }>(
          `SELECT number AS a, toString(number) AS b FROM numbers(${many})`,
        )) {
          blocks++
          rows += block.length
          for (const row of block) sum += row.a
        }
        expect(rows).toBe(many)
        expect(sum).toBe((many * (many - 1)) / 2)
        expect(blocks).toBeGreaterThan(10)
      })

      test('a reader who stops ends the statement', async () => {
        for await (const block of warehouse.stream(
          "SELECT number FROM numbers(1000000000000) WHERE 'stopped' != ''",
        ))
          if (block.length > 0) break
        await until(async () => (await running("'stopped' != ''%JSONEachRow")) === 0)
      })

      test('a slow reader holds up nobody else', async () => {
        const slow = warehouse.stream('SELECT number FROM numbers(100000000)')[Symbol.asyncIterator]()
        await slow.next()
        expect(await value('SELECT 2 AS v')).toBe(2)
        await slow.return?.()
      })

      test('go in as text of any format, small and large', async () => {
        for (const rows of [3, many]) {
          await createTable('streamed', 'a UInt64, b String')
          await warehouse.insertStream('streamed', Readable.from(csvLines(rows)), 'CSV')
          await warehouse.insertStream('streamed (b, a)', Readable.from(jsonLines(rows)), 'JSONEachRow')
          expect(
            await warehouse.rows('SELECT count() AS n, sum(a) AS s, uniqExact(b) AS u FROM streamed'),
          ).toEqual([{ n: 2 * rows, s: rows * (rows - 1), u: 2 * rows }])
        }
      })

      test('go in and out as Parquet and CSV with names', async () => {
        await createTable('copied', 'a UInt64, b String')
        const select = `SELECT number AS a, concat('line\n"', toString(number)) AS b FROM numbers(${many})`
        for (const format of ['Parquet', 'CSVWithNames', 'Native'])
          await warehouse.insertStream('copied', await warehouse.export(select, format), format)
        expect(
          await warehouse.rows('SELECT count() AS n, sum(a) AS s, uniqExact(b) AS u FROM copied'),
        ).toEqual([{ n: 3 * many, s: (3 * many * (many - 1)) / 2, u: many }])
        const csv = await text(await warehouse.export(select, 'CSVWithNames'))
        expect(csv.split('"a","b"')).toHaveLength(2)
      })

      test('that break off store no half row', async () => {
        for (const rows of [5, many]) {
          await createTable('broken', 'a UInt64, b String')
          const broken = Readable.from(
            (async function* () {
              yield* csvLines(rows)
              yield Buffer.from('12345')
              await pause(10)
              throw new Error('the source broke')
            })(),
            { objectMode: false },
          )
          await expect(warehouse.insertStream('broken', broken, 'CSV')).rejects.toThrow()
          await pause(200)
          expect(
            await warehouse.rows("SELECT * FROM broken WHERE b = '' OR toString(a) != substring(b, 6)"),
          ).toEqual([])
        }
      })

      test('an error after the first rows is an error', async () => {
        const sql =
          "SELECT throwIf(number = 5000000, 'too far') AS a FROM numbers(10000000) SETTINGS max_threads = 1"
        const failing = warehouse.rows(sql)
        await expect(failing).rejects.toThrow(/too far/)
        await expect(warehouse.columns(sql)).rejects.toThrow(/too far/)
        await expect(warehouse.export(sql, 'CSV').then(text)).rejects.toThrow(/too far/)
      })
    })

    describe('columns', () => {
      test('are typed, with NaN and -1 for NULL', async () => {
        const { rows, columns } = await warehouse.columns(
          `SELECT number AS n, number / 4 AS f, if(number = 1, NULL, toInt32(number)) AS i,
             toDecimal64(number, 2) - 1.25 AS d, number = 2 AS b, number = 2 ? true : false AS yes,
             toDateTime64('2026-11-21 00:00:00.007', 3, 'UTC') AS at, toDate('1970-01-03') AS day,
             toFloat32(0.5) AS f32, CAST(if(number = 1, NULL, 'x') AS LowCardinality(Nullable(String))) AS lc,
             if(number = 2, NULL, toString(number % 2)) AS s, NULL AS nothing, nan AS not_a_number
           FROM numbers(3)`,
        )
        expect(rows).toBe(3)
        const seen = Object.fromEntries(
          columns.map((column) => [
            column.name,
            column.kind === 'number'
              ? [...column.values]
              : [...column.codes].map((code) => (code < 0 ? null : column.levels[code])),
          ]),
        )
        expect(seen).toEqual({
          n: [0, 1, 2],
          f: [0, 0.25, 0.5],
          i: [0, NaN, 2],
          d: [-1.25, -0.25, 0.75],
          b: [0, 0, 1],
          yes: [0, 0, 1],
          at: Array(3).fill(Date.UTC(2026, 10, 21, 0, 0, 0, 7)),
          day: Array(3).fill(2 * 86_400_000),
          f32: [0.5, 0.5, 0.5],
          lc: ['x', null, 'x'],
          s: ['0', '1', null],
          nothing: [NaN, NaN, NaN],
          not_a_number: [NaN, NaN, NaN],
        })
      })

      test('are whole when there are many, and others get their turn meanwhile', async () => {
        const rows = 500_000
        const delay = longestDelay()
        const { columns } = await warehouse.columns(
          `SELECT number AS n, toString(number % 1000) AS s, number % 3 = 0 ? NULL : number * 0.5 AS f
           FROM numbers(${rows}) ORDER BY n`,
        )
        expect(delay.stop()).toBeLessThan(500)
        const [n, s, f] = columns
        if (n.kind !== 'number' || s.kind !== 'text' || f.kind !== 'number') throw new Error('other kinds')
        expect(n.values).toHaveLength(rows)
        expect(n.values.every((at, index) => at === index)).toBe(true)
        expect(s.levels).toHaveLength(1000)
        expect(s.codes.every((code, index) => s.levels[code] === String(index % 1000))).toBe(true)
        expect(f.values.every((at, index) => (index % 3 === 0 ? Number.isNaN(at) : at === index / 2))).toBe(
          true,
        )
      })

      test('of another type are refused by name', async () => {
        await expect(warehouse.columns('SELECT [1] AS list')).rejects.toThrow(/column list/)
      })
    })

    describe('errors', () => {
      test('of a statement have their code and type', async () => {
        await expect(warehouse.rows('SELECT nope')).rejects.toMatchObject({
          code: '47',
          type: 'UNKNOWN_IDENTIFIER',
        })
        await expect(warehouse.execute('CREATE TABLE')).rejects.toMatchObject({ type: 'SYNTAX_ERROR' })
        await expect(warehouse.insert('no_such_table', [{ a: 1 }])).rejects.toMatchObject({
          type: 'UNKNOWN_TABLE',
        })
        await expect(warehouse.rows('SELECT 1', { settings: { no_such_setting: 1 } })).rejects.toMatchObject({
          type: 'UNKNOWN_SETTING',
        })
        expect(await value('SELECT 1 AS v')).toBe(1)
      })

      test('of rows say where, and store none of them', async () => {
        await createTable('strict', 'a UInt8')
        await expect(warehouse.insert('strict', [{ a: 1 }, { a: 'x' }])).rejects.toThrow(/row 2|a/)
        await expect(warehouse.insert('strict', [{ a: 1 }, { b: 2 }])).rejects.toThrow(/b/)
        expect(await value('SELECT count() AS v FROM strict')).toBe(0)
      })

      test('too little memory is said in words, and the warehouse goes on', async () => {
        await expect(
          warehouse.rows('SELECT groupArray(number) FROM numbers(10000000)', {
            settings: { max_memory_usage: 10_000_000 },
          }),
        ).rejects.toMatchObject({ code: 'WAREHOUSE_MEMORY' })
        expect(await value('SELECT 1 AS v')).toBe(1)
      })
    })

    describe('settings', () => {
      test('hold for their statement only', async () => {
        const sql = "SELECT getSetting('max_block_size') AS v"
        const usual = await value(sql)
        expect(await warehouse.rows(sql, { settings: { max_block_size: 1234 } })).toEqual([{ v: 1234 }])
        for (let lane = 0; lane < 6; lane++) expect(await value(sql)).toBe(usual)
      })

      test('grouping and sorting go on on disk where memory is short', async () => {
        const settings = {
          max_memory_usage: 300_000_000,
          max_bytes_before_external_group_by: 50_000_000,
          max_bytes_before_external_sort: 50_000_000,
          max_threads: 2,
        }
        const [row] = await warehouse.rows(
          `SELECT count() AS n, max(c) AS most FROM (
             SELECT number % 3000000 AS k, count() AS c FROM numbers(6000000) GROUP BY k ORDER BY c, k
           )`,
          { settings },
        )
        expect(row).toEqual({ n: 3_000_000, most: 2 })
      })
    })

    describe('one statement', () => {
      test('at a time', async () => {
        await createTable('precious', 'a UInt8')
        await expect(warehouse.execute('SELECT 1; DROP TABLE precious')).rejects.toThrow()
        await expect(warehouse.rows('SELECT 1; SELECT 2')).rejects.toThrow()
        expect(await value("SELECT ';' AS v")).toBe(';')
        expect(await value('SELECT count() AS v FROM precious')).toBe(0)
      })
    })

    describe('an abort', () => {
      test('ends the statement in the engine', async () => {
        for (const [marker, run] of [
          ["'rows' != ''", (sql: string, signal: AbortSignal) => warehouse.rows(sql, { signal })],
          ["'columns' != ''", (sql: string, signal: AbortSignal) => warehouse.columns(sql, { signal })],
        ] as const) {
          const abort = new AbortController()
          const waiting = run(`${endless} WHERE ${marker}`, abort.signal)
          waiting.catch(() => undefined)
          await until(async () => (await running(`${marker}%`)) > 0)
          abort.abort()
          await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
          await until(async () => (await running(`${marker}%`)) === 0)
        }
      })

      test('ends a statement without a result', async () => {
        await createTable('filled', 'a UInt64')
        const abort = new AbortController()
        const waiting = warehouse.execute(`INSERT INTO filled ${endless} WHERE 'filling' != ''`, {
          signal: abort.signal,
        })
        waiting.catch(() => undefined)
        await until(async () => (await running("'filling' != ''%")) > 0)
        abort.abort()
        await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
        await until(async () => (await running("'filling' != ''%")) === 0)
      })

      test('before the start starts nothing', async () => {
        await createTable('untouched', 'a UInt8')
        const signal = AbortSignal.abort()
        await expect(warehouse.insert('untouched', [{ a: 1 }], { signal })).rejects.toMatchObject({
          code: 'CANCELLED',
        })
        expect(await value('SELECT count() AS v FROM untouched')).toBe(0)
      })
    })

    describe('concurrency', () => {
      test('small statements are answered while heavy ones run', async () => {
        const abort = new AbortController()
        const heavy = Array.from({ length: 4 }, () => warehouse.rows(endless, { signal: abort.signal }))
        const ended = Promise.allSettled(heavy)
        await until(async () => (await running('numbers(1000000000000)%')) >= 3)
        const times: number[] = []
        for (let index = 0; index < 20; index++) {
          const start = performance.now()
          expect(await value('SELECT {x:UInt32} + 1 AS v', { x: index })).toBe(index + 1)
          times.push(performance.now() - start)
        }
        abort.abort()
        await ended
        times.sort((a, b) => a - b)
        // Some ten milliseconds on a free machine; a queue behind the heavy ones would never end.
        expect(times[10]).toBeLessThan(1_000)
      })

      test('settings and parameters of statements at once do not mix', async () => {
        await Promise.all(
          Array.from({ length: 60 }, async (_, index) => {
            const rows = await warehouse.rows<{ x: number; s: number }>(
              "SELECT {x:UInt32} AS x, getSetting('max_block_size') AS s",
              { parameters: { x: index }, settings: { max_block_size: 1000 + index } },
            )
            expect(rows).toEqual([{ x: index, s: 1000 + index }])
          }),
        )
      })

      test('readers that wait for other statements do not wait forever', async () => {
        const nested = Array.from({ length: 6 }, async () => {
          let seen = 0
          for await (const block of warehouse.stream('SELECT number FROM numbers(200000)')) {
            if (seen === 0) await value('SELECT sleep(0.01) AS v')
            seen += block.length
          }
          return seen
        })
        expect(await Promise.all(nested)).toEqual(Array(6).fill(200_000))
      })
    })

    describe('inserts', () => {
      test('store what JSON can say', async () => {
        await createTable(
          'typed',
          "a Nullable(Float64), b String, at DateTime64(3, 'UTC'), p JSON, l Array(String)",
        )
        await warehouse.insert('typed', [
          { a: 1.5, b: "it's\n\\", at: '2026-11-21 00:00:00.001', p: { x: 1, y: { z: 'q' } }, l: ['a'] },
          { a: null, b: '', at: '2026-11-21 00:00:00', p: {}, l: [] },
          { b: 'only' },
        ])
        expect(
          await warehouse.rows('SELECT a, b, p.x.:Int64 AS x, p.y.z AS z, l FROM typed ORDER BY b'),
        ).toEqual([
          { a: null, b: '', x: null, z: null, l: [] },
          { a: 1.5, b: "it's\n\\", x: 1, z: 'q', l: ['a'] },
          { a: null, b: 'only', x: null, z: null, l: [] },
        ])
      })

      test('of nothing do nothing', async () => {
        await warehouse.insert('no_such_table', [])
      })

      test('do not hold up the process', async () => {
        await createTable('wide', 'a UInt64, b String, c String')
        const rows = Array.from({ length: 200_000 }, (_, a) => ({ a, b: `name ${a}`, c: 'x'.repeat(50) }))
        const delay = longestDelay()
        await warehouse.insert('wide', rows)
        expect(delay.stop()).toBeLessThan(300)
        expect(await value('SELECT uniqExact(a) AS v FROM wide')).toBe(rows.length)
      })

      test('of one token store once, of none as often as they are sent', async () => {
        await createTable('tokens', 'a UInt8')
        for (const deduplicationToken of ['one', 'one', 'two'])
          await warehouse.insert('tokens', [{ a: 1 }], { deduplicationToken })
        expect(await value('SELECT count() AS v FROM tokens')).toBe(2)
        for (let time = 0; time < 2; time++) {
          await warehouse.insert('tokens', [{ a: 2 }])
          await warehouse.execute('INSERT INTO tokens SELECT 3')
          await warehouse.insertStream('tokens', Readable.from([Buffer.from('4\n')]), 'CSV')
        }
        expect(
          await warehouse.rows('SELECT a, count() AS n FROM tokens WHERE a > 1 GROUP BY a ORDER BY a'),
        ).toEqual([
          { a: 2, n: 2 },
          { a: 3, n: 2 },
          { a: 4, n: 2 },
        ])
      })
    })

    test('migrating twice, and twice at once, changes nothing', async () => {
      const migrations = await readMigrations()
      const state = (): Promise<object[]> =>
        warehouse.rows('SELECT name, statement, checksum, applied_at FROM migrations FINAL ORDER BY ALL')
      const before = await state()
      const clock = fixedClock('2030-01-01T00:00:00Z')
      await Promise.all([migrate(warehouse, clock, migrations), migrate(warehouse, clock, migrations)])
      expect(await state()).toEqual(before)
      expect(before.length).toBe(migrations.flatMap((migration) => migration.statements).length)
    })
  })
}

function* csvLines(rows: number): Generator<Buffer> {
  for (let start = 0; start < rows; start += 10_000) {
    let lines = ''
    for (let row = start; row < Math.min(rows, start + 10_000); row++) lines += `${row},"name ${row}"\n`
    yield Buffer.from(lines)
  }
}

function* jsonLines(rows: number): Generator<Buffer> {
  for (let start = 0; start < rows; start += 10_000) {
    let lines = ''
    for (let row = start; row < Math.min(rows, start + 10_000); row++)
      lines += `${JSON.stringify({ a: row, b: `other;${row}` })}\n`
    yield Buffer.from(lines)
  }
}

/** Waits until it is so, for at most ten seconds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await holds()) return
    await pause(50)
  }
  throw new Error('it never came to be')
}

/** Measures, in milliseconds, how long the process was held up at most. */
function longestDelay(): { stop(): number } {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - 5)
    last = now
  }, 5)
  return {
    stop() {
      clearInterval(timer)
      return longest
    },
  }
}
