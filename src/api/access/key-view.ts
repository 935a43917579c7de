import type { Instant } from '../../shared/time.js'
import type { Scope } from '../scope.js'
import type { AccessKey } from './access-key.js'

/** A key as it is told to people and programs. Nothing in it opens anything. */
export interface KeyView {
  readonly id: string
  readonly name: string
  readonly scope: Scope
  readonly source: string | null
  readonly revoked: boolean
  readonly createdAt: string
  /** When it was last rotated or revoked; null for one that never was. */
  readonly changedAt: string | null
  /** Until when the secret before the last rotation is good; null when there is none. */
  readonly previousUntil: string | null
  /** The day of its last use; null for one that was never used. */
  readonly lastUsedOn: string | null
}

export function viewOf(key: AccessKey): KeyView {
  const { id, name, scope, source, revoked, previous, revision, createdAt, changedAt, lastUsedOn } = key
  return {
    id,
    name,
    scope,
    source: source ?? null,
    revoked,
    createdAt: timeText(createdAt),
    changedAt: revision === 1 ? null : timeText(changedAt),
    previousUntil: previous === undefined ? null : timeText(previous.until),
    lastUsedOn: lastUsedOn ?? null,
  }
}

function timeText(instant: Instant): string {
  return new Date(instant).toISOString()
}
