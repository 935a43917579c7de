import { placeholderIds } from '../reasons.js'

/** What is known of a pair before it is taken. */
export interface PairFacts {
  readonly from: string
  readonly to: string
  readonly how: 'identify' | 'alias' | 'both'
  /** Who `from` has become; undefined when it was never merged. */
  readonly fromPerson: string | undefined
  /** Who `to` is: itself, or what it has become. */
  readonly toPerson: string
  /** Something was merged into `from`: it is the id of somebody who is known. */
  readonly fromIsKnown: boolean
}

/**
 * - `take`: new, and allowed;
 * - `known`: nothing new: it was said before, or the two are the same person by another way;
 * - `refuse`: it cannot be, or would join two people because of a shared device
 */
export type PairVerdict =
  { readonly kind: 'take' | 'known' } | { readonly kind: 'refuse'; readonly detail: string }

const placeholders = new Set(placeholderIds)

/** An id that stands for nobody may not be merged: all strangers would become one person. */
function isPlaceholder(id: string): boolean {
  return placeholders.has(id.trim().toLowerCase()) || id.trim() === ''
}

/** The rules for who may become one with whom; the first that applies decides. */
export function judgePair({ from, to, how, fromPerson, toPerson, fromIsKnown }: PairFacts): PairVerdict {
  if (from === to) return { kind: 'known' }
  if (isPlaceholder(from) || isPlaceholder(to))
    return refuse('expected two ids of somebody, found one that stands for nobody')
  if (fromPerson === toPerson) return { kind: 'known' }
  if (toPerson === from)
    return refuse('expected an id to become another, found that the other has become this one already')
  if (fromPerson !== undefined)
    return refuse('expected an id that is nobody else, found one that belongs to another user already')
  if (how !== 'alias' && fromIsKnown)
    return refuse('expected an anonymous id, found one of a user who is known; only an alias joins two users')
  return { kind: 'take' }
}

function refuse(detail: string): PairVerdict {
  return { kind: 'refuse', detail }
}
