import type { PropertyKind } from '../warehouse/property.js'

/** What automatic features need to know of the data; `eventCatalogue` of the store is one. */
export interface FeatureCatalogue {
  readonly events: readonly EventUse[]
}

export interface EventUse {
  readonly name: string
  readonly count: number
  readonly properties: readonly PropertyUse[]
}

export interface PropertyUse {
  readonly name: string
  /** How the values are stored; a property seen as several is read as the one that was declared. */
  readonly kinds: readonly PropertyKind[]
  /** How many different values there are, at least about. */
  readonly cardinality: number
}
