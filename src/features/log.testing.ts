import fc from 'fast-check'

import { boolean, entity, event, number, string, time } from '../config/event.js'
import type { EventPredictionPlan, Plan } from '../config/plan.js'
import { resolve } from '../config/resolve.js'
import { silentObserver } from '../shared/observer.js'
import { DAY, fixedClock, HOUR, type Instant, MINUTE, warehouseTime } from '../shared/time.js'
import type { Project } from '../warehouse/project.js'
import type { Warehouse } from '../warehouse/warehouse.js'
import type { LoggedEvent, LoggedTrait } from './oracle.testing.js'

/** Names that an unquoted or half-quoted statement would not survive. */
export const oddName = 'it\'s `odd` \\ {x:String}\n-- "ÄÖ"'

export const login = event('login', {})
export const purchase = event('purchase', {
  amount: number({ unit: 'USD' }),
  plan: string(),
  gift: boolean(),
})
export const oddProperty = "`a\"b\\ 'c' $ü"
export const odd = event(oddName, { [oddProperty]: number(), note: string() })
export const customer = entity('customer', {
  traits: { country: string(), seats: number(), trial: boolean(), signedUp: time() },
})

/** A Monday at noon: the windows of tests do not begin at midnight. */
export const anchor = Date.parse('2025-03-10T12:00:00Z')

export interface LoggedEntity {
  readonly id: string
  readonly events: readonly LoggedEvent[]
  readonly traits: readonly LoggedTrait[]
}

/** Distances from the anchor on which windows turn, a millisecond beside them, and what lies between. */
const offset = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -100 * DAY, max: 40 * DAY }) },
  { weight: 3, arbitrary: fc.integer({ min: -3 * HOUR, max: 3 * HOUR }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(0, 7, -7, 30, -30, -90), fc.constantFrom(-1, 0, 1, -30 * MINUTE, 30 * MINUTE))
      .map(([days, beside]) => days * DAY + beside),
  },
)

/** Mostly known at once. */
const lag = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20 * DAY }))

const amount = fc.constantFrom(0, 7, 7.5, -3, 1_000_000.25, 0.1)
const words = fc.constantFrom('pro', 'basic', "o'hara", '`b` \\', 'ümlaut')
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined })

const loggedEvent: fc.Arbitrary<LoggedEvent> = fc
  .record({
    event: fc.constantFrom('login', 'login', 'purchase', 'purchase', oddName, 'undeclared'),
    offset,
    lag,
    session: fc.constantFrom('', '', '', 's1', 's2'),
    amount: optional(amount),
    plan: optional(words),
    gift: optional(fc.boolean()),
  })
  .map(({ event, offset, lag, session, amount, plan, gift }) => ({
    event,
    at: anchor + offset,
    receivedAt: anchor + offset + lag,
    session,
    properties: present(event === oddName ? { [oddProperty]: amount, note: plan } : { amount, plan, gift }),
  }))

const loggedTrait: fc.Arbitrary<LoggedTrait> = fc
  .record({
    trait: fc.constantFrom('country', 'seats', 'trial', 'signedUp'),
    offset: fc.integer({ min: -50 * DAY, max: 5 * DAY }),
    lag,
    choice: fc.nat({ max: 2 }),
  })
  .map(({ trait, offset, lag, choice }) => ({
    trait,
    at: anchor + offset,
    receivedAt: anchor + offset + lag,
    text: traitTexts[trait][choice],
  }))

const traitTexts: Readonly<Record<string, readonly string[]>> = {
  country: ['DE', "CÔTE D'IVOIRE", 'AT'],
  seats: ['1', '2.5', 'many'],
  trial: ['true', 'false', 'true'],
  signedUp: ['2025-01-01', '2024-06-30T12:00:00Z', '2025-04-01'],
}

/** A few entities with a few events and traits each. */
export const loggedEntities: fc.Arbitrary<readonly LoggedEntity[]> = fc
  .array(
    fc.record({
      events: fc.array(loggedEvent, { maxLength: 14 }),
      traits: fc.array(loggedTrait, { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((entities) => entities.map((each, index) => ({ id: `${index} ${oddName}`, ...each })))

function present(
  properties: Readonly<Record<string, LoggedEvent['properties'][string] | undefined>>,
): LoggedEvent['properties'] {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** A project over a test's warehouse. The kind of entity tells the runs of a test apart. */
export function testProject(warehouse: Warehouse, kind: string, now: Instant = anchor): Project {
  const plan: Plan = {
    ...resolve({ sources: {}, predictions: {} }, { root: '/nowhere' }),
    events: Object.fromEntries(
      [login, purchase, odd].map(({ name, properties }) => [name, { name, properties }]),
    ),
    entities: { [kind]: { name: kind, traits: customer.traits }, other: { name: 'other', traits: {} } },
  }
  return { plan, warehouse, clock: fixedClock(now), observer: silentObserver }
}

export async function store(
  warehouse: Warehouse,
  kind: string,
  entities: readonly LoggedEntity[],
): Promise<void> {
  await warehouse.insert(
    'events',
    entities.flatMap(({ id, events }) =>
      events.map(({ event, at, receivedAt, session, properties }, index) => ({
        entity: kind,
        entity_id: id,
        event,
        occurred_at: warehouseTime(at),
        received_at: warehouseTime(receivedAt),
        source: 'test',
        message_id: String(index + 1),
        session_id: session,
        properties,
      })),
    ),
  )
  await warehouse.insert(
    'traits',
    entities.flatMap(({ id, traits }) =>
      traits.map(({ trait, at, receivedAt, text }) => ({
        entity: kind,
        entity_id: id,
        trait,
        occurred_at: warehouseTime(at),
        received_at: warehouseTime(receivedAt),
        source: 'test',
        text,
        number: Number.isFinite(Number(text)) ? Number(text) : null,
      })),
    ),
  )
}

/** A prediction with everything that tests do not speak of. */
export function testPrediction(
  kind: string,
  given: Pick<EventPredictionPlan, 'population' | 'label' | 'horizon' | 'task'> &
    Partial<EventPredictionPlan>,
): EventPredictionPlan {
  return {
    kind: 'events',
    name: 'test',
    entity: kind,
    anchorInterval: 30 * DAY,
    maximumAnchors: 12,
    lateness: 0,
    features: {},
    automaticFeatures: { enabled: true, windows: [7 * DAY, 30 * DAY, 90 * DAY], exclude: [] },
    funnel: [],
    levels: { medium: 0.2, high: 0.5, critical: 0.8 },
    profit: { customerValue: 200, offerCost: 10, contactCost: 1, acceptance: 0.3, assumed: true },
    maximumRows: 200_000,
    seed: 1,
    ...given,
  }
}
