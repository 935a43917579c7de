import type { EventReference, PropertyReference } from './event.js'
import type { Tense, Window } from './window.js'

/** How a property of several events becomes one number or one category. */
export type Aggregate = 'sum' | 'mean' | 'max' | 'min' | 'latest' | 'distinct' | 'mostFrequent'

export type Comparison = 'is' | 'isNot' | 'atLeast' | 'atMost' | 'moreThan' | 'lessThan'

/**
 * What an expression says, as plain data: the form that YAML and JSON configurations are read into, that the
 * fingerprint of a model is taken of, and that the SQL compilers read. The tense of every window inside is
 * checked again when a plan is resolved, for configurations that no TypeScript compiler has seen.
 */
export type QuantityNode =
  | {
      readonly kind: 'count'
      readonly events: readonly string[]
      readonly window: Window
      readonly where?: Filter
    }
  | {
      readonly kind: 'aggregate'
      readonly aggregate: Aggregate
      readonly event: string
      readonly property: string
      readonly window: Window
      readonly where?: Filter
    }
  /** Calendar days (UTC) with at least one of the events. */
  | { readonly kind: 'activeDays'; readonly events: readonly string[]; readonly window: Window }
  /** Visits: runs of events with no pause above 30 minutes. */
  | { readonly kind: 'sessions'; readonly events: readonly string[]; readonly window: Window }
  /** Days from the last of the events to the anchor; missing when there was none. */
  | { readonly kind: 'daysSince'; readonly events: readonly string[]; readonly which: 'first' | 'last' }
  | { readonly kind: 'trait'; readonly trait: string }
  | { readonly kind: 'ratio'; readonly numerator: QuantityNode; readonly denominator: QuantityNode }
  | { readonly kind: 'score'; readonly parts: readonly ScorePart[] }
  | { readonly kind: 'column'; readonly table: string; readonly column: string }

/**
 * One part of a composite score: the quantity is scaled so that `from` is 0 and `to` is 1 (`from` above `to`
 * turns it around), held within [0, 1], and weighted. A missing quantity counts as 0.
 */
export interface ScorePart {
  readonly of: QuantityNode
  readonly weight: number
  readonly from: number
  readonly to: number
}

export type Value = string | number | boolean

/** Which events count: a comparison of one of their properties. All of several must hold. */
export type Filter = readonly {
  readonly property: string
  readonly comparison: Comparison
  readonly value: Value
}[]

/** A property of the events to be compared, for a filter; see `where`. */
export class PropertyTest<Kept> {
  constructor(readonly property: string) {}

  is(value: Kept & Value): Filter {
    return this.#compare('is', value)
  }
  isNot(value: Kept & Value): Filter {
    return this.#compare('isNot', value)
  }
  /** >= */
  atLeast(value: Kept & number): Filter {
    return this.#compare('atLeast', value)
  }
  /** <= */
  atMost(value: Kept & number): Filter {
    return this.#compare('atMost', value)
  }
  /** > */
  moreThan(value: Kept & number): Filter {
    return this.#compare('moreThan', value)
  }
  /** < */
  lessThan(value: Kept & number): Filter {
    return this.#compare('lessThan', value)
  }

  #compare(comparison: Comparison, value: Value): Filter {
    return [{ property: this.property, comparison, value }]
  }
}

/**
 * Which events count: `count(purchase, last('30d'), where(purchase.plan).is('pro'))`. Several that must all hold
 * are one list: `[...where(purchase.plan).is('pro'), ...where(purchase.amount).atLeast(10)]`. An event without the
 * property does not count.
 */
export function where<Kept>(property: PropertyReference<Kept>): PropertyTest<Kept> {
  return new PropertyTest(property.property)
}

export type ConditionNode =
  | {
      readonly kind: 'compare'
      readonly quantity: QuantityNode
      readonly comparison: Comparison
      readonly value: Value
    }
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly ConditionNode[] }
  | { readonly kind: 'not'; readonly condition: ConditionNode }

/** Time until the first of the events in the window, in days; censored at the window's end. */
export interface UntilNode {
  readonly kind: 'until'
  readonly events: readonly string[]
  readonly window: Window
}

/** A number (or category) of one entity at one anchor. Made by `count`, `sum`, `ratio`, ...; compared into a condition. */
export class Quantity<T extends Tense> {
  constructor(
    readonly node: QuantityNode,
    readonly tense: T,
  ) {}

  is(value: Value): Condition<T> {
    return this.#compare('is', value)
  }
  isNot(value: Value): Condition<T> {
    return this.#compare('isNot', value)
  }
  /** >= */
  atLeast(value: number): Condition<T> {
    return this.#compare('atLeast', value)
  }
  /** <= */
  atMost(value: number): Condition<T> {
    return this.#compare('atMost', value)
  }
  /** > */
  moreThan(value: number): Condition<T> {
    return this.#compare('moreThan', value)
  }
  /** < */
  lessThan(value: number): Condition<T> {
    return this.#compare('lessThan', value)
  }

  #compare(comparison: Comparison, value: Value): Condition<T> {
    return new Condition({ kind: 'compare', quantity: this.node, comparison, value }, this.tense)
  }
}

/** A yes or no of one entity at one anchor. A comparison with a missing quantity is a no. */
export class Condition<T extends Tense> {
  constructor(
    readonly node: ConditionNode,
    readonly tense: T,
  ) {}

  and(other: Condition<T>): Condition<T> {
    return new Condition({ kind: 'all', conditions: [this.node, other.node] }, this.tense)
  }
  or(other: Condition<T>): Condition<T> {
    return new Condition({ kind: 'any', conditions: [this.node, other.node] }, this.tense)
  }
  not(): Condition<T> {
    return new Condition({ kind: 'not', condition: this.node }, this.tense)
  }
}

/** A label that is a time; see `until`. */
export class TimeUntil {
  readonly tense = 'future'
  constructor(readonly node: UntilNode) {}
}

/** One event type, or several taken as one ("any activity"). */
export type Events = EventReference | readonly EventReference[]

/** How many of the events happened in the window. 0 when none did, never missing. */
export function count<T extends Tense>(events: Events, window: Window<T>, where?: Filter): Quantity<T> {
  return new Quantity({ kind: 'count', events: names(events), window, ...filter(where) }, window.tense)
}

/** Sum of a numeric property over the window; 0 when nothing happened. */
export function sum<T extends Tense>(
  property: PropertyReference<number>,
  window: Window<T>,
  where?: Filter,
): Quantity<T> {
  return aggregated('sum', property, window, where)
}
/** Mean of a numeric property over the window; missing when nothing happened. */
export function mean<T extends Tense>(
  property: PropertyReference<number>,
  window: Window<T>,
  where?: Filter,
): Quantity<T> {
  return aggregated('mean', property, window, where)
}
/** Largest value of a numeric property in the window; missing when nothing happened. */
export function max<T extends Tense>(
  property: PropertyReference<number>,
  window: Window<T>,
  where?: Filter,
): Quantity<T> {
  return aggregated('max', property, window, where)
}
/** Smallest value of a numeric property in the window; missing when nothing happened. */
export function min<T extends Tense>(
  property: PropertyReference<number>,
  window: Window<T>,
  where?: Filter,
): Quantity<T> {
  return aggregated('min', property, window, where)
}
/** The newest value of a property in the window; missing when nothing happened. */
export function latest<T extends Tense>(
  property: PropertyReference,
  window: Window<T>,
  where?: Filter,
): Quantity<T> {
  return aggregated('latest', property, window, where)
}
/** How many different values a property took in the window; 0 when nothing happened. */
export function distinct<T extends Tense>(
  property: PropertyReference,
  window: Window<T>,
  where?: Filter,
): Quantity<T> {
  return aggregated('distinct', property, window, where)
}
/** The value a property took most often in the window (the smaller one of equals); missing when nothing happened. */
export function mostFrequent<T extends Tense>(
  property: PropertyReference,
  window: Window<T>,
  where?: Filter,
): Quantity<T> {
  return aggregated('mostFrequent', property, window, where)
}

/** Calendar days (UTC) in the window on which at least one of the events happened. */
export function activeDays<T extends Tense>(events: Events, window: Window<T>): Quantity<T> {
  return new Quantity({ kind: 'activeDays', events: names(events), window }, window.tense)
}

/** Visits in the window: runs of events with no pause above 30 minutes. */
export function sessions<T extends Tense>(events: Events, window: Window<T>): Quantity<T> {
  return new Quantity({ kind: 'sessions', events: names(events), window }, window.tense)
}

/** Recency: days from the last of the events to the anchor, with fractions; missing when there was none. */
export function daysSince(events: Events): Quantity<'past'> {
  return new Quantity({ kind: 'daysSince', events: names(events), which: 'last' }, 'past')
}

/** Tenure: days from the first of the events to the anchor, with fractions; missing when there was none. */
export function daysSinceFirst(events: Events): Quantity<'past'> {
  return new Quantity({ kind: 'daysSince', events: names(events), which: 'first' }, 'past')
}

/** The newest value of an entity's trait known at the anchor. */
export function trait(name: string): Quantity<'past'> {
  return new Quantity({ kind: 'trait', trait: name }, 'past')
}

/** One quantity over another; missing when the denominator is 0 or missing. */
export function ratio<T extends Tense>(
  numerator: Quantity<T>,
  denominator: Quantity<NoInfer<T>>,
): Quantity<T> {
  return new Quantity(
    { kind: 'ratio', numerator: numerator.node, denominator: denominator.node },
    numerator.tense,
  )
}

/** One part of a `score`; see `ScorePart`. */
export interface ScoreInput<T extends Tense> {
  readonly of: Quantity<T>
  readonly weight: number
  readonly from: number
  readonly to: number
}

/** A composite such as an engagement or health score: the weighted mean of its scaled parts, in [0, 1]. */
export function score<T extends Tense>(
  parts: readonly [ScoreInput<T>, ...ScoreInput<NoInfer<T>>[]],
): Quantity<T> {
  const [first] = parts
  if (first === undefined) throw new RangeError('score() needs at least one part')
  const nodes = parts.map(({ of, weight, from, to }) => ({ of: of.node, weight, from, to }))
  return new Quantity({ kind: 'score', parts: nodes }, first.of.tense)
}

/** Days until the first of the events in the window; those without one are censored at its end. */
export function until(events: Events, window: Window<'future'>): TimeUntil {
  return new TimeUntil({ kind: 'until', events: names(events), window })
}

/** All of the conditions. */
export function all<T extends Tense>(
  first: Condition<T>,
  ...more: readonly Condition<NoInfer<T>>[]
): Condition<T> {
  return new Condition({ kind: 'all', conditions: [first, ...more].map(({ node }) => node) }, first.tense)
}

/** At least one of the conditions. */
export function any<T extends Tense>(
  first: Condition<T>,
  ...more: readonly Condition<NoInfer<T>>[]
): Condition<T> {
  return new Condition({ kind: 'any', conditions: [first, ...more].map(({ node }) => node) }, first.tense)
}

function aggregated<T extends Tense>(
  aggregate: Aggregate,
  { event, property }: PropertyReference,
  window: Window<T>,
  where: Filter | undefined,
): Quantity<T> {
  return new Quantity(
    { kind: 'aggregate', aggregate, event, property, window, ...filter(where) },
    window.tense,
  )
}

function names(events: Events): readonly string[] {
  return 'name' in events ? [events.name] : events.map(({ name }) => name)
}

function filter(where: Filter | undefined): { where?: Filter } {
  return where === undefined ? {} : { where }
}
