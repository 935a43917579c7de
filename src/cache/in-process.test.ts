import { expect, it } from 'vitest'

import { InProcessCache } from './in-process.js'

const clock = { now: () => 0 }

async function learn(cache: InProcessCache, subject: string): Promise<void> {
  const look = await cache.read(subject, 'churn')
  if (!look.hit) await cache.write(subject, 'churn', 'known', look.ticket)
}

it('keeps those who were asked about last when there are more than it may hold', async () => {
  const cache = new InProcessCache({ timeToLive: 1000, subjects: 2, clock })
  await learn(cache, 'first')
  await learn(cache, 'second')
  await cache.read('first', 'churn')
  await learn(cache, 'third')
  expect((await cache.read('first', 'churn')).hit).toBe(true)
  expect((await cache.read('third', 'churn')).hit).toBe(true)
  expect((await cache.read('second', 'churn')).hit).toBe(false)
})

it('remembers nothing when nothing may live', async () => {
  const cache = new InProcessCache({ timeToLive: 0, subjects: 2, clock })
  await learn(cache, 'someone')
  expect((await cache.read('someone', 'churn')).hit).toBe(false)
})
