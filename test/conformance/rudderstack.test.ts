import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { ingestServer, type IngestServer } from './ingest-server.js'

let server: IngestServer
beforeAll(async () => {
  server = await ingestServer()
})
afterAll(() => server.close())
beforeEach(() => server.empty())

function client(): RudderAnalytics {
  return new RudderAnalytics('key', { dataPlaneUrl: server.url, flushAt: 20, flushInterval: 50, gzip: true })
}

/** Sends what waits and resolves when it is answered for good. */
async function flush(analytics: RudderAnalytics): Promise<void> {
  await new Promise<void>((resolve) => void analytics.flush(() => resolve()))
}

describe("RudderStack's client", () => {
  it('delivers, packed and with a content type that is not JSON', async () => {
    const analytics = client()
    const originalTimestamp = new Date(Date.parse('2026-01-02T03:04:05.678Z'))
    const purchase = { userId: 'u1', event: 'purchase', properties: { amount: 12.5 }, originalTimestamp }
    analytics.track(purchase)
    analytics.page({ userId: 'u1', name: 'home', properties: { url: '/' } })
    analytics.identify({ userId: 'u1', traits: { plan: 'pro' } })
    await flush(analytics)
    await expect
      .poll(() => server.events('toString(event) AS event, entity_id'), { timeout: 20_000 })
      .toEqual([
        { event: 'page', entity_id: 'u1' },
        { event: 'purchase', entity_id: 'u1' },
      ])
    expect(await server.events('toString(occurred_at) AS at')).toContainEqual({
      at: '2026-01-02 03:04:05.678',
    })
    await expect
      .poll(() => server.project.warehouse.rows('SELECT toString(trait) AS trait, text FROM traits'))
      .toEqual([{ trait: 'plan', text: 'pro' }])
    expect(server.requests[0].headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'application/x-www-form-urlencoded',
    })
  })

  it.each([[503], [429]])('sends again what was answered %i, and it is stored once', async (status) => {
    server.answerNext(status)
    const analytics = client()
    analytics.track({ userId: 'u1', event: 'login' })
    analytics.track({ userId: 'u2', event: 'login' })
    await flush(analytics)
    await expect
      .poll(() => server.requests.filter((request) => request.status === 200).length, { timeout: 20_000 })
      .toBeGreaterThan(0)
    expect(server.requests.map((request) => request.status)).toContain(status)
    await expect
      .poll(() => server.events('entity_id'), { timeout: 20_000 })
      .toEqual([{ entity_id: 'u1' }, { entity_id: 'u2' }])
  })
})
