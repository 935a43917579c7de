import { gzipSync } from 'node:zlib'

import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { ingestServer, type IngestServer } from './ingest-server.js'

let server: IngestServer
beforeAll(async () => {
  server = await ingestServer()
})
afterAll(() => server.close())
beforeEach(() => server.empty())

function client(options: { readonly maxRetries?: number } = {}): Analytics {
  const analytics = new Analytics({ writeKey: 'key', host: server.url, flushInterval: 50, ...options })
  analytics.on('error', () => undefined)
  return analytics
}

/** Sends through the client and waits for what became of each event. */
async function send(analytics: Analytics, ...events: readonly object[]): Promise<readonly boolean[]> {
  const sent = events.map(
    (event) =>
      new Promise<boolean>((resolve) =>
        analytics.track(event as Parameters<Analytics['track']>[0], (error) => resolve(error === undefined)),
      ),
  )
  return Promise.all(sent)
}

const named = (number: number): object => ({ userId: `u${number}`, event: 'login', properties: { number } })

describe("Segment's client", () => {
  it('delivers every kind of message', async () => {
    const analytics = client()
    const timestamp = new Date(Date.parse('2026-01-02T03:04:05.678Z'))
    analytics.track({ userId: 'u1', event: 'purchase', properties: { amount: 12.5 }, timestamp })
    analytics.page({ userId: 'u1', name: 'home', category: 'docs', properties: { url: '/' } })
    analytics.screen({ anonymousId: 'a1', name: 'start' })
    analytics.identify({ userId: 'u1', traits: { plan: 'pro' } })
    analytics.group({ userId: 'u1', groupId: 'g1', traits: { size: 5 } })
    analytics.alias({ userId: 'u1', previousId: 'u0' })
    await analytics.closeAndFlush()
    const events = await server.events('entity_id, event, source, toString(properties) AS properties')
    expect(events).toEqual([
      { entity_id: 'a1', event: 'screen', source: 'segment', properties: '{"name":"start"}' },
      {
        entity_id: 'u1',
        event: 'page',
        source: 'segment',
        properties: '{"category":"docs","name":"home","url":"\\/"}',
      },
      { entity_id: 'u1', event: 'purchase', source: 'segment', properties: '{"amount":12.5}' },
    ])
    expect(await server.events('toString(occurred_at) AS at')).toContainEqual({
      at: '2026-01-02 03:04:05.678',
    })
    const traits = await server.project.warehouse.rows(
      'SELECT toString(entity) AS entity, entity_id, toString(trait) AS trait, text FROM traits ORDER BY ALL',
    )
    expect(traits).toEqual([
      { entity: 'customer', entity_id: 'u1', trait: 'group_id', text: 'g1' },
      { entity: 'customer', entity_id: 'u1', trait: 'plan', text: 'pro' },
      { entity: 'group', entity_id: 'g1', trait: 'size', text: '5' },
    ])
  })

  it('delivers many', async () => {
    const analytics = client()
    const events = Array.from({ length: 500 }, (_, number) => named(number))
    expect(await send(analytics, ...events)).not.toContain(false)
    expect(await server.events('entity_id')).toHaveLength(500)
    expect(server.requests.length).toBeGreaterThan(1)
  })

  it.each([[503], [429], [500]])(
    'sends again what was answered %i, and it is stored once',
    async (status) => {
      server.answerNext(status)
      const outcome = await send(client(), named(1), named(2))
      expect(outcome).toEqual([true, true])
      expect(server.requests.map((request) => request.status)).toEqual([status, 200])
      expect(server.requests[1].headers['x-retry-count']).toBe('1')
      expect(await server.events('entity_id')).toEqual([{ entity_id: 'u1' }, { entity_id: 'u2' }])
    },
  )

  it('sends again what an overloaded server refused', async () => {
    server.overload(1)
    expect(await send(client(), named(1))).toEqual([true])
    expect(server.requests.map((request) => request.status)).toEqual([503, 200])
    expect(await server.events('entity_id')).toEqual([{ entity_id: 'u1' }])
  })

  it('is told that bad messages were delivered, and they are set aside', async () => {
    expect(await send(client(), { userId: 'null', event: 'login' }, named(1))).toEqual([true, true])
    expect(await server.events('entity_id')).toEqual([{ entity_id: 'u1' }])
    expect(
      await server.project.warehouse.rows('SELECT toString(reason) AS reason FROM live_quarantine FINAL'),
    ).toEqual([{ reason: 'placeholder_id' }])
  })
})

describe('the routes', () => {
  const post = (
    path: string,
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Response> => fetch(`${server.url}${path}`, { method: 'POST', body, headers, redirect: 'error' })
  const message = { userId: 'u1', messageId: 'm1', timestamp: '2026-01-02T03:04:05Z' }

  it.each([
    ['track', { event: 'login' }],
    ['page', { name: 'home' }],
    ['screen', { name: 'home' }],
    ['identify', { traits: { plan: 'pro' } }],
    ['group', { groupId: 'g1' }],
    ['alias', { previousId: 'u0' }],
  ])('of %s take one message, with a slash at the end or without', async (type, said) => {
    for (const path of [`/v1/${type}`, `/v1/${type}/`, `/v1/${type[0]}`]) {
      const answer = await post(path, JSON.stringify({ ...message, ...said }))
      expect([answer.status, await answer.json()]).toEqual([200, { success: true }])
    }
    const stored = await server.events('event')
    expect(stored).toEqual(
      ['track', 'page', 'screen'].includes(type) ? [{ event: type === 'track' ? 'login' : type }] : [],
    )
  })

  it('take a batch whatever the content type says, packed or not', async () => {
    const body = JSON.stringify({ batch: [{ ...message, type: 'track', event: 'login' }] })
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'nonsense'])
      expect((await post('/v1/batch/', body, { 'content-type': type })).status).toBe(200)
    expect((await post('/v1/batch', gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(200)
    expect(await server.events('entity_id')).toHaveLength(1)
  })

  it.each([
    ['is no JSON', '{"batch":'],
    ['is no batch', '{"batch":1}'],
    ['is empty', ''],
    ['is too large', JSON.stringify({ batch: [], padding: 'x'.repeat(500 * 1024) })],
    [
      'has a message too large',
      JSON.stringify({
        batch: [{ ...message, type: 'track', event: 'e', properties: { text: 'ü'.repeat(17_000) } }],
      }),
    ],
  ])('answer 400 when the body %s', async (_, body) => {
    const answer = await post('/v1/batch', body, { 'content-type': 'application/json' })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ success: false, message: expect.any(String) as string })
    expect(await server.events('entity_id')).toEqual([])
  })

  it('set aside what is no message', async () => {
    const batch = [
      1,
      null,
      'x',
      [],
      {},
      { type: 'charge', userId: 'u1' },
      { ...message, type: 'Track', event: 'ok' },
    ]
    expect((await post('/v1/batch', JSON.stringify({ batch }))).status).toBe(200)
    expect(await server.events('event')).toEqual([{ event: 'ok' }])
    const [{ count }] = await server.project.warehouse.rows<{ count: number }>(
      "SELECT count() AS count FROM live_quarantine FINAL WHERE reason = 'not_a_message'",
    )
    expect(count).toBe(6)
  })
})
