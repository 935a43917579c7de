import { gzipSync } from 'node:zlib'

import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { ArrivingBatch } from '../../events/live/arriving-event.js'
import { openReceiver } from '../../events/live/live-receiver.js'
import type { Receiver } from '../../events/live/receiver.js'
import { ForetellError } from '../../shared/errors.js'
import { systemClock } from '../../shared/time.js'
import { testProject, type TestProject } from '../../sources/project.testing.js'
import { testServer } from '../server.testing.js'
import { eventRoutes } from './events.js'
import { quarantineRoutes } from './quarantine.js'

let project: TestProject
let receiver: Receiver
let app: FastifyInstance
let refuse: (batch: ArrivingBatch) => ForetellError | undefined
let batches: number[]

beforeAll(async () => {
  project = await testProject({}, systemClock)
  receiver = await openReceiver(project, {
    suppressed: { has: (_, id) => id === 'gone' },
    merges: { record: () => Promise.resolve([]), arrived: () => undefined },
  })
  const watched: Receiver = {
    receive(batch) {
      const refusal = refuse(batch)
      if (refusal !== undefined) return Promise.reject(refusal)
      batches.push(batch.events.length)
      return receiver.receive(batch)
    },
    load: () => receiver.load(),
    close: () => receiver.close(),
  }
  app = (await testServer({ project, receiver: watched }, [...eventRoutes, ...quarantineRoutes])).app
})
afterAll(async () => {
  await app.close()
  await receiver.close()
  await project.dispose()
})
beforeEach(async () => {
  refuse = () => undefined
  batches = []
  for (const table of ['events', 'live_quarantine'])
    await project.warehouse.execute(`TRUNCATE TABLE ${table}`)
})

const stored = (columns: string): Promise<object[]> =>
  project.warehouse.rows(`SELECT ${columns} FROM events FINAL ORDER BY ALL`)

function send(lines: readonly unknown[], address = '/events'): Promise<LightMyRequestResponse> {
  const payload = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  return app.inject({ method: 'POST', url: address, payload })
}

const line = (number: number): object => ({
  event: 'login',
  user_id: `u${number}`,
  message_id: `m${number}`,
  timestamp: 1_795_221_754_000 + number,
})

describe('POST /events', () => {
  it('stores good lines, sets bad ones aside and says how many', async () => {
    const answer = await send([
      { ...line(1), session_id: 's', properties: { amount: 1 }, received_at: '2026-11-22T00:00:00Z' },
      { type: 'identify', user_id: 'u1', traits: { plan: 'pro' } },
      { user_id: 'u1', traits: { plan: 'pro' } },
      { user_id: 'gone', event: 'login' },
      { event: 'login' },
      { user_id: 'u1' },
      { type: 'charge', user_id: 'u1' },
      '{"event": "login"',
      '[1]',
      `{"event": ${'['.repeat(40)}${']'.repeat(40)}}`,
      { event: 'login', user_id: 'u1', properties: { text: 'x'.repeat(256 * 1024) } },
    ])
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      events: 11,
      stored: 3,
      quarantined: { no_id: 1, not_a_message: 6 },
      suppressed: 1,
    })
    expect(
      await stored(
        'entity_id, session_id, source, toString(occurred_at) AS at, toString(received_at) AS known',
      ),
    ).toEqual([
      {
        entity_id: 'u1',
        session_id: 's',
        source: 'api',
        at: '2026-11-21 00:42:34.001',
        known: '2026-11-22 00:00:00.000',
      },
    ])
  })

  it('takes a packed body of any size, in handfuls, and the same one again without storing it twice', async () => {
    const lines = Array.from({ length: 4500 }, (_, number) => line(number))
    const payload = gzipSync(lines.map((each) => JSON.stringify(each)).join('\n'))
    for (let attempt = 0; attempt < 2; attempt++) {
      const answer = await app.inject({
        method: 'POST',
        url: '/events',
        payload,
        headers: { 'content-encoding': 'gzip' },
      })
      expect(answer.json()).toMatchObject({ events: 4500, stored: 4500 })
    }
    expect(batches.slice(0, 5)).toEqual([1000, 1000, 1000, 1000, 500])
    expect(await stored('uniqExact(entity_id) AS people, count() AS events')).toEqual([
      { people: 4500, events: 4500 },
    ])
  })

  it('takes history as known when it happened', async () => {
    await send([line(1)], '/events?historical=true')
    expect(await stored('toString(received_at) AS known')).toEqual([{ known: '2026-11-21 00:42:34.001' }])
  })

  it('waits when too much waits, and then goes on', async () => {
    let times = 2
    refuse = () => (times-- > 0 ? new ForetellError('OVERLOADED', { values: { what: 'events' } }) : undefined)
    expect((await send([line(1)])).json()).toMatchObject({ stored: 1 })
    expect(times).toBe(-1)
  })

  it('says what went wrong, and what was stored before is', async () => {
    refuse = () => (batches.length < 3 ? undefined : new ForetellError('WAREHOUSE_LOST'))
    const answer = await send(Array.from({ length: 4500 }, (_, number) => line(number)))
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, 'WAREHOUSE_LOST'])
    expect(await stored('count() AS events')).toEqual([{ events: 3000 }])
  })

  it('answers 400 to what cannot be unpacked', async () => {
    const headers = { 'content-encoding': 'gzip' }
    const answer = await app.inject({ method: 'POST', url: '/events', payload: 'no gzip', headers })
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'BODY_INVALID'])
    const cut = gzipSync(JSON.stringify(line(1))).subarray(0, 30)
    expect((await app.inject({ method: 'POST', url: '/events', payload: cut, headers })).statusCode).toBe(400)
  })

  it('has nothing to do with an empty body', async () => {
    expect((await send([])).json()).toEqual({ events: 0, stored: 0, quarantined: {}, suppressed: 0 })
  })
})

describe('GET /quarantine', () => {
  it('counts all that is asked for, and lists some of it', async () => {
    await send([{ event: 'a' }, { event: 'b' }, { event: 'c', user_id: 'null' }])
    const ask = async (query: string): Promise<unknown> =>
      (await app.inject({ method: 'GET', url: `/quarantine${query}` })).json()
    expect(await ask('?limit=1&reason=no_id')).toEqual({
      counts: [{ source: 'api', reason: 'no_id', count: 2 }],
      rows: [
        {
          source: 'api',
          file: null,
          line: null,
          reason: 'no_id',
          detail: 'expected a user id or an anonymous id, found nothing',
          record: expect.stringMatching(/^\{"event":"[ab]"\}$/) as string,
          receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        },
      ],
    })
    expect(await ask('')).toMatchObject({ counts: [{ count: 2 }, { reason: 'placeholder_id', count: 1 }] })
    expect(await ask('?source=other')).toEqual({ counts: [], rows: [] })
    expect(await ask('?reason=because')).toMatchObject({ status: 400 })
  })
})
