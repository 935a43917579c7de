import { expect, it } from 'vitest'

import type { Warehouse } from '../../warehouse/warehouse.js'
import { type LoggedAnswer, PredictionLog } from './prediction-log.js'

const answer: LoggedAnswer = {
  at: Date.UTC(2026, 10, 20),
  prediction: 'churn',
  version: 'churn-1',
  entity: 'customer',
  entityId: 'c1',
  anchor: null,
  outcome: 0.5,
  level: 'high',
  inPopulation: true,
  features: '',
}

/** A warehouse that does what is given with rows that are stored. */
function storing(insertStream: (target: string, bytes: Buffer) => Promise<void>): Warehouse {
  return { insertStream } as Partial<Warehouse> as Warehouse
}

function add(log: PredictionLog, many: number): void {
  for (let index = 0; index < many; index++) log.add(answer)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

it('stores together what came together', async () => {
  let inserts = 0
  const log = new PredictionLog(
    storing(() => {
      inserts++
      return Promise.resolve()
    }),
    () => undefined,
  )
  add(log, 3000)
  await log.close()
  expect(inserts).toBe(1)
})

it('leaves what is being stored alone while more comes', async () => {
  const open: (() => void)[] = []
  const given: Buffer[] = []
  const untouched: boolean[] = []
  const log = new PredictionLog(
    storing((_target, bytes) => {
      const asGiven = Buffer.from(bytes)
      given.push(asGiven)
      return new Promise((resolve) => {
        open.push(() => {
          untouched.push(bytes.equals(asGiven))
          resolve()
        })
      })
    }),
    () => undefined,
  )
  // Of each letter a full batch.
  for (const letter of 'abc') {
    for (let row = 0; row < 10_000; row++) log.add({ ...answer, features: letter.repeat(50) })
    await new Promise((resolve) => setImmediate(resolve))
    if (letter === 'b') open.shift()?.()
  }
  const closed = log.close()
  while (open.length > 0) {
    open.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await closed
  expect(untouched).toEqual(given.map(() => true))
  const text = Buffer.concat(given).toString('latin1')
  for (const letter of 'abc') expect(text.split(letter.repeat(50))).toHaveLength(10_001)
})

it('tells of the answers that the warehouse did not take', async () => {
  const dropped: number[] = []
  const log = new PredictionLog(
    storing(() => Promise.reject(new Error('full'))),
    (many) => dropped.push(many),
  )
  add(log, 5)
  await log.close()
  expect(dropped).toEqual([5])
})

it('tells of those that come while too many wait', async () => {
  let release: () => void = () => undefined
  const slow = new Promise<void>((resolve) => (release = resolve))
  const dropped: number[] = []
  const log = new PredictionLog(
    storing(() => slow),
    (many) => dropped.push(many),
  )
  add(log, 50_003)
  expect(sum(dropped)).toBe(3)
  release()
  await log.close()
  expect(sum(dropped)).toBe(3)
})

it('tells of those that come while too many bytes wait, and stores large ones in several goes', async () => {
  let release: () => void = () => undefined
  const slow = new Promise<void>((resolve) => (release = resolve))
  const dropped: number[] = []
  const sizes: number[] = []
  const log = new PredictionLog(
    storing((_target, bytes) => {
      sizes.push(bytes.length)
      return slow
    }),
    (many) => dropped.push(many),
  )
  const megabyte = 'x'.repeat(1024 * 1024)
  for (let index = 0; index < 100; index++) log.add({ ...answer, features: megabyte })
  expect(sum(dropped)).toBeGreaterThanOrEqual(36)
  expect(sum(dropped)).toBeLessThan(46)
  release()
  await log.close()
  expect(sum(dropped) + Math.floor(sum(sizes) / megabyte.length)).toBe(100)
  expect(sizes[0]).toBeLessThan(10 * megabyte.length)
})
