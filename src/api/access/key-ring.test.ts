import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { fixedClock } from '../../shared/time.js'
import { KeyRing } from './key-ring.js'
import { testKeys } from './key-ring.testing.js'
import { hashOf } from './secret.js'

const clock = fixedClock('2026-11-21T12:00:00Z')

describe('the ring of keys', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('knows whose a key is', async () => {
    const { ring, make } = await testKeys(clock)
    const ingest = make('ingest', { source: 'web' })
    const read = make('read')
    await ring.refresh()
    expect(ring.holderOf(ingest)).toEqual({ key: 'key_1', scope: 'ingest', source: 'web' })
    expect(ring.holderOf(read)).toEqual({ key: 'key_2', scope: 'read', source: undefined })
    expect(ring.holderOf(`${read}x`)).toBeUndefined()
    expect(ring.holderOf(read.toLowerCase())).toBeUndefined()
    expect(ring.holderOf('')).toBeUndefined()
    // What is stored opens nothing.
    expect(ring.holderOf(hashOf(read))).toBeUndefined()
    await ring.close()
  })

  it('takes a secret from before a rotation until its time is over', async () => {
    const now = clock.now()
    const { ring, make } = await testKeys(clock)
    make('read', { previous: { hash: hashOf('still good'), until: now + 1 } })
    make('read', { previous: { hash: hashOf('over'), until: now } })
    await ring.refresh()
    expect(ring.holderOf('still good')?.key).toBe('key_1')
    expect(ring.holderOf('over')).toBeUndefined()
    await ring.close()
  })

  it('sees a key that was revoked elsewhere within seconds', async () => {
    const { ring, keys, secrets } = await testKeys(clock, { scopes: ['read'] })
    expect(ring.holderOf(secrets[0])).toBeDefined()
    keys[0] = { ...keys[0], revoked: true }
    await vi.advanceTimersByTimeAsync(3000)
    expect(ring.holderOf(secrets[0])).toBeUndefined()
    await ring.close()
  })

  it('is open only as long as no key was ever made', async () => {
    const { ring, keys, make } = await testKeys(clock)
    expect(ring.open).toBe(true)
    make('read')
    await vi.advanceTimersByTimeAsync(3000)
    expect(ring.open).toBe(false)
    keys[0] = { ...keys[0], revoked: true }
    await ring.refresh()
    expect(ring.open).toBe(false)
    await ring.close()
  })

  it('takes a key from the environment, and refuses a short one without showing it', async () => {
    const adminKey = 'x'.repeat(32)
    const { ring } = await testKeys(clock, { adminKey })
    expect(ring.open).toBe(false)
    expect(ring.holderOf(adminKey)).toMatchObject({ scope: 'admin' })
    await ring.close()
    const short = testKeys(clock, { adminKey: 'secret' })
    await expect(short).rejects.toMatchObject({ code: 'KEY_WEAK' })
    await expect(short).rejects.not.toThrow(/secret/)
  })

  it('writes each day of use down once, and those of the last seconds when it closes', async () => {
    const { ring, secrets, used } = await testKeys(clock, { scopes: ['read', 'ingest'] })
    ring.holderOf(secrets[0])
    await vi.advanceTimersByTimeAsync(3000)
    expect(used).toEqual(['key_1 2026-11-21'])
    ring.holderOf(secrets[0])
    ring.holderOf(secrets[1])
    await ring.close()
    expect(used).toEqual(['key_1 2026-11-21', 'key_2 2026-11-21'])
  })

  it('keeps what it knows while the warehouse cannot be read, and says so', async () => {
    const { keys, secrets } = await testKeys(clock, { scopes: ['read'] })
    const warnings: string[] = []
    let broken = false
    const ring = await KeyRing.open({
      store: {
        list: () => (broken ? Promise.reject(new Error('away')) : Promise.resolve(keys)),
        noteUse: () => (broken ? Promise.reject(new Error('away')) : Promise.resolve()),
      },
      clock,
      adminKey: undefined,
      warn: (message) => void warnings.push(message),
    })
    broken = true
    await vi.advanceTimersByTimeAsync(3000)
    expect(ring.holderOf(secrets[0])).toBeDefined()
    expect(warnings).toEqual([expect.stringContaining('away')])
    await ring.close()
  })
})
