import { describe, expect, it } from 'vitest'

import { number, string } from '../config/event.js'
import { field } from '../config/source.js'
import { eventColumns } from './columns.js'
import { eventPlans, sourcePlan } from './source.testing.js'

const plans = eventPlans({ login: {}, purchase: { amount: number(), plan: string() } })
const both = Object.values(plans)

const entity = { name: 'customer', traits: { country: string() } }

function found(
  names: readonly string[],
  source: Partial<Parameters<typeof sourcePlan>[0]> = {},
  events = both,
) {
  const plan = sourcePlan({ path: '/x.csv', events: events.map(({ name }) => name), ...source })
  return eventColumns(plan, { events, entity }, names, '/x.csv')
}

const column = (name: string) => ({ kind: 'field', column: name })

describe('finding the columns of an event', () => {
  it.each([
    [
      ['user_id', 'timestamp', 'event'],
      ['user_id', 'timestamp', 'event'],
    ],
    [
      ['userId', 'createdAt', 'eventName'],
      ['userId', 'createdAt', 'eventName'],
    ],
    [
      ['CustomerID', 'Date', 'Event Type'],
      ['CustomerID', 'Date', 'Event Type'],
    ],
    [
      ['distinct_id', 'user_id', 'time', 'date', 'type', 'event'],
      ['user_id', 'time', 'event'],
    ],
    [
      ['customer id', 'user_id', 'occurred_at', 'event'],
      ['customer id', 'occurred_at', 'event'],
    ],
  ])('in %j', (names, [id, time, event]) => {
    expect(found(names)).toMatchObject({ id: column(id), time: column(time), event: column(event) })
  })

  it('finds the parts that need not be there', () => {
    expect(found(['user_id', 'time', 'event'])).toMatchObject({
      receivedAt: undefined,
      messageId: undefined,
      session: undefined,
    })
    expect(found(['user_id', 'time', 'event', 'received_at', 'messageId', 'session_id'])).toMatchObject({
      receivedAt: column('received_at'),
      messageId: column('messageId'),
      session: column('session_id'),
    })
  })

  it('prefers what the configuration names', () => {
    const columns = { id: field('who').node, time: field('when').node }
    expect(found(['user_id', 'who', 'time', 'when', 'event'], { columns })).toMatchObject(columns)
  })

  it('finds properties under their names, in any spelling, and tells those that are not there', () => {
    const { properties, absent } = found(['user_id', 'time', 'event', 'Amount'])
    expect(properties).toEqual([
      { name: 'amount', type: number(), events: ['purchase'], node: column('Amount') },
    ])
    expect(absent).toEqual([{ event: 'purchase', property: 'plan' }])
  })

  it('finds traits under their names, unless they are mapped', () => {
    const names = ['user_id', 'time', 'event', 'Country', 'plan']
    expect(found(names).traits).toEqual([{ name: 'country', node: column('Country') }])
    const traits = { country: field('plan').node, tier: field('plan').node }
    expect(found(names, { traits }).traits).toEqual([
      { name: 'country', node: column('plan') },
      { name: 'tier', node: column('plan') },
    ])
  })

  it('needs no event column for one event', () => {
    expect(found(['user_id', 'time'], {}, [plans['login']]).event).toBeUndefined()
  })

  it.each([
    ['id', ['time', 'event']],
    ['time', ['user_id', 'event']],
    ['event', ['user_id', 'time']],
  ])('says that the %s is needed, and what there is', (part, names) => {
    expect(() => found(names)).toThrow(
      expect.objectContaining({
        code: 'COLUMN_NEEDED',
        at: { file: '/x.csv', key: `sources.app.columns.${part}` },
      }) as Error,
    )
    expect(() => found(names)).toThrow(names.join(', '))
  })

  it.each([
    [{ columns: { id: field('usr_id').node } }, 'user_id'],
    [{ properties: { amount: field('q').times(field('unit_prce')).node } }, 'unit_price'],
    [{ traits: { plan: field('pln').node } }, 'plan'],
    [{ skip: field('tst').is('1') }, 'test'],
  ])('says which column is meant by a name that is not there: %#', (source, nearest) => {
    const names = ['user_id', 'time', 'event', 'q', 'unit_price', 'plan', 'test']
    expect(() => found(names, source)).toThrow(`nearest is "${nearest}"`)
  })
})
