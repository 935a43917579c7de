import { setTimeout as pause } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { type Lane, type LaneKind, Lanes } from './lanes.js'
import type { EngineSession } from './session.js'

function openLanes(options: { general: number; patience?: number; most?: number }): Promise<Lanes> {
  return Lanes.open({
    patience: 10_000,
    most: options.general,
    open: () => Promise.resolve({} as EngineSession),
    ...options,
  })
}

/** Occupies a lane until `free` is called. */
function occupy(
  lanes: Lanes,
  kind: 'read' | 'insert' | 'other',
): { lane: Promise<LaneKind>; free: () => void } {
  let free = (): void => undefined
  const freed = new Promise<void>((resolve) => (free = resolve))
  const lane = new Promise<LaneKind>((resolve) => {
    void lanes.use(kind, (given: Lane) => {
      resolve(given.kind)
      return freed
    })
  })
  return { lane, free }
}

test('a read takes a general lane first, and the kept one when heavy statements have the others', async () => {
  const lanes = await openLanes({ general: 1 })
  expect(await occupy(lanes, 'other').lane).toBe('general')
  expect(await occupy(lanes, 'read').lane).toBe('quick')
  expect(await occupy(lanes, 'insert').lane).toBe('insert')
})

test('statements wait in the order they came, each for a lane that takes its kind', async () => {
  const lanes = await openLanes({ general: 1 })
  const first = occupy(lanes, 'other')
  const small = occupy(lanes, 'read')
  await Promise.all([first.lane, small.lane])
  const order: string[] = []
  const second = lanes.use('other', () => Promise.resolve(order.push('second')))
  const third = lanes.use('other', () => Promise.resolve(order.push('third')))
  small.free()
  await pause(1)
  expect(order).toEqual([])
  first.free()
  await Promise.all([second, third])
  expect(order).toEqual(['second', 'third'])
})

test('whoever waits for too long gets a lane of his own, up to the limit', async () => {
  const lanes = await openLanes({ general: 1, patience: 5, most: 2 })
  await occupy(lanes, 'other').lane
  expect(await occupy(lanes, 'other').lane).toBe('general')
  let reached = false
  void occupy(lanes, 'other').lane.then(() => (reached = true))
  await pause(30)
  expect(reached).toBe(false)
})

test('a lane is free again after its statement failed, and quiet tells when all are', async () => {
  const lanes = await openLanes({ general: 1 })
  await expect(lanes.useGeneral(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  const held = occupy(lanes, 'other')
  let quiet = false
  const told = lanes.quiet().then(() => (quiet = true))
  await pause(1)
  expect(quiet).toBe(false)
  held.free()
  await told
  await lanes.quiet()
})
