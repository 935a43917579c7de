import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { beforeAll, expect, test } from 'vitest'

import { Random } from '../../src/shared/random.js'
import type { Warehouse } from '../../src/warehouse/warehouse.js'
import { hostOf, openTestWarehouse, removeWarehouse } from '../../src/warehouse/warehouse.testing.js'
import { mustBeBuilt } from '../built.js'

const kills = 10
/** Some twenty starts of a process and ten of an engine: half a minute, and more on a busy machine. */
const timeout = 240_000
const seed = Number(process.env['FORETELL_SEED'] ?? '20261121')

beforeAll(() => mustBeBuilt(['shared', 'warehouse']))

/** What was acknowledged: half-open ranges of numbers. */
async function acknowledged(notes: string): Promise<[from: number, to: number][]> {
  const lines = (await readFile(notes, 'utf8').catch(() => '')).split('\n')
  // The last piece is empty, or a line that was being written.
  return lines.slice(0, -1).map((line) => line.split(' ').map(Number) as [number, number])
}

function startWriter(root: string, notes: string, first: number, salt: number): ChildProcess {
  const program = fileURLToPath(new URL('./kill-writer.mjs', import.meta.url))
  const values = [root, notes, String(first), String(seed + salt)]
  return spawn(process.execPath, [program, ...values], { stdio: ['pipe', 'ignore', 'inherit'] })
}

/** Waits until more is acknowledged than before. */
async function progress(notes: string, before: number, writer: ChildProcess): Promise<number> {
  for (let attempt = 0; attempt < 3_000; attempt++) {
    const now = (await acknowledged(notes)).length
    if (now > before) return now
    if (writer.exitCode !== null) throw new Error(`the writer ended with ${writer.exitCode}`)
    await pause(10)
  }
  throw new Error('nothing was acknowledged for 30 seconds')
}

/** The next host, once there is one: the last was killed only a moment ago. */
async function nextHost(root: string, last: number | undefined): Promise<number> {
  for (let attempt = 0; attempt < 3_000; attempt++) {
    const host = await hostOf(root)
    if (host !== undefined && host !== last) return host
    await pause(10)
  }
  throw new Error('no host came up for 30 seconds')
}

/** Kills a process that runs. */
async function kill(writer: ChildProcess): Promise<void> {
  const ended = once(writer, 'exit')
  writer.kill('SIGKILL')
  expect((await ended)[1], 'it ran until it was killed').toBe('SIGKILL')
}

async function stop(writer: ChildProcess): Promise<void> {
  if (writer.exitCode !== null || writer.signalCode !== null) return
  const ended = once(writer, 'exit')
  writer.kill('SIGTERM')
  await ended
}

/** Everything acknowledged is there, and nothing is there twice, of inserts that are several parts each. */
async function check(warehouse: Warehouse, notes: string): Promise<number> {
  const partitions = await warehouse.rows('SELECT DISTINCT toYear(occurred_at), _partition_id FROM events')
  expect(partitions).toHaveLength(3)
  const { columns } = await warehouse.columns('SELECT toUInt64(entity_id) AS number FROM events FINAL')
  const [numbers] = columns
  if (numbers.kind !== 'number') throw new Error('expected numbers')
  const stored = new Set(numbers.values)
  expect(numbers.values.length - stored.size, 'stored twice').toBe(0)
  const ranges = await acknowledged(notes)
  let lost = 0
  for (const [from, to] of ranges)
    for (let number = from; number < to; number++) if (!stored.has(number)) lost++
  expect(lost, 'acknowledged and lost').toBe(0)
  return ranges.length
}

/** Each test has a store of its own, so that both can run at the same time, and lets go of it however it ends. */
async function inStore(name: string, work: (root: string, notes: string) => Promise<void>): Promise<void> {
  const root = await realpath(await mkdtemp(join(tmpdir(), `foretell-kill-${name}-`)))
  try {
    await work(root, join(root, 'notes'))
  } finally {
    await removeWarehouse(root)
  }
}

test.concurrent(
  `the host is killed ${kills} times: nothing acknowledged is lost or doubled`,
  () =>
    inStore('host', async (root, notes) => {
      const random = new Random(seed)
      const writer = startWriter(root, notes, 0, 0)
      try {
        let host: number | undefined
        for (let killed = 0; killed < kills; killed++) {
          host = await nextHost(root, host)
          // It stores by now, so that the kill falls among its inserts.
          await progress(notes, (await acknowledged(notes)).length, writer)
          await pause(random.below(300))
          process.kill(host, 'SIGKILL')
        }
        await nextHost(root, host)
        await progress(notes, (await acknowledged(notes)).length, writer)
      } finally {
        await stop(writer)
      }
      const warehouse = await openTestWarehouse(root)
      expect(await check(warehouse, notes)).toBeGreaterThan(kills)
      await warehouse.close()
    }),
  timeout,
)

test.concurrent(
  `the ingesting process is killed ${kills} times: nothing acknowledged is lost or doubled`,
  () =>
    inStore('writer', async (root, notes) => {
      const random = new Random(seed + 1)
      const warehouse = await openTestWarehouse(root)
      try {
        for (let killed = 0; killed < kills; killed++) {
          const before = await acknowledged(notes)
          // As a sender does that was not told: from the first number of which it does not know.
          const writer = startWriter(root, notes, firstUnknown(before), killed)
          try {
            await progress(notes, before.length, writer)
            await pause(random.below(300))
            await kill(writer)
          } finally {
            await stop(writer)
          }
        }
        expect(await check(warehouse, notes)).toBeGreaterThan(kills)
      } finally {
        await warehouse.close()
      }
    }),
  timeout,
)

function firstUnknown(ranges: readonly [from: number, to: number][]): number {
  let first = 0
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from > first) return first
    first = Math.max(first, to)
  }
  return first
}
