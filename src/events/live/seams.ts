import type { Instant } from '../../shared/time.js'
import type { EntityKey } from './receiver.js'

/** Who must not be taken in. Asked once or twice for every event, so it answers from memory. */
export interface Suppressed {
  has(entity: string, id: string): boolean
}

/** That two ids are of one person, as somebody said at a time. */
export interface IdentityPair {
  readonly entity: string
  /** The id that goes: an anonymous id, or the previous id of an alias. Never a placeholder, never `to`. */
  readonly from: string
  /** The id that stays: a user id (of an alias the new one). */
  readonly to: string
  /** When it became so, and when it became known: as of an event's `occurred_at` and `received_at`. */
  readonly occurredAt: Instant
  readonly receivedAt: Instant
  readonly source: string
  /**
   * How it was said: `identify` and `alias` are explicit, `both` is an event or group with a user id and an
   * anonymous id.
   */
  readonly how: 'identify' | 'alias' | 'both'
}

/** A pair that was not taken. */
export interface RefusedPair {
  readonly pair: IdentityPair
  /** Of `events/reasons.ts`. */
  readonly reason: 'illegal_merge'
  /** What was expected and what was found, without ids. */
  readonly detail: string
}

/** Where it is written down who is the same person as whom. */
export interface MergeRecorder {
  /**
   * Resolves when the pairs are on the disk; saying one again changes nothing, and costs next to nothing, for
   * clients say it with every event. Called before the rows of the same request are acknowledged.
   * @returns the pairs that were said explicitly (`identify`, `alias`) and cannot be true: they belong into the
   *   quarantine, the event's own rows do not
   */
  record(pairs: readonly IdentityPair[]): Promise<readonly RefusedPair[]>
  /**
   * Called with every id that has new events or traits, once they are on the disk: such an id may have been merged
   * into another before (a late event, or one sent again), and then what is new belongs there.
   */
  arrived(keys: readonly EntityKey[]): void
}
