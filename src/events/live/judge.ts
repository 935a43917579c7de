import type { Plan } from '../../config/plan.js'
import { placeholderIds, type QuarantineReason } from '../reasons.js'
import type { ArrivingBatch, ArrivingEvent } from './arriving-event.js'
import { type BatchClock, batchClock, type Clocks, clocksOf } from './clocks.js'
import { type LiveEntities, liveEntities } from './entities.js'
import { messageIdOf } from './message-id.js'
import { applyTypes, haveTypes } from './property-types.js'
import type { EntityKey } from './receiver.js'
import type { IdentityPair, Suppressed } from './seams.js'
import { flatText, type Leaf, leafText, leavesOf, stringText } from './values.js'

/** What a good message says. */
export interface Accepted {
  readonly verdict: 'accepted'
  readonly said: ArrivingEvent
  /** 32 hexadecimal digits. */
  readonly messageId: string
  readonly clocks: Clocks
  readonly event: LiveEvent | undefined
  readonly traits: readonly LiveTrait[]
  readonly pair: Pick<IdentityPair, 'from' | 'to' | 'how'> | undefined
}

export interface LiveEvent extends EntityKey {
  readonly name: string
  readonly session: string
  /** JSON. */
  readonly properties: string
}

export interface LiveTrait extends EntityKey {
  readonly trait: string
  readonly value: Leaf
}

/** Why a message is none that can be stored. */
export interface Quarantined {
  readonly verdict: 'quarantined'
  readonly messageId: string
  readonly reason: QuarantineReason
  readonly detail: string
  readonly userId: string
  readonly anonymousId: string
  readonly record: string
}

export type Judged = Accepted | Quarantined | { readonly verdict: 'suppressed' }

type Trouble = Pick<Quarantined, 'reason' | 'detail'>

/** Characters of an id or of an event's name; longer ones are data in the wrong place. */
const longestName = 512

/** Characters of what an event carries, as JSON. */
const longestContent = 32 * 1024

/** Characters of a bad message that are kept. */
const longestRecord = 4000

const placeholders = new Set(placeholderIds)

/** Judges messages one by one, each by itself: the same message gets the same judgement. */
export class Judge {
  readonly #events: Plan['events']
  readonly #traits: Plan['entities']
  readonly #suppressed: Suppressed
  readonly entities: LiveEntities

  constructor(plan: Plan, suppressed: Suppressed) {
    this.#events = plan.events
    this.#traits = plan.entities
    this.#suppressed = suppressed
    this.entities = liveEntities(plan)
  }

  judge(batch: ArrivingBatch): (index: number) => Judged {
    const clock = batchClock(batch)
    return (index) => this.#judgeOne(batch.events[index], { source: batch.source, clock, index })
  }

  #judgeOne(event: ArrivingEvent, about: About): Judged {
    const ids = idsOf(event)
    if (this.#isSuppressed(ids)) return { verdict: 'suppressed' }
    const trouble = troubleOf(event, ids)
    const clocks = clocksOf(event, about.clock)
    const properties = this.#propertiesOf(event)
    const traits = leavesOf(event.traits ?? nothing)
    const identity: Identity = { event, ids, properties: textOrRaw(properties, event), about }
    if (trouble !== undefined) return quarantined(identity, trouble)
    if ('reason' in clocks) return quarantined(identity, clocks)
    if (typeof properties !== 'string') return quarantined(identity, properties)
    // What has neither id nor time cannot be known again, and needs no time to be kept for it.
    const another = event.messageId === undefined && event.happenedAt === undefined
    if (properties.length > longestContent) return quarantined(identity, tooLong('properties'))
    if (lengthOf(traits) > longestContent) return quarantined(identity, tooLong('traits'))
    const person = ids.user || ids.anonymous
    return {
      verdict: 'accepted',
      said: event,
      messageId: identityOf(identity),
      clocks: another ? { ...clocks, repeatable: true } : clocks,
      event:
        event.kind === 'track'
          ? {
              entity: this.entities.person,
              id: person,
              name: nameOf(event),
              session: (event.sessionId ?? '').slice(0, longestName),
              properties,
            }
          : undefined,
      traits: this.#traitsOf(event, ids, traits),
      pair: pairOf(event, ids),
    }
  }

  #isSuppressed(ids: Ids): boolean {
    const { person } = this.entities
    return [ids.user, ids.anonymous, ids.previous].some((id) => id !== '' && this.#suppressed.has(person, id))
  }

  /** The properties of an event as JSON, declared ones as they are declared. */
  #propertiesOf({ kind, name, properties }: ArrivingEvent): string | Trouble {
    if (kind !== 'track' || properties === undefined) return '{}'
    const declared = name !== undefined && Object.hasOwn(this.#events, name) ? this.#events[name] : undefined
    const fields = declared?.properties ?? nothing
    const text = haveTypes(properties, fields) ? flatText(properties) : undefined
    if (text !== undefined) return text
    const leaves = leavesOf(properties)
    const wrong = applyTypes(leaves, fields)
    return wrong === undefined ? objectText(leaves) : { reason: 'wrong_type', detail: wrong.detail }
  }

  /** A group's traits are of the group, and that somebody belongs to it is a trait of that somebody. */
  #traitsOf(event: ArrivingEvent, ids: Ids, leaves: Map<string, Leaf>): readonly LiveTrait[] {
    if (leaves.size === 0 && event.kind !== 'group') return []
    const traits: LiveTrait[] = []
    const { person } = this.entities
    const id = ids.user || ids.anonymous
    const key: EntityKey =
      event.kind === 'group'
        ? { entity: this.entities.group(event.groupType), id: ids.group }
        : { entity: person, id }
    const fields = this.#traits[key.entity]?.traits ?? {}
    const times = Object.fromEntries(Object.entries(fields).filter(([, { kind }]) => kind === 'time'))
    // A time that is none stays as it was said.
    applyTypes(leaves, times)
    for (const [trait, value] of leaves) if (value !== '') traits.push({ ...key, trait, value })
    if (event.kind === 'group' && id !== '')
      traits.push({ entity: person, id, trait: 'group_id', value: ids.group })
    return traits
  }
}

interface About {
  readonly source: string
  readonly clock: BatchClock
  /** Of the message in its batch. */
  readonly index: number
}

/** The ids of a message without the space around them; empty where it has none. */
interface Ids {
  readonly user: string
  readonly anonymous: string
  readonly previous: string
  readonly group: string
}

interface Identity {
  readonly event: ArrivingEvent
  readonly ids: Ids
  readonly properties: string
  readonly about: About
}

function idsOf({ userId = '', anonymousId = '', previousId = '', groupId = '' }: ArrivingEvent): Ids {
  return {
    user: userId.trim(),
    anonymous: anonymousId.trim(),
    previous: previousId.trim(),
    group: groupId.trim(),
  }
}

function nameOf({ name = '' }: ArrivingEvent): string {
  return name.trim()
}

function troubleOf(event: ArrivingEvent, ids: Ids): Trouble | undefined {
  if (event.kind === 'unreadable') return { reason: 'not_a_message', detail: event.problem ?? '' }
  const missing = missingId(event, ids)
  if (missing !== undefined) return { reason: 'no_id', detail: `expected ${missing}, found nothing` }
  for (const id of [ids.user, ids.anonymous, ids.previous, ids.group]) {
    if (placeholders.has(id.toLowerCase()))
      return { reason: 'placeholder_id', detail: `expected an id, found "${id}"` }
    if (id.length > longestName) return tooLong('an id', longestName)
  }
  if (event.kind !== 'track') return undefined
  const name = nameOf(event)
  if (name === '') return { reason: 'no_event', detail: 'expected the name of an event, found nothing' }
  return name.length > longestName ? tooLong('the name of the event', longestName) : undefined
}

function missingId({ kind }: ArrivingEvent, ids: Ids): string | undefined {
  if (kind === 'group') return ids.group === '' ? "a group's id" : undefined
  if (kind === 'alias' && ids.previous === '') return 'a previous id'
  if (kind === 'alias') return ids.user === '' ? 'a user id' : undefined
  return ids.user === '' && ids.anonymous === '' ? 'a user id or an anonymous id' : undefined
}

function tooLong(what: string, most = longestContent): Trouble {
  return { reason: 'too_long', detail: `expected at most ${most} characters in ${what}` }
}

function pairOf({ kind }: ArrivingEvent, { user, anonymous, previous }: Ids): Accepted['pair'] {
  const from = kind === 'alias' ? previous : anonymous
  if (from === '' || user === '' || from === user) return undefined
  return { from, to: user, how: kind === 'alias' || kind === 'identify' ? kind : 'both' }
}

const nothing = {}

/** What identifies a message by its content. */
function textOrRaw(properties: string | Trouble, event: ArrivingEvent): string {
  return typeof properties === 'string' ? properties : JSON.stringify(event.properties)
}

function lengthOf(traits: ReadonlyMap<string, Leaf>): number {
  let length = 0
  for (const [trait, value] of traits) length += trait.length + String(value).length
  return length
}

function objectText(leaves: ReadonlyMap<string, Leaf>): string {
  let text = ''
  for (const [path, leaf] of leaves) text += `${text === '' ? '' : ','}${stringText(path)}:${leafText(leaf)}`
  return `{${text}}`
}

/**
 * A message is the same when its source and its message id are. One without an id is told by what it says; and when it
 * does not say when it happened, every one is another.
 */
function identityOf({ event, ids, properties, about }: Identity): string {
  const { source, clock, index } = about
  const { messageId, kind, happenedAt } = event
  if (messageId !== undefined && messageId !== '') return messageIdOf(['message', source, messageId])
  const when = happenedAt === undefined ? `${clock.receivedAt} ${index}` : String(happenedAt)
  const traits = JSON.stringify(event.traits ?? {})
  return messageIdOf([
    ...['content', source, kind, nameOf(event), when, properties, traits],
    ...[ids.user, ids.anonymous, ids.previous, ids.group],
  ])
}

function quarantined(identity: Identity, { reason, detail }: Trouble): Quarantined {
  const { event, about } = identity
  const { messageId } = event
  // What cannot be read has no content of its own.
  const id =
    messageId === undefined || messageId === ''
      ? messageIdOf(['bad', about.source, recordOf(event)])
      : identityOf(identity)
  return quarantinedAs(id, event, { reason, detail })
}

/** A message that is set aside, for a reason that was found. */
export function quarantinedAs(messageId: string, event: ArrivingEvent, trouble: Trouble): Quarantined {
  const ids = idsOf(event)
  return {
    verdict: 'quarantined',
    messageId,
    ...trouble,
    userId: ids.user.slice(0, longestName),
    anonymousId: ids.anonymous.slice(0, longestName),
    record: recordOf(event).slice(0, longestRecord),
  }
}

function recordOf({ raw }: ArrivingEvent): string {
  return JSON.stringify(raw ?? null)
}
