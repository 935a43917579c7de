import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Allowance, Allowed } from '../../src/api/access/allowance.js'

type Take = (caller: string) => Promise<Allowed>

export interface AllowanceUnderTest {
  readonly take: Take
  /** As another server asks that counts together with it; without one, the same. */
  readonly takeElsewhere: Take
  /** Lets milliseconds pass. */
  pass(milliseconds: number): Promise<void>
  dispose(): Promise<void>
}

/** What every allowance does. */
export function describeAllowance(
  name: string,
  make: (perMinute: number) => Promise<AllowanceUnderTest>,
): void {
  describe(name, () => {
    // Of the first, nothing comes back while a test runs; of the second, one in 50 ms.
    let slow: AllowanceUnderTest
    let fast: AllowanceUnderTest
    beforeAll(async () => {
      slow = await make(3)
      fast = await make(1200)
    })
    afterAll(async () => {
      await slow.dispose()
      await fast.dispose()
    })

    it('grants a minute of requests at once and then says how long to wait', async () => {
      const first = [await slow.take('once'), await slow.take('once'), await slow.take('once')]
      expect(first.map(({ granted, remaining }) => [granted, remaining])).toEqual([
        [true, 2],
        [true, 1],
        [true, 0],
      ])
      expect(first.map(({ wait }) => wait > 0)).toEqual([false, false, true])
      const refused = await slow.take('once')
      expect(refused).toMatchObject({ granted: false, remaining: 0 })
      expect(refused.wait).toBeGreaterThan(10)
      expect(refused.wait).toBeLessThanOrEqual(20)
    })

    it('counts what is asked elsewhere', async () => {
      for (const take of [slow.take, slow.takeElsewhere, slow.take])
        expect((await take('both')).granted).toBe(true)
      expect((await slow.takeElsewhere('both')).granted).toBe(false)
      expect((await slow.take('both')).granted).toBe(false)
    })

    it('counts callers apart, whatever they are called', async () => {
      const callers = ['a', 'a:', 'a:b', '', '2001:db8:0:0::/64', 'é \u0000 😀']
      for (const caller of callers) expect((await slow.take(caller)).remaining).toBe(2)
      for (const caller of callers) expect((await slow.take(caller)).remaining).toBe(1)
    })

    it('grants exactly a minute of requests to those who come together', async () => {
      const all = await Promise.all(
        Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? slow.take : slow.takeElsewhere)('crowd')),
      )
      expect(all.filter(({ granted }) => granted)).toHaveLength(3)
    })

    it('grants again after the wait that it tells, and takes nothing for what it refuses', async () => {
      let last = await fast.take('returns')
      while (last.granted) last = await fast.take('returns')
      expect(last.wait).toBe(1)
      for (let refused = 0; refused < 10; refused++) await fast.take('returns')
      await fast.pass(last.wait * 1000)
      const after = await fast.take('returns')
      expect(after.granted).toBe(true)
      // A second is 20 requests; more time may have passed on a busy machine, but not a minute.
      expect(after.remaining).toBeGreaterThanOrEqual(18)
      expect(after.remaining).toBeLessThan(1199)
    })

    it('saves up no more than a minute', async () => {
      expect((await fast.take('saves')).remaining).toBe(1199)
      await fast.pass(500)
      expect((await fast.take('saves')).remaining).toBe(1199)
    })
  })
}

/** Asks an allowance by a clock. */
export function takeBy(allowance: Allowance, now: () => number): Take {
  return async (caller) => allowance.take(caller, now())
}
