import type { Instant } from '../../shared/time.js'

/** A value of a property or trait as it came: JSON, of any depth. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * What a client says, in words that are no protocol's: `api/protocols/` turns each protocol's messages into these.
 * Nothing of it has been checked.
 */
export interface ArrivingEvent {
  /**
   * - `track`: something happened (`name` says what);
   * - `identify`: `traits` of the person are known, and that `anonymousId` and `userId` are the same;
   * - `group`: the person belongs to `groupId`, of which `traits` are known;
   * - `alias`: `previousId` and `userId` are the same person;
   * - `unreadable`: it is no message of its protocol; `problem` says what was expected
   */
  readonly kind: 'track' | 'identify' | 'group' | 'alias' | 'unreadable'
  readonly problem?: string | undefined
  readonly name?: string | undefined
  readonly userId?: string | undefined
  readonly anonymousId?: string | undefined
  readonly previousId?: string | undefined
  readonly groupId?: string | undefined
  /** What kind of group it is: `company`. */
  readonly groupType?: string | undefined
  /** Unique for its source; without one, the content identifies it. */
  readonly messageId?: string | undefined
  readonly sessionId?: string | undefined
  /** When it happened by the client's clock: text of a time, or milliseconds since 1970. */
  readonly happenedAt?: string | number | undefined
  /** When it became known, for senders of history who know; at most the receipt of the batch. */
  readonly receivedAt?: string | number | undefined
  readonly properties?: Readonly<Record<string, JsonValue>> | undefined
  readonly traits?: Readonly<Record<string, JsonValue>> | undefined
  /** The message as it came, for the quarantine. */
  readonly raw: unknown
}

/** What one request brings. */
export interface ArrivingBatch {
  /** The source that it is stored under. */
  readonly source: string
  /** When the client sent it, by its own clock: what its clock is off by is corrected. */
  readonly sentAt?: string | number | undefined
  readonly receivedAt: Instant
  /** A historical import: what is told became known when it happened, and clocks are not corrected. */
  readonly historical?: boolean
  readonly events: readonly ArrivingEvent[]
}
