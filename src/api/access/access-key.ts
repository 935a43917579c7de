import type { Instant } from '../../shared/time.js'
import type { Scope } from '../scope.js'

/** A key as it stands; the key itself is known to nobody but its holder. */
export interface AccessKey {
  /** Its public name: `key_3f9a81c2`. */
  readonly id: string
  /** What people call it; may be empty. */
  readonly name: string
  readonly scope: Scope
  /** The source that events sent with it are stored under; undefined where the route says it. */
  readonly source: string | undefined
  readonly hash: string
  /** The secret before the last rotation. */
  readonly previous: { readonly hash: string; readonly until: Instant } | undefined
  readonly revoked: boolean
  /** How often it was changed. */
  readonly revision: number
  readonly createdAt: Instant
  readonly changedAt: Instant
  /** `2026-11-21`; undefined for one that was never used. */
  readonly lastUsedOn: string | undefined
}
