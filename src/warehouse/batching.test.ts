import { setTimeout as pause } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { ForetellError } from '../shared/errors.js'
import { BatchWriter } from './batching.js'
import type { InsertOptions, Warehouse } from './warehouse.js'

type Row = { n: number }

/** Stands in for a warehouse: notes the inserts, and does what it is told with each. */
function standIn(insert: (rows: readonly Row[], call: number) => Promise<void> = () => Promise.resolve()): {
  warehouse: Warehouse
  calls: { rows: readonly Row[]; token: string | undefined }[]
} {
  const calls: { rows: readonly Row[]; token: string | undefined }[] = []
  const warehouse = {
    insert(_table: string, rows: readonly Row[], options: InsertOptions) {
      calls.push({ rows, token: options.deduplicationToken })
      return insert(rows, calls.length)
    },
  } as unknown as Warehouse
  return { warehouse, calls }
}

function numbers(from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, index) => ({ n: from + index }))
}

test('writes that come together are stored together, in their order', async () => {
  const { warehouse, calls } = standIn()
  const writer = new BatchWriter(warehouse, { table: 't', maximumDelay: 5 })
  await Promise.all([writer.write(numbers(0, 2)), writer.write(numbers(2, 3)), writer.write([])])
  expect(calls.map((call) => call.rows)).toEqual([numbers(0, 3)])
})

test('a full batch does not wait', async () => {
  const { warehouse, calls } = standIn()
  const writer = new BatchWriter(warehouse, { table: 't', maximumDelay: 60_000, maximumRows: 3 })
  await Promise.all([writer.write(numbers(0, 2)), writer.write(numbers(2, 4))])
  expect(calls).toHaveLength(1)
})

test('nobody is told before the rows are stored, and one batch is stored at a time', async () => {
  let store = (): void => undefined
  const { warehouse, calls } = standIn(() => new Promise((resolve) => (store = resolve)))
  const writer = new BatchWriter(warehouse, { table: 't', maximumDelay: 1 })
  let told = false
  const first = writer.write(numbers(0, 1)).then(() => (told = true))
  await pause(20)
  const second = writer.write(numbers(1, 2))
  const third = writer.write(numbers(2, 3))
  await pause(20)
  expect(told).toBe(false)
  expect(calls).toHaveLength(1)
  store()
  await first
  await pause(5)
  expect(calls.map((call) => call.rows)).toEqual([numbers(0, 1), numbers(1, 3)])
  store()
  await Promise.all([second, third])
  expect(new Set(calls.map((call) => call.token)).size).toBe(2)
})

test('full batches are stored side by side where that is asked for, and others wait', async () => {
  const waiting: (() => void)[] = []
  const { warehouse, calls } = standIn(() => new Promise((resolve) => waiting.push(resolve)))
  const writer = new BatchWriter(warehouse, {
    table: 't',
    maximumDelay: 1,
    maximumRows: 2,
    maximumStoring: 2,
  })
  const writes = [writer.write(numbers(0, 2)), writer.write(numbers(2, 3))]
  await pause(20)
  expect(calls.map((call) => call.rows)).toEqual([numbers(0, 2)])
  writes.push(writer.write(numbers(3, 4)), writer.write(numbers(4, 6)))
  await pause(20)
  expect(calls.map((call) => call.rows)).toEqual([numbers(0, 2), numbers(2, 4)])
  const closed = writer.close()
  for (let store = waiting.shift(); store !== undefined; store = waiting.shift()) {
    store()
    await pause(5)
  }
  await Promise.all([...writes, closed])
  expect(calls.map((call) => call.rows)).toEqual([numbers(0, 2), numbers(2, 4), numbers(4, 6)])
})

test('a batch is sent again, with its token, while the warehouse is away', async () => {
  const { warehouse, calls } = standIn((_, call) =>
    call < 3 ? Promise.reject(new ForetellError('WAREHOUSE_LOST')) : Promise.resolve(),
  )
  const writer = new BatchWriter(warehouse, { table: 't', maximumDelay: 1 })
  await writer.write(numbers(0, 1))
  expect(calls).toHaveLength(3)
  expect(new Set(calls.map((call) => call.token)).size).toBe(1)
})

test('who has waited long enough is told that it is lost', async () => {
  const { warehouse } = standIn(() => Promise.reject(new ForetellError('WAREHOUSE_LOST')))
  const writer = new BatchWriter(warehouse, { table: 't', maximumDelay: 1, patience: 0 })
  const writes = await Promise.allSettled([writer.write(numbers(0, 1)), writer.write(numbers(1, 2))])
  for (const write of writes)
    expect(write).toMatchObject({ status: 'rejected', reason: { code: 'WAREHOUSE_LOST' } })
})

test('a bad write fails alone', async () => {
  const { warehouse, calls } = standIn((rows) =>
    rows.some((row) => row.n === 1) ? Promise.reject(new Error('bad row')) : Promise.resolve(),
  )
  const writer = new BatchWriter(warehouse, { table: 't', maximumDelay: 1 })
  const writes = await Promise.allSettled([0, 1, 2].map((n) => writer.write([{ n }])))
  expect(writes.map((write) => write.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(calls.map((call) => call.rows.length)).toEqual([3, 1, 1, 1])
})

test('a writer with too much on its hands takes no more until something is stored', async () => {
  let store = (): void => undefined
  const { warehouse, calls } = standIn(() => new Promise((resolve) => (store = resolve)))
  const writer = new BatchWriter(warehouse, { table: 't', maximumDelay: 1, maximumPending: 3 })
  const first = writer.write(numbers(0, 2))
  const second = writer.write(numbers(2, 4))
  await pause(20)
  expect(calls).toHaveLength(1)
  store()
  await first
  await pause(20)
  expect(calls).toHaveLength(2)
  store()
  await second
  const huge = writer.write(numbers(0, 10))
  await pause(20)
  store()
  await huge
})

test('closing stores what was taken and takes no more', async () => {
  const { warehouse, calls } = standIn(() => pause(5))
  const writer = new BatchWriter(warehouse, { table: 't', maximumDelay: 60_000 })
  const taken = writer.write(numbers(0, 1))
  await writer.close()
  await taken
  expect(calls).toHaveLength(1)
  await expect(writer.write(numbers(1, 2))).rejects.toMatchObject({ code: 'CANCELLED' })
})
