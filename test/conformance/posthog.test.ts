import { gzipSync } from 'node:zlib'

import { PostHog } from 'posthog-node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { ingestServer, type IngestServer } from './ingest-server.js'

let server: IngestServer
beforeAll(async () => {
  server = await ingestServer()
})
afterAll(() => server.close())
beforeEach(() => server.empty())

function client(options: { readonly maxBatchSize?: number; readonly flushAt?: number } = {}): PostHog {
  return new PostHog('phc_key', { host: server.url, flushInterval: 60_000, fetchRetryDelay: 50, ...options })
}

describe("PostHog's client", () => {
  it('delivers events, identities and groups', async () => {
    const posthog = client()
    const timestamp = new Date(Date.parse('2026-01-02T03:04:05.678Z'))
    posthog.capture({
      distinctId: 'u1',
      event: 'purchase',
      properties: {
        amount: 12.5,
        $session_id: 's1',
        $set: { plan: 'pro' },
        $set_once: { plan: 'free', first: 1 },
      },
      timestamp,
    })
    posthog.identify({ distinctId: 'u1', properties: { country: 'DE' } })
    posthog.alias({ distinctId: 'u1', alias: 'a1' })
    posthog.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { size: 5 } })
    await posthog.shutdown()
    expect(
      await server.events(
        'entity_id, toString(event) AS event, session_id, toString(occurred_at) AS at, source, toString(properties) AS properties',
      ),
    ).toEqual([
      {
        entity_id: 'u1',
        event: 'purchase',
        session_id: 's1',
        at: '2026-01-02 03:04:05.678',
        source: 'posthog',
        properties: '{"$is_server":true,"amount":12.5}',
      },
    ])
    expect(
      await server.project.warehouse.rows(
        'SELECT toString(entity) AS entity, entity_id, toString(trait) AS trait, text FROM traits ORDER BY ALL',
      ),
    ).toEqual([
      { entity: 'customer', entity_id: 'u1', trait: 'country', text: 'DE' },
      { entity: 'customer', entity_id: 'u1', trait: 'first', text: '1' },
      { entity: 'customer', entity_id: 'u1', trait: 'plan', text: 'pro' },
      { entity: 'group', entity_id: 'acme', trait: 'size', text: '5' },
    ])
    expect(server.requests.map(({ url, headers }) => [url, headers['content-encoding']])).toEqual([
      ['/batch/', 'gzip'],
    ])
  })

  it('delivers many', async () => {
    const posthog = client({ flushAt: 100, maxBatchSize: 100 })
    for (let number = 0; number < 450; number++) posthog.capture({ distinctId: `u${number}`, event: 'login' })
    await posthog.shutdown()
    expect(await server.events('entity_id')).toHaveLength(450)
  })

  it.each([[503], [429], [500]])(
    'sends again what was answered %i, and it is stored once',
    async (status) => {
      server.answerNext(status)
      const posthog = client()
      posthog.capture({ distinctId: 'u1', event: 'login' })
      posthog.capture({ distinctId: 'u2', event: 'login' })
      await posthog.shutdown()
      expect(server.requests.map((request) => request.status)).toEqual([status, 200])
      expect(await server.events('entity_id')).toEqual([{ entity_id: 'u1' }, { entity_id: 'u2' }])
    },
  )

  it('sends again what an overloaded server refused', async () => {
    server.overload(1)
    const posthog = client()
    posthog.capture({ distinctId: 'u1', event: 'login' })
    await posthog.shutdown()
    expect(server.requests.map((request) => request.status)).toEqual([503, 200])
    expect(await server.events('entity_id')).toEqual([{ entity_id: 'u1' }])
  })

  it('gets flags that are off', async () => {
    const posthog = client()
    expect(await posthog.getAllFlags('u1')).toEqual({})
    expect(await posthog.isFeatureEnabled('new-page', 'u1')).toBeFalsy()
    await posthog.shutdown()
    expect(server.requests[0]).toMatchObject({ url: '/flags/?v=2', status: 200 })
  })
})

describe('the routes', () => {
  const post = (
    path: string,
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Response> => fetch(`${server.url}${path}`, { method: 'POST', body, headers, redirect: 'error' })
  const event = {
    api_key: 'phc_key',
    event: 'login',
    distinct_id: 'u1',
    uuid: '01a215a0-152a-7363-b974-3b5125506e57',
    timestamp: '2026-01-02T03:04:05Z',
  }

  it.each(['/capture', '/e', '/i/v0/e', '/engage', '/track', '/batch'])(
    '%s takes one event and a list of them, with a slash at the end and without',
    async (path) => {
      for (const address of [path, `${path}/`]) {
        for (const body of [event, [event], { api_key: 'phc_key', batch: [event] }]) {
          const answer = await post(address, JSON.stringify(body))
          expect([answer.status, await answer.json()]).toEqual([200, { status: 'Ok' }])
        }
      }
      expect(await server.events('entity_id')).toEqual([{ entity_id: 'u1' }])
    },
  )

  it('take what a web page packs without saying so in a header', async () => {
    const address = '/e/?compression=gzip-js&ver=1.2.3'
    expect(
      (await post(address, gzipSync(JSON.stringify(event)), { 'content-type': 'text/plain' })).status,
    ).toBe(200)
    expect(await server.events('entity_id')).toEqual([{ entity_id: 'u1' }])
  })

  it('take history as known when it happened', async () => {
    const body = JSON.stringify({
      batch: [event],
      historical_migration: true,
      sent_at: '2020-01-01T00:00:00Z',
    })
    expect((await post('/batch/', gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(200)
    expect(
      await server.events('toString(occurred_at) AS occurred, toString(received_at) AS received'),
    ).toEqual([{ occurred: '2026-01-02 03:04:05.000', received: '2026-01-02 03:04:05.000' }])
  })

  it('merge an anonymous id into the one that is identified', async () => {
    const identify = { ...event, event: '$identify', properties: { $anon_distinct_id: 'null' } }
    expect((await post('/e/', JSON.stringify(identify))).status).toBe(200)
    expect(
      await server.project.warehouse.rows(
        'SELECT toString(reason) AS reason, anonymous_id FROM live_quarantine',
      ),
    ).toEqual([{ reason: 'placeholder_id', anonymous_id: 'null' }])
  })

  it('answer 413 to one event too large, and 400 to what is none', async () => {
    const large = JSON.stringify({ ...event, properties: { text: 'x'.repeat(2 * 1024 * 1024) } })
    expect((await post('/capture/', large)).status).toBe(413)
    expect((await post('/batch/', large)).status).toBe(200)
    expect((await post('/capture/', '{}')).status).toBe(400)
    expect((await post('/capture/', '{"event":')).status).toBe(400)
    expect(await server.events('entity_id')).toEqual([])
  })
})
