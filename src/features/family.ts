import type { Fields } from '../config/event.js'
import type { Duration } from '../shared/time.js'
import type { Feature } from './feature.js'
import type { PastWindow } from './node.js'

/** A kind of feature, made for whatever the data holds. */
export interface Family {
  readonly name: string
  propose(context: FeatureContext): readonly Feature[]
}

/** What there is to make features of. */
export interface FeatureContext {
  /** One for each event type, the most frequent first. */
  readonly events: readonly Activity[]
  /** Any event. */
  readonly overall: Activity
  /** `overall` and, where there are several types, each of them. */
  readonly activities: readonly Activity[]
  /** The finite windows, rising, and the whole past. */
  readonly windows: readonly PastWindow[]
  /** The finite windows, rising. */
  readonly spans: readonly { readonly window: PastWindow; readonly length: number }[]
  /** The longest finite window. */
  readonly longest: PastWindow
  readonly amounts: readonly PropertyOfEvent[]
  /** Yes or no. */
  readonly flags: readonly PropertyOfEvent[]
  readonly categories: readonly PropertyOfEvent[]
  readonly traits: Fields
  /** Event names in their order; empty where no funnel is declared. */
  readonly funnel: readonly string[]
}

/** Events taken as one kind of activity. */
export interface Activity {
  readonly events: readonly string[]
  /** `login`, `activity`. */
  readonly slug: string
  /** "login", "event". */
  readonly singular: string
  /** "logins", "events". */
  readonly plural: string
}

/** A property with what names it. */
export interface PropertyOfEvent {
  readonly event: string
  readonly property: string
  /** `purchase_amount`. */
  readonly slug: string
  /** "amount". */
  readonly words: string
  /** "purchases". */
  readonly plural: string
  readonly unit: string | undefined
}

export function pastWindow(length: Duration | undefined): PastWindow {
  return { tense: 'past', length }
}
