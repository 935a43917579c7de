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
function storing(insertStream: () => Promise<void>): Warehouse {
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
