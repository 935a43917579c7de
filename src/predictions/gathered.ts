import type { FoundKinds } from '../features/property-kinds.js'
import type { Alarm, CardData, CardSplit } from './card.js'
import type { Parts } from './learn.js'

/** Rows to learn from, in their three parts, with everything the card tells of them. */
export interface Gathered {
  readonly task: 'classification' | 'regression'
  readonly parts: Parts
  readonly kinds: FoundKinds
  readonly alarms: readonly Alarm[]
  readonly data: Omit<CardData, 'positives'>
  readonly split: Pick<CardSplit, 'kind' | 'description'>
  /** The value that counts as yes, where a column was read. */
  readonly positiveClass: string | null
}
