import { afterAll, beforeAll, expect, it } from 'vitest'

import { type TestProject, testProject, tickingClock } from '../../sources/project.testing.js'
import { HOUR } from '../../shared/time.js'
import { KeyStore } from './key-store.js'
import { hashOf } from './secret.js'

let project: TestProject
let store: KeyStore

beforeAll(async () => {
  project = await testProject({}, tickingClock())
  store = new KeyStore(project)
})
afterAll(() => project.dispose())

it('keeps keys, of their secrets only a hash', async () => {
  const { key, secret } = await store.create({ scope: 'ingest', name: "the shop's page", source: 'shop' })
  expect(key.id).toMatch(/^key_[0-9a-f]{12}$/)
  expect(await store.list()).toEqual([{ ...key, hash: hashOf(secret) }])
  const stored = await project.warehouse.rows('SELECT * FROM keys')
  expect(JSON.stringify(stored)).not.toContain(secret.slice('ftk_ingest_'.length))
})

it('rotates: another secret, the one before good for a while', async () => {
  const { key, secret } = await store.create({ scope: 'read' })
  const rotated = await store.rotate(key.id, HOUR)
  expect(rotated.secret).not.toBe(secret)
  expect(rotated.key).toMatchObject({
    id: key.id,
    scope: 'read',
    hash: hashOf(rotated.secret),
    previous: { hash: hashOf(secret), until: rotated.key.changedAt + HOUR },
    createdAt: key.createdAt,
  })
  expect((await store.list()).find(({ id }) => id === key.id)).toEqual(rotated.key)
  const again = await store.rotate(key.id, 0)
  expect(again.key.previous).toBeUndefined()
})

it('revokes for ever, also what is rotated at the same time', async () => {
  const { key } = await store.create({ scope: 'admin' })
  await store.revoke(key.id)
  expect((await store.revoke(key.id)).revoked).toBe(true)
  await expect(store.rotate(key.id, 0)).rejects.toMatchObject({ code: 'KEY_UNKNOWN' })
  // Another process that rotates the key as it was before.
  await project.warehouse.execute(
    `INSERT INTO keys SELECT * REPLACE (0 AS revoked, toUInt32(9) AS revision) FROM keys
     WHERE id = {id:String} LIMIT 1`,
    { parameters: { id: key.id } },
  )
  expect((await store.list()).find(({ id }) => id === key.id)).toMatchObject({ revoked: true, revision: 9 })
})

it('says when a key was last used', async () => {
  const { key } = await store.create({ scope: 'read' })
  await store.noteUse(new Map([[key.id, '2026-11-20']]))
  await store.noteUse(new Map([[key.id, '2026-11-21']]))
  expect((await store.list()).find(({ id }) => id === key.id)?.lastUsedOn).toBe('2026-11-21')
})

it('knows no key that was never made', async () => {
  await expect(store.revoke("key_' OR 1 --")).rejects.toMatchObject({ code: 'KEY_UNKNOWN', status: 404 })
})
