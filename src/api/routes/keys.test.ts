import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type TestProject, testProject } from '../../sources/project.testing.js'
import { systemClock } from '../../shared/time.js'
import { KeyRing } from '../access/key-ring.js'
import { KeyStore } from '../access/key-store.js'
import { keysLayer } from '../layers/keys.js'
import { type TestServer, testServer } from '../server.testing.js'
import { keyRoutes } from './keys.js'

interface Made {
  readonly id: string
  readonly key: string
}

describe('keys over HTTP', () => {
  let project: TestProject
  let ring: KeyRing
  let server: TestServer
  let admin: Made

  beforeAll(async () => {
    project = await testProject({}, systemClock)
    const keyStore = new KeyStore(project)
    const warn = (): void => undefined
    ring = await KeyRing.open({ store: keyStore, clock: systemClock, adminKey: undefined, warn })
    server = await testServer({ project, keys: ring, keyStore }, keyRoutes, [keysLayer])
  })
  afterAll(async () => {
    await ring.close()
    await project.dispose()
  })

  const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, key?: string, payload?: object) =>
    server.app.inject({
      method,
      url,
      ...(payload === undefined ? {} : { payload }),
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    })

  it('are made without one only while there is none', async () => {
    const made = await ask('POST', '/keys', undefined, { scope: 'admin', name: 'the first' })
    expect(made.statusCode).toBe(201)
    admin = made.json<Made>()
    expect(made.json()).toMatchObject({ scope: 'admin', name: 'the first', revoked: false, source: null })
    expect((await ask('POST', '/keys', undefined, { scope: 'admin' })).statusCode).toBe(401)
    expect((await ask('GET', '/keys', admin.key)).statusCode).toBe(200)
  })

  it('are good at once, rotated with a grace, and good for nothing once revoked', async () => {
    const made = (await ask('POST', '/keys', admin.key, { scope: 'ingest', source: 'web' })).json<Made>()
    const status = async (key: string): Promise<number> => (await ask('GET', '/keys', key)).statusCode
    expect(await status(made.key)).toBe(403)
    const rotated = (await ask('POST', `/keys/${made.id}/rotate`, admin.key)).json<Made>()
    expect([await status(made.key), await status(rotated.key)]).toEqual([403, 403])
    const again = (await ask('POST', `/keys/${made.id}/rotate?graceHours=0`, admin.key)).json<Made>()
    expect([await status(made.key), await status(rotated.key), await status(again.key)]).toEqual([
      401, 401, 403,
    ])
    const revoked = await ask('DELETE', `/keys/${made.id}`, admin.key)
    expect(revoked.json()).toMatchObject({ id: made.id, revoked: true })
    expect(await status(again.key)).toBe(401)
  })

  it('are never told again', async () => {
    const { keys } = (await ask('GET', '/keys', admin.key)).json<{ keys: Record<string, unknown>[] }>()
    expect(keys.length).toBeGreaterThan(0)
    for (const key of keys) {
      expect(Object.keys(key)).toEqual([
        'id',
        'name',
        'scope',
        'source',
        'revoked',
        'createdAt',
        'changedAt',
        'previousUntil',
        'lastUsedOn',
      ])
    }
    expect(JSON.stringify([keys, server.log])).not.toContain(admin.key.slice('ftk_admin_'.length))
  })

  it.each([[{ scope: 'owner' }], [{}], [{ scope: 'read', source: "a' OR 1" }], [{ scope: 'read', more: 1 }]])(
    'are not made of %j',
    async (body) => {
      expect((await ask('POST', '/keys', admin.key, body)).statusCode).toBe(400)
    },
  )

  it('that are not there are not found', async () => {
    expect((await ask('DELETE', '/keys/key_0', admin.key)).json()).toMatchObject({ code: 'KEY_UNKNOWN' })
    expect((await ask('POST', '/keys/key_0/rotate', admin.key)).statusCode).toBe(404)
  })
})
