import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { event, number } from '../../config/event.js'
import { fixedClock, MINUTE, systemClock, warehouseTime } from '../../shared/time.js'
import { testProject, type TestProject } from '../../sources/project.testing.js'
import { propertySql } from '../../warehouse/property.js'
import { countQuarantine, listQuarantine } from '../quarantine.js'
import type { ArrivingBatch, ArrivingEvent, JsonValue } from './arriving-event.js'
import { openReceiver, type ReceiverOptions } from './live-receiver.js'
import type { EntityKey, Receiver } from './receiver.js'
import type { IdentityPair, MergeRecorder, RefusedPair } from './seams.js'

// The engine forgets what is old by its own clock, which nobody can set.
const now = systemClock.now()

let project: TestProject
let receiver: Receiver
let pairs: IdentityPair[]
let arrived: EntityKey[]
let told: EntityKey[]
let refused: (pair: IdentityPair) => boolean

const merges: MergeRecorder = {
  record(said) {
    pairs.push(...said)
    const detail = 'expected a person of its own'
    return Promise.resolve(
      said.filter(refused).map((pair): RefusedPair => ({ pair, reason: 'illegal_merge', detail })),
    )
  },
  arrived: (keys) => void arrived.push(...keys),
}

const options: ReceiverOptions = {
  suppressed: { has: (_, id) => id === 'gone' },
  merges,
  onStored: (keys) => void told.push(...keys),
}

beforeAll(async () => {
  project = await testProject(
    { events: { purchase: event('purchase', { amount: number() }) } },
    fixedClock(now),
  )
})
afterAll(() => project.dispose())

beforeEach(async () => {
  for (const table of ['events', 'traits', 'live_times', 'live_quarantine'])
    await project.warehouse.execute(`TRUNCATE TABLE ${table}`)
  ;[pairs, arrived, told, refused] = [[], [], [], () => false]
  receiver = await openReceiver(project, options)
  return () => receiver.close()
})

function message(said: Partial<ArrivingEvent> = {}): ArrivingEvent {
  return {
    kind: 'track',
    userId: 'u1',
    name: 'login',
    messageId: 'm1',
    happenedAt: now - 10 * MINUTE,
    raw: { said: 'this' },
    ...said,
  }
}

function batch(events: readonly ArrivingEvent[], said: Partial<ArrivingBatch> = {}): ArrivingBatch {
  return { source: 'app', receivedAt: now, events, ...said }
}

const stored = (): Promise<object[]> =>
  project.warehouse.rows(
    `SELECT entity_id AS id, toUnixTimestamp64Milli(occurred_at) - ${now} AS at FROM events FINAL ORDER BY id, at`,
  )

describe('what is received', () => {
  it('is stored when it is acknowledged, with its four clocks', async () => {
    const receipt = await receiver.receive(
      batch(
        [
          message({
            name: 'purchase',
            happenedAt: now - 70 * MINUTE,
            properties: { amount: 7, note: '2026-01-01' },
            sessionId: 's1',
          }),
          message({ messageId: 'm3', userId: 'gone' }),
          message({ messageId: 'm4', name: 'purchase', properties: { amount: 'much' } }),
        ],
        { sentAt: now - 60 * MINUTE },
      ),
    )
    expect(receipt).toEqual({ events: 3, stored: 1, quarantined: { future_time: 1 }, suppressed: 1 })
    expect(
      await project.warehouse.rows(
        `SELECT entity, entity_id, event, source, session_id,
           toString(occurred_at) AS occurred, toString(received_at) AS received,
           toString(original_at) AS original, toString(sent_at) AS sent,
           ${propertySql('amount', 'number')} AS amount, ${propertySql('note', 'string')} AS note FROM events`,
      ),
    ).toEqual([
      {
        entity: 'customer',
        entity_id: 'u1',
        event: 'purchase',
        source: 'app',
        session_id: 's1',
        // Ten minutes before it was sent, by a clock that is an hour slow.
        occurred: warehouseTime(now - 10 * MINUTE),
        received: warehouseTime(now),
        original: warehouseTime(now - 70 * MINUTE),
        sent: warehouseTime(now - 60 * MINUTE),
        amount: 7,
        note: '2026-01-01',
      },
    ])
    expect(told).toEqual([{ entity: 'customer', id: 'u1' }])
    expect(arrived).toEqual(told)
  })

  it('has its traits stored as text and, where they are numbers, as these', async () => {
    const traits = { plan: ' pro ', seats: 3, tries: '12', paying: true }
    await receiver.receive(batch([message({ kind: 'identify', traits })]))
    expect(
      await project.warehouse.rows('SELECT entity_id, trait, text, number FROM traits ORDER BY trait'),
    ).toEqual([
      { entity_id: 'u1', trait: 'paying', text: 'true', number: null },
      { entity_id: 'u1', trait: 'plan', text: 'pro', number: null },
      { entity_id: 'u1', trait: 'seats', text: '3', number: 3 },
      { entity_id: 'u1', trait: 'tries', text: '12', number: 12 },
    ])
  })

  it('may be anything that is JSON, and nothing of it spoils what comes with it', async () => {
    const leaf = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(Number),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\ud800', '2026-01-01', '\0', '\\', '"', 1e308, -0, 2 ** 63, 5e-324),
      fc.boolean(),
      fc.constant(null),
    )
    const key = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('a', 'a.b', 'b', '.', ''),
    )
    const { object } = fc.letrec<{ value: JsonValue; object: Record<string, JsonValue> }>((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    }))
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })
    let batches = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text, object), { minLength: 1, maxLength: 40 }),
        async (said) => {
          batches++
          const events = said.map(([userId, name, properties], index) =>
            message({ userId, name, properties, traits: properties, messageId: `${batches} ${index}` }),
          )
          const receipt = await receiver.receive(batch(events))
          expect(receipt.events).toBe(said.length)
          const [{ count }] = await project.warehouse.rows<{ count: number }>(
            'SELECT count() AS count FROM events FINAL',
          )
          expect(count).toBe(receipt.stored)
          await project.warehouse.execute('TRUNCATE TABLE events')
        },
      ),
      { numRuns: 20 },
    )
  })

  it('is refused as a whole when too much waits, and only then', async () => {
    const small = await openReceiver(project, { ...options, maximumPending: 3 })
    const many = (from: number): ArrivingEvent[] =>
      [0, 1, 2, 3].map((index) => message({ messageId: `${from + index}` }))
    const first = small.receive(batch(many(0)))
    expect(small.load().pending).toBe(4)
    await expect(small.receive(batch(many(4)))).rejects.toMatchObject({ code: 'OVERLOADED', status: 503 })
    expect(await first).toMatchObject({ stored: 4 })
    expect(small.load()).toMatchObject({ pending: 0 })
    expect(small.load().lag).toBeGreaterThan(0)
    expect(await small.receive(batch(many(4)))).toMatchObject({ stored: 4 })
    await small.close()
    expect(await stored()).toHaveLength(8)
  })

  it('is stored before the receiver closes, and then no more is taken', async () => {
    const closing = await openReceiver(project, options)
    const last = closing.receive(batch([message()]))
    await closing.close()
    expect(await last).toMatchObject({ stored: 1 })
    await expect(closing.receive(batch([message()]))).rejects.toMatchObject({ code: 'OVERLOADED' })
  })
})

describe('a message that is sent again', () => {
  const cases: readonly (readonly [
    string,
    Partial<ArrivingEvent>,
    Partial<ArrivingBatch>,
    Partial<ArrivingBatch>,
  ])[] = [
    ['by a clock that is right', {}, { sentAt: now }, { sentAt: now + 5000, receivedAt: now + 5100 }],
    [
      'by a clock that is wrong',
      { happenedAt: now - 70 * MINUTE },
      { sentAt: now - 60 * MINUTE },
      { sentAt: now - 59 * MINUTE, receivedAt: now + MINUTE + 700 },
    ],
    ['without a time', { happenedAt: undefined }, {}, { receivedAt: now + MINUTE }],
    ['as it was first, much later', {}, { sentAt: now }, { sentAt: now, receivedAt: now + 30 * MINUTE }],
    [
      'first by a slow way, then by a quick one',
      { happenedAt: now - 3 * MINUTE },
      { sentAt: now - 2 * MINUTE },
      { sentAt: now + MINUTE, receivedAt: now + MINUTE + 100 },
    ],
    [
      'of history',
      { happenedAt: '2020-01-01' },
      { historical: true },
      { historical: true, receivedAt: now + 5 },
    ],
  ]

  it.each(cases)('%s is stored once', async (_, said, first, second) => {
    await receiver.receive(batch([message(said)], first))
    const [before] = await stored()
    await receiver.receive(batch([message(said)], second))
    expect(await stored()).toEqual([before])
  })

  it.each(cases)('%s to the next process is stored once', async (_, said, first, second) => {
    await receiver.receive(batch([message(said)], first))
    const [before] = await stored()
    const next = await openReceiver(project, options)
    await next.receive(batch([message(said)], second))
    await next.close()
    expect(await stored()).toEqual([before])
  })

  it('twice in one batch is stored once', async () => {
    for (const happenedAt of [undefined, now - 70 * MINUTE]) {
      const twice = [message({ happenedAt }), message({ happenedAt })]
      await receiver.receive(batch(twice, { sentAt: now - 60 * MINUTE }))
    }
    expect(await stored()).toHaveLength(1)
  })

  it('under the same id by another source is another', async () => {
    await receiver.receive(batch([message()]))
    await receiver.receive(batch([message()], { source: 'site' }))
    expect(await stored()).toHaveLength(2)
  })
})

describe('two ids of one person', () => {
  it('are told, once a batch', async () => {
    await receiver.receive(
      batch([
        message({ anonymousId: 'a1' }),
        message({ anonymousId: 'a1', messageId: 'm2' }),
        message({ kind: 'identify', anonymousId: 'a1', messageId: 'm3' }),
        message({ kind: 'alias', previousId: 'u0', messageId: 'm4' }),
        message({ anonymousId: 'u1', messageId: 'm5' }),
      ]),
    )
    expect(pairs.map(({ from, to, how, entity, source }) => [from, to, how, entity, source])).toEqual([
      ['a1', 'u1', 'both', 'customer', 'app'],
      ['a1', 'u1', 'identify', 'customer', 'app'],
      ['u0', 'u1', 'alias', 'customer', 'app'],
    ])
  })

  it('that cannot be are set aside with their message', async () => {
    refused = ({ from }) => from === 'u0'
    const alias = message({ kind: 'alias', previousId: 'u0', raw: { previousId: 'u0' } })
    await receiver.receive(batch([alias]))
    expect(await listQuarantine(project)).toEqual([
      {
        source: 'app',
        file: null,
        line: null,
        reason: 'illegal_merge',
        detail: 'expected a person of its own',
        record: '{"previousId":"u0"}',
        receivedAt: new Date(now).toISOString(),
      },
    ])
  })
})

describe('the quarantine', () => {
  it('lists messages by source and reason, the newest first, each once', async () => {
    const bad = (messageId: string, said: Partial<ArrivingEvent> = {}): ArrivingEvent =>
      message({ messageId, userId: '', ...said })
    await receiver.receive(batch([bad('m1'), bad('m2', { userId: 'null' })]))
    await receiver.receive(batch([bad('m1'), bad('m3')], { receivedAt: now + 1000 }))
    await receiver.receive(batch([bad('m1')], { source: 'site' }))
    expect(await countQuarantine(project)).toEqual([
      { source: 'app', reason: 'no_id', count: 2 },
      { source: 'app', reason: 'placeholder_id', count: 1 },
      { source: 'site', reason: 'no_id', count: 1 },
    ])
    expect(await countQuarantine(project, { source: 'site' })).toHaveLength(1)
    expect((await listQuarantine(project)).map(({ source, reason }) => [source, reason])).toEqual([
      ['app', 'no_id'],
      ['app', 'no_id'],
      ['app', 'placeholder_id'],
      ['site', 'no_id'],
    ])
    expect(await listQuarantine(project, { reason: 'placeholder_id' })).toMatchObject([
      { detail: 'expected an id, found "null"', record: '{"said":"this"}' },
    ])
    expect(await listQuarantine(project, { limit: 1 })).toHaveLength(1)
  })
})
