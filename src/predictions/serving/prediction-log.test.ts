import { expect, it } from 'vitest'

import type { Warehouse } from '../../warehouse/warehouse.js'
import { type LoggedAnswer, PredictionLog } from './prediction-log.js'

const answer: LoggedAnswer = {
  at: '2026-11-20T00:00:00Z',
  prediction: 'churn',
  version: 'churn-1',
  entity: 'customer',
  entityId: 'c1',
  anchor: null,
  outcome: 0.5,
  level: 'high',
  inPopulation: true,
  features: null,
}

const answers = (many: number): readonly LoggedAnswer[] => Array.from({ length: many }, () => answer)

/** A warehouse that does what is given with rows that are stored. */
function storing(insertStream: () => Promise<void>): Warehouse {
  return { insertStream } as Partial<Warehouse> as Warehouse
}

it('tells of the answers that the warehouse did not take', async () => {
  const dropped: number[] = []
  const log = new PredictionLog(
    storing(() => Promise.reject(new Error('full'))),
    (many) => dropped.push(many),
  )
  log.add(answers(3))
  log.add(answers(2))
  await log.close()
  expect(dropped).toEqual([3, 2])
})

it('tells of those that come while too many wait', async () => {
  let release: () => void = () => undefined
  const slow = new Promise<void>((resolve) => (release = resolve))
  const dropped: number[] = []
  const log = new PredictionLog(
    storing(() => slow),
    (many) => dropped.push(many),
  )
  log.add(answers(49_999))
  log.add(answers(2))
  log.add(answers(1))
  expect(dropped).toEqual([2])
  release()
  await log.close()
  expect(dropped).toEqual([2])
})
