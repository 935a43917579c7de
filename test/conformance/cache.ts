import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Cache, CacheTicket } from '../../src/cache/cache.js'

export interface CacheUnderTest {
  readonly cache: Cache
  /** Another one that shares everything with it, as another process's does; without one, it is itself. */
  readonly other: Cache
  /** Lets milliseconds pass. */
  pass(milliseconds: number): Promise<void>
  dispose(): Promise<void>
}

/** Milliseconds; what a cache under test is made with. */
export const timeToLive = 300

/** What every cache does. */
export function describeCache(name: string, make: () => Promise<CacheUnderTest>): void {
  describe(name, () => {
    let tested: CacheUnderTest
    beforeAll(async () => {
      tested = await make()
    })
    afterAll(() => tested.dispose())

    const subject = uniqueNames('customer')
    const text = (of: string, asked: string): Promise<string | undefined> => textOf(tested.cache, of, asked)

    it('knows nothing that nobody told it', async () => {
      expect(await text(subject(), 'churn')).toBeUndefined()
    })

    it.each(['{"probability":0.25}', '', 'é \u0000 \n 😀', 'x'.repeat(100_000)])(
      'gives back what it was told, to the letter (%#)',
      async (told) => {
        const someone = subject()
        await learn(tested.cache, someone, 'churn', told)
        expect(await text(someone, 'churn')).toBe(told)
        expect(await textOf(tested.other, someone, 'churn')).toBe(told)
      },
    )

    it('keeps answers of several names and of several subjects apart', async () => {
      const [one, two] = [subject(), subject()]
      await learn(tested.cache, one, 'churn', 'one')
      await learn(tested.cache, one, 'value', 'worth')
      await learn(tested.cache, two, 'churn', 'two')
      expect([await text(one, 'churn'), await text(one, 'value'), await text(two, 'churn')]).toEqual([
        'one',
        'worth',
        'two',
      ])
    })

    it('does not take parts of a subject for parts of a name', async () => {
      const someone = subject()
      await learn(tested.cache, `${someone}\0a`, 'b', 'first')
      expect(await text(someone, 'a\0b')).toBeUndefined()
      expect(await text(`${someone}\0a\0b`, '')).toBeUndefined()
    })

    it('replaces an answer by a newer one', async () => {
      const someone = subject()
      const ticket = await ticketFor(tested.cache, someone, 'churn')
      await tested.cache.write(someone, 'churn', 'old', ticket)
      await tested.cache.write(someone, 'churn', 'new', ticket)
      expect(await text(someone, 'churn')).toBe('new')
    })

    it('forgets all answers of a subject and none of another, everywhere', async () => {
      const [one, two, three] = [subject(), subject(), subject()]
      await learn(tested.cache, one, 'churn', 'one')
      await learn(tested.cache, one, 'value', 'one')
      await learn(tested.cache, two, 'churn', 'two')
      await learn(tested.cache, three, 'churn', 'three')
      await tested.other.forget([one, three, subject()])
      expect(await text(one, 'churn')).toBeUndefined()
      expect(await text(one, 'value')).toBeUndefined()
      expect(await text(two, 'churn')).toBe('two')
      expect(await textOf(tested.other, three, 'churn')).toBeUndefined()
    })

    it('forgets nobody when nobody is named', async () => {
      const someone = subject()
      await learn(tested.cache, someone, 'churn', 'kept')
      await tested.cache.forget([])
      expect(await text(someone, 'churn')).toBe('kept')
    })

    it('does not remember an answer that was under way when its subject was forgotten', async () => {
      const someone = subject()
      const ticket = await ticketFor(tested.cache, someone, 'churn')
      await tested.other.forget([someone])
      await tested.cache.write(someone, 'churn', 'of what was known before', ticket)
      expect(await text(someone, 'churn')).toBeUndefined()
    })

    it('does not let such an answer stand in the way of one made of what is known now', async () => {
      const someone = subject()
      const before = await ticketFor(tested.cache, someone, 'churn')
      await tested.cache.forget([someone])
      const after = await ticketFor(tested.other, someone, 'churn')
      await tested.other.write(someone, 'churn', 'after', after)
      expect(await text(someone, 'churn')).toBe('after')
      await tested.cache.write(someone, 'churn', 'before', before)
      expect(await text(someone, 'churn')).not.toBe('before')
    })

    it('refuses an old ticket even when its subject was forgotten, learned and forgotten again', async () => {
      const someone = subject()
      const old = await ticketFor(tested.cache, someone, 'churn')
      for (let round = 0; round < 3; round++) {
        await learn(tested.cache, someone, 'churn', `round ${round}`)
        await tested.cache.forget([someone])
      }
      await tested.cache.write(someone, 'churn', 'old', old)
      expect(await text(someone, 'churn')).toBeUndefined()
      await ticketFor(tested.cache, someone, 'value')
      await tested.cache.write(someone, 'churn', 'old', old)
      expect(await text(someone, 'churn')).toBeUndefined()
    })

    it('lets several who missed at the same time all answer', async () => {
      const someone = subject()
      const tickets = await Promise.all(
        [tested.cache, tested.other, tested.cache].map((each) => ticketFor(each, someone, 'churn')),
      )
      for (const [index, ticket] of tickets.entries()) {
        await tested.cache.write(someone, 'churn', `answer ${index}`, ticket)
        expect(await textOf(tested.other, someone, 'churn')).toBe(`answer ${index}`)
      }
    })

    it('forgets everything at once, answers under way among it', async () => {
      const [one, two] = [subject(), subject()]
      await learn(tested.cache, one, 'churn', 'one')
      const ticket = await ticketFor(tested.cache, two, 'churn')
      await tested.other.clear()
      await tested.cache.write(two, 'churn', 'two', ticket)
      expect([await text(one, 'churn'), await text(two, 'churn')]).toEqual([undefined, undefined])
      await learn(tested.cache, one, 'churn', 'again')
      expect(await text(one, 'churn')).toBe('again')
    })

    it('gives an answer until its time to live is over, and not longer', async () => {
      const someone = subject()
      await learn(tested.cache, someone, 'churn', 'first')
      await tested.pass(timeToLive / 2)
      expect(await text(someone, 'churn')).toBe('first')
      await learn(tested.cache, someone, 'value', 'second')
      await tested.pass(timeToLive * 0.7)
      expect(await text(someone, 'churn')).toBeUndefined()
      expect(await text(someone, 'value')).toBe('second')
      await tested.pass(timeToLive * 0.7)
      expect(await text(someone, 'value')).toBeUndefined()
    })

    it('never gives an answer that is older than the last thing it was told to forget', async () => {
      // As with events: something new is stored, then what was known is forgotten, while others ask and answer.
      const someone = subject()
      let stored = 0
      let forgotten = 0
      const answering = async (cache: Cache): Promise<void> => {
        for (let round = 0; round < 50; round++) {
          const atLeast = forgotten
          const look = await cache.read(someone, 'churn')
          if (look.hit) {
            expect(Number(look.text)).toBeGreaterThanOrEqual(atLeast)
            continue
          }
          const made = stored
          await tick(round % 4)
          await cache.write(someone, 'churn', String(made), look.ticket)
        }
      }
      const forgetting = async (): Promise<void> => {
        for (let round = 0; round < 30; round++) {
          await tick(3)
          const newest = ++stored
          await tested.other.forget([someone])
          forgotten = newest
        }
      }
      await Promise.all([answering(tested.cache), answering(tested.other), forgetting()])
      expect(forgotten).toBe(30)
    })
  })
}

async function learn(cache: Cache, subject: string, name: string, text: string): Promise<void> {
  await cache.write(subject, name, text, await ticketFor(cache, subject, name))
}

async function ticketFor(cache: Cache, subject: string, name: string): Promise<CacheTicket> {
  const look = await cache.read(subject, name)
  if (look.hit) throw new Error(`"${name}" of "${subject}" was not expected to be there`)
  return look.ticket
}

async function textOf(cache: Cache, subject: string, name: string): Promise<string | undefined> {
  const look = await cache.read(subject, name)
  return look.hit ? look.text : undefined
}

/** Lets others go first, some times. */
async function tick(times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) await new Promise((resolve) => setImmediate(resolve))
}

function uniqueNames(kind: string): () => string {
  let made = 0
  return () => `${kind}\0${++made}`
}
