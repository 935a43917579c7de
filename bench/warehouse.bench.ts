import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { systemClock } from '../src/shared/time.js'
import { BatchWriter } from '../src/warehouse/batching.js'
import { openWarehouse } from '../src/warehouse/open.js'
import { engineLocation } from '../src/warehouse/location.js'
import { readOwner } from '../src/warehouse/owner.js'
import type { Warehouse } from '../src/warehouse/warehouse.js'

/** A figure with its unit; the name says what was done. */
interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
}

/**
 * `npm run bench -- warehouse [--json]`: what the embedded warehouse costs on this machine. The engine of
 * CLICKHOUSE_URL is measured instead where one is set.
 */
export async function run({ parameters }: { readonly parameters: readonly string[] }): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'foretell-bench-'))
  const url = process.env['CLICKHOUSE_URL']
  const open = (): Promise<Warehouse> =>
    openWarehouse({ root, path: '.foretell', url, clock: systemClock, grace: 5_000 })
  const figures: Figure[] = []
  const report = (name: string, value: number, unit: string): void => {
    figures.push({ name, value, unit })
    console.error(`${name.padEnd(58)} ${value.toFixed(value < 10 ? 1 : 0).padStart(10)} ${unit}`)
  }

  const started = await timed(open)
  report('open: start the engine and migrate', started.milliseconds, 'ms')
  const joined = await timed(open)
  report('open: join a running engine', joined.milliseconds, 'ms')
  await joined.value.close()

  const warehouse = started.value
  try {
    await latency(warehouse, report)
    await inserts(warehouse, report)
    await streams(warehouse, report)
    const memory = await hostMemory(root)
    if (memory !== undefined) report('resident memory of the host, at most', memory / 2 ** 20, 'MiB')
  } finally {
    await warehouse.execute('DROP TABLE IF EXISTS bench_events')
    await warehouse.close()
    await rm(root, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 })
  }
  if (parameters.includes('--json')) console.log(JSON.stringify({ warehouse: figures }))
}

type Report = (name: string, value: number, unit: string) => void

async function latency(warehouse: Warehouse, report: Report): Promise<void> {
  const alone = await smallQueries(warehouse, 300)
  report('small query with a bound value, p50', alone.p50, 'ms')
  report('small query with a bound value, p99', alone.p99, 'ms')
  const abort = new AbortController()
  const heavy = Promise.allSettled(
    Array.from({ length: 3 }, () =>
      warehouse.rows('SELECT max(sipHash64(number)) FROM numbers(1000000000000)', { signal: abort.signal }),
    ),
  )
  const among = await smallQueries(warehouse, 100)
  report('the same while three heavy statements run, p50', among.p50, 'ms')
  report('the same while three heavy statements run, p99', among.p99, 'ms')
  const ended = await timed(() => {
    abort.abort()
    return heavy
  })
  report('abort of three heavy statements', ended.milliseconds, 'ms')
}

async function smallQueries(warehouse: Warehouse, count: number): Promise<{ p50: number; p99: number }> {
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    const query = await timed(() =>
      warehouse.rows('SELECT {x:UInt32} + 1 AS v', { parameters: { x: index } }),
    )
    times.push(query.milliseconds)
  }
  times.sort((a, b) => a - b)
  return { p50: times[Math.floor(count / 2)], p99: times[Math.floor(count * 0.99)] }
}

async function inserts(warehouse: Warehouse, report: Report): Promise<void> {
  await createEvents(warehouse)
  for (const [size, batches] of [
    [1, 50],
    [1_000, 30],
    [10_000, 12],
  ] as const) {
    const rows = eventRows(size)
    const inserted = await timed(async () => {
      for (let batch = 0; batch < batches; batch++) await warehouse.insert('bench_events', rows)
    })
    report(
      `insert with fsync, batches of ${size}`,
      (size * batches * 1_000) / inserted.milliseconds,
      'rows/s',
    )
  }
  const writer = new BatchWriter(warehouse, { table: 'bench_events' })
  const requests = 2_000
  const grouped = await timed(async () => {
    await Promise.all(Array.from({ length: requests }, () => writer.write(eventRows(20))))
    await writer.close()
  })
  report('group commit, 2,000 writers of 20 rows', (requests * 20 * 1_000) / grouped.milliseconds, 'rows/s')
}

async function createEvents(warehouse: Warehouse): Promise<void> {
  await warehouse.execute('DROP TABLE IF EXISTS bench_events')
  await warehouse.execute('CREATE TABLE bench_events AS events')
}

function eventRows(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    entity: 'customer',
    entity_id: `customer-${index % 997}`,
    event: 'purchase',
    occurred_at: `2026-11-${String(1 + (index % 20)).padStart(2, '0')} 12:00:00.000`,
    received_at: '2026-11-21 00:00:00.000',
    source: 'bench',
    message_id: String(index),
    session_id: 's',
    properties: { amount: index / 7, plan: 'pro' },
  }))
}

async function streams(warehouse: Warehouse, report: Report): Promise<void> {
  const rows = 1_000_000
  const select = `SELECT number AS a, toString(number) AS b, number / 3 AS c FROM numbers(${rows})`
  const objects = await timed(async () => {
    for await (const block of warehouse.stream(select)) void block
  })
  report('stream rows as objects', (rows * 1_000) / objects.milliseconds, 'rows/s')
  const csv = await timed(async () => {
    for await (const chunk of await warehouse.export(select, 'CSV')) void chunk
  })
  report('export CSV', (rows * 1_000) / csv.milliseconds, 'rows/s')
  await warehouse.execute('DROP TABLE IF EXISTS bench_copy')
  await warehouse.execute(
    'CREATE TABLE bench_copy (a UInt64, b String, c Float64) ENGINE = MergeTree ORDER BY a',
  )
  const copied = await timed(async () =>
    warehouse.insertStream('bench_copy', await warehouse.export(select, 'CSV'), 'CSV'),
  )
  report('stream CSV out and in again', (rows * 1_000) / copied.milliseconds, 'rows/s')
  await warehouse.execute('DROP TABLE bench_copy')
  const width = 60
  const columns = Array.from({ length: width }, (_, index) => `number * ${index} / 7 AS c${index}`).join(', ')
  const matrix = await timed(() => warehouse.columns(`SELECT ${columns} FROM numbers(500000)`))
  report('columns: 500,000 x 60 numbers', (500_000 * width) / matrix.milliseconds / 1_000, 'million values/s')
}

async function hostMemory(root: string): Promise<number | undefined> {
  const owner = await readOwner(engineLocation(root, '.foretell').owner)
  try {
    const status = readFileSync(`/proc/${owner?.pid}/status`, 'utf8')
    return 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1])
  } catch {
    return undefined
  }
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; milliseconds: number }> {
  const start = performance.now()
  const value = await work()
  return { value, milliseconds: performance.now() - start }
}
