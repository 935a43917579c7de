import { describe, expect, it } from 'vitest'

import { boolean, event, number, string, time } from '../../config/event.js'
import type { Plan } from '../../config/plan.js'
import { resolve } from '../../config/resolve.js'
import type { ArrivingBatch, ArrivingEvent } from './arriving-event.js'
import { type Accepted, Judge, type Judged } from './judge.js'
import type { Suppressed } from './seams.js'

const receivedAt = Date.parse('2026-11-21T12:00:00Z')
const plan: Plan = {
  ...resolve({ sources: {}, predictions: {} }, { root: '/' }),
  events: {
    purchase: event('purchase', {
      amount: number(),
      gift: boolean(),
      plan: string(),
      due: time(),
      'from.page': string(),
    }),
  },
  entities: {
    customer: { name: 'customer', traits: { since: time() } },
    account: { name: 'account', traits: {} },
  },
}
const nobody: Suppressed = { has: () => false }

function judge(
  event: Partial<ArrivingEvent>,
  batch: Partial<ArrivingBatch> = {},
  suppressed = nobody,
): Judged {
  const whole: ArrivingEvent = {
    kind: 'track',
    userId: 'u1',
    name: 'login',
    messageId: 'm1',
    happenedAt: '2026-11-21T11:00:00Z',
    raw: { it: 'came' },
    ...event,
  }
  return new Judge(plan, suppressed).judge({ source: 's', receivedAt, events: [whole], ...batch })(0)
}

function accepted(event: Partial<ArrivingEvent>, batch: Partial<ArrivingBatch> = {}): Accepted {
  const judged = judge(event, batch)
  if (judged.verdict !== 'accepted') throw new Error(JSON.stringify(judged))
  return judged
}

const properties = (event: Partial<ArrivingEvent>): unknown =>
  JSON.parse(accepted(event).event?.properties ?? 'null')

describe('who it is about', () => {
  it('is the user, and only without one the anonymous id', () => {
    expect(accepted({ userId: ' u1 ', anonymousId: 'a1' }).event).toMatchObject({
      entity: 'customer',
      id: 'u1',
    })
    expect(accepted({ userId: undefined, anonymousId: 'a1' }).event).toMatchObject({ id: 'a1' })
    expect(accepted({ userId: '', anonymousId: 'a1' }).event).toMatchObject({ id: 'a1' })
  })

  it.each([
    [{ userId: '' }, 'no_id'],
    [{ userId: 'Undefined' }, 'placeholder_id'],
    [{ userId: 'u1', anonymousId: 'null' }, 'placeholder_id'],
    [{ userId: 'x'.repeat(513) }, 'too_long'],
    [{ kind: 'group', groupId: '' }, 'no_id'],
    [{ kind: 'group', groupId: 'guest' }, 'placeholder_id'],
    [{ kind: 'alias' }, 'no_id'],
    [{ kind: 'alias', userId: undefined, previousId: 'p' }, 'no_id'],
    [{ kind: 'alias', previousId: 'anonymous' }, 'placeholder_id'],
  ] as const)('%j is quarantined for %s', (event, reason) =>
    expect(judge(event)).toMatchObject({ verdict: 'quarantined', reason }),
  )

  it('must not be suppressed, under none of the ids, good message or bad', () => {
    const suppressed = { has: (entity: string, id: string) => entity === 'customer' && id === 'gone' }
    for (const event of [
      { userId: 'gone' },
      { anonymousId: 'gone' },
      { kind: 'alias', previousId: 'gone' },
      { userId: 'gone', name: '' },
    ] as const)
      expect(judge(event, {}, suppressed)).toEqual({ verdict: 'suppressed' })
    expect(judge({}, {}, suppressed)).toMatchObject({ verdict: 'accepted' })
  })
})

describe('clocks', () => {
  const clocks = (event: Partial<ArrivingEvent>, batch: Partial<ArrivingBatch> = {}): unknown =>
    accepted(event, batch).clocks
  const minute = 60_000

  it('stay as they were said when the client is right to a minute', () => {
    const happenedAt = receivedAt - 5 * minute
    const sentAt = receivedAt - minute
    expect(clocks({ happenedAt }, { sentAt })).toEqual({
      occurredAt: happenedAt,
      receivedAt,
      originalAt: happenedAt,
      sentAt,
      repeatable: true,
    })
  })

  it.each([
    ['slow', -3 * 60 * minute],
    ['fast', 2 * 24 * 60 * minute],
  ])('are corrected when the client is too %s', (_, off) => {
    const happenedAt = receivedAt - 5 * minute + off
    const sentAt = receivedAt + off
    expect(clocks({ happenedAt }, { sentAt })).toEqual({
      occurredAt: receivedAt - (sentAt - happenedAt),
      receivedAt,
      originalAt: happenedAt,
      sentAt,
      repeatable: false,
    })
  })

  it('are those of the receipt where nothing is said', () => {
    expect(clocks({ happenedAt: undefined })).toMatchObject({ occurredAt: receivedAt, repeatable: false })
    expect(clocks({ happenedAt: undefined, messageId: undefined })).toMatchObject({ repeatable: true })
    expect(clocks({}, { sentAt: 'nonsense' })).toMatchObject({ sentAt: receivedAt, repeatable: true })
  })

  it('never let something be known before it happened', () => {
    const happenedAt = receivedAt + 30_000
    expect(clocks({ happenedAt })).toMatchObject({ occurredAt: happenedAt, receivedAt: happenedAt })
  })

  it('of history are when it happened, and nothing is corrected', () => {
    const happenedAt = Date.parse('2020-01-01T00:00:00Z')
    const batch = { historical: true, sentAt: '2020-06-01T00:00:00Z' }
    expect(clocks({ happenedAt }, batch)).toMatchObject({ occurredAt: happenedAt, receivedAt: happenedAt })
    expect(judge({ happenedAt: undefined }, batch)).toMatchObject({ reason: 'no_time' })
  })

  it('take a time of receipt from who knows it', () => {
    const event = { happenedAt: '2020-01-01T00:00:00Z', receivedAt: '2020-01-03T00:00:00Z' }
    expect(clocks(event, { sentAt: receivedAt - 60 * minute })).toMatchObject({
      occurredAt: Date.parse('2020-01-01T00:00:00Z'),
      receivedAt: Date.parse('2020-01-03T00:00:00Z'),
      repeatable: true,
    })
    expect(judge({ receivedAt: receivedAt + 1 })).toMatchObject({ reason: 'future_time' })
    expect(judge({ receivedAt: 'soon' })).toMatchObject({ reason: 'unparsable_time' })
  })

  it.each([
    ['soon', 'unparsable_time'],
    ['2026-02-30', 'impossible_time'],
    [receivedAt + 61_000, 'future_time'],
  ])('%j is quarantined for %s', (happenedAt, reason) =>
    expect(judge({ happenedAt })).toMatchObject({ verdict: 'quarantined', reason }),
  )
})

describe('properties', () => {
  it('of declared events become what they are declared as', () => {
    const name = 'purchase'
    expect(properties({ name, properties: { amount: 12, gift: true, plan: 'pro', extra: [1] } })).toEqual({
      amount: 12,
      gift: true,
      plan: 'pro',
      extra: '[1]',
    })
    expect(
      properties({
        name,
        properties: { amount: ' 12.5 ', gift: 'Yes', plan: 7, due: 1_795_221_754, from: { page: '/' } },
      }),
    ).toEqual({ amount: 12.5, gift: true, plan: '7', due: '2026-11-21T00:42:34.000Z', 'from.page': '/' })
    expect(properties({ name, properties: { amount: 'n/a', gift: '', plan: '', due: null } })).toEqual({})
  })

  it.each([
    { amount: 'much' },
    { amount: true },
    { amount: '1e999' },
    { gift: 'perhaps' },
    { gift: 2 },
    { due: 'soon' },
    { due: false },
  ])('%j is quarantined', (wrong) => {
    expect(judge({ name: 'purchase', properties: wrong })).toMatchObject({
      reason: 'wrong_type',
      detail: expect.stringContaining(Object.keys(wrong)[0]) as string,
      record: '{"it":"came"}',
    })
  })

  it('of other events stay as they came, objects taken apart', () => {
    expect(
      properties({ properties: { a: { b: { c: 1 }, empty: {} }, 'a.d': 2, list: [{ x: 1 }], no: null } }),
    ).toEqual({ 'a.b.c': 1, 'a.d': 2, list: '[{"x":1}]' })
  })

  it('are bounded', () => {
    expect(judge({ properties: { text: 'x'.repeat(32 * 1024) } })).toMatchObject({ reason: 'too_long' })
    expect(judge({ kind: 'identify', traits: { text: 'x'.repeat(32 * 1024) } })).toMatchObject({
      reason: 'too_long',
    })
  })
})

describe('traits', () => {
  it('are those of the person', () => {
    const { event, traits, pair } = accepted({
      kind: 'identify',
      anonymousId: 'a1',
      traits: {
        plan: 'pro',
        seats: 3,
        address: { city: 'Bonn' },
        since: 1_795_221_754_000,
        no: null,
        none: '',
      },
    })
    expect(event).toBeUndefined()
    expect(pair).toEqual({ from: 'a1', to: 'u1', how: 'identify' })
    expect(traits.map(({ entity, id, trait, value }) => [entity, id, trait, value])).toEqual([
      ['customer', 'u1', 'plan', 'pro'],
      ['customer', 'u1', 'seats', 3],
      ['customer', 'u1', 'address.city', 'Bonn'],
      ['customer', 'u1', 'since', '2026-11-21T00:42:34.000Z'],
    ])
  })

  it('of a group are those of the declared group, and its id is one of the person', () => {
    const traits = (event: Partial<ArrivingEvent>): unknown =>
      accepted({ kind: 'group', groupId: 'g1', traits: { size: 5 }, ...event }).traits
    expect(traits({})).toEqual([
      { entity: 'account', id: 'g1', trait: 'size', value: 5 },
      { entity: 'customer', id: 'u1', trait: 'group_id', value: 'g1' },
    ])
    expect(traits({ userId: undefined, groupType: 'company' })).toEqual([
      { entity: 'account', id: 'g1', trait: 'size', value: 5 },
    ])
  })
})

describe('identity', () => {
  it('is that of the source and the message id', () => {
    const id = accepted({}).messageId
    expect(accepted({ properties: { other: 1 }, happenedAt: undefined }).messageId).toBe(id)
    expect(accepted({ messageId: 'm2' }).messageId).not.toBe(id)
    expect(accepted({}, { source: 't' }).messageId).not.toBe(id)
  })

  it('is the content where there is no message id', () => {
    const id = accepted({ messageId: undefined }).messageId
    expect(accepted({ messageId: undefined }).messageId).toBe(id)
    for (const other of [
      { userId: 'u2' },
      { name: 'logout' },
      { properties: { a: 1 } },
      { happenedAt: '2026-11-20' },
    ])
      expect(accepted({ messageId: undefined, ...other }).messageId).not.toBe(id)
  })

  it('is nothing that comes again where there is neither id nor time', () => {
    const judged = new Judge(plan, nobody).judge({
      source: 's',
      receivedAt,
      events: [1, 2].map(() => ({ kind: 'track', userId: 'u', name: 'view', raw: {} }) as const),
    })
    const ids = [0, 1].map((index) => (judged(index) as Accepted).messageId)
    expect(new Set(ids).size).toBe(2)
  })
})
