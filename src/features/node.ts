import type { QuantityNode } from '../config/expression.js'
import type { Window } from '../config/window.js'

/**
 * What a feature is, as plain data: everything a configuration can declare, and what only automatic families
 * make. It is stored with a model, so that the features it is asked with are compiled from what it was trained
 * with. In every list of event names, no names mean any event.
 */
export type FeatureNode =
  QuantityNode | ClockNode | FunnelNode | GapNode | MinutesNode | PerNode | RateNode | StepsNode | TotalNode

/** `last(...)` or `ever()`. */
export type PastWindow = Window<'past'>

/** Any event of the entity. */
export const anyEvent: readonly string[] = []

export type ClockStatistic = 'weekendShare' | 'nightShare' | 'workingShare' | 'hour' | 'weekday'

/** When in the day and week events happen, in UTC. Missing when none happened in the window. */
export interface ClockNode {
  readonly kind: 'clock'
  readonly events: readonly string[]
  readonly window: PastWindow
  /**
   * Shares of Saturday and Sunday, of 22 to 6 o'clock, of Monday to Friday 9 to 17 o'clock, in [0, 1]; the mean
   * hour on the circle of the day, in [0, 24) (Fisher, 1993, "Statistical Analysis of Circular Data", 2.3.1); the
   * most frequent weekday, 1 Monday to 7 Sunday, the earlier of equals.
   */
  readonly statistic: ClockStatistic
}

/**
 * How far an entity came in a funnel, and how fast. A stage is reached by its first event at or after the moment
 * the stage before was reached.
 */
export interface FunnelNode {
  readonly kind: 'funnel'
  /** Event names in their order. */
  readonly stages: readonly string[]
  /**
   * `reached`: number of stages reached, from 0. `days`: from reaching the stage before to reaching stage `at`;
   * missing until then. `waiting`: days since the newest stage was reached; missing before the first.
   * `actions`: events of any kind since the newest stage was reached, itself included; missing before the first.
   */
  readonly statistic: 'reached' | 'days' | 'waiting' | 'actions'
  /** For `days`: index into `stages`, from 1. */
  readonly at?: number
}

export type GapStatistic = 'mean' | 'median' | 'last' | 'silence'

/**
 * Pauses between the days with an event, over the whole past. Days and not events, because events come in bursts
 * and the pauses inside a visit would drown those between visits. Missing below two days with an event.
 */
export interface GapNode {
  readonly kind: 'gap'
  readonly events: readonly string[]
  /**
   * `mean`, `median` and `last` pause in days, measured between the last events of the days; `silence`: time since
   * the last event over the mean pause, so that above 1 is longer than usual.
   */
  readonly statistic: GapStatistic
}

/** Minutes of use in the window: the sum of the pauses of at most 30 minutes between its events. */
export interface MinutesNode {
  readonly kind: 'minutes'
  readonly events: readonly string[]
  readonly window: PastWindow
}

/** One quantity over another; missing when the denominator is 0 or missing. */
export interface PerNode {
  readonly kind: 'per'
  readonly of: FeatureNode
  readonly each: FeatureNode
}

/**
 * Pace of a short window against a long one: (short + 1) / (long * share + 1). 1 is unchanged, 0.5 is half the usual
 * pace; the ones keep it finite at 0 and near 1 where there is little to compare.
 */
export interface RateNode {
  readonly kind: 'rate'
  readonly short: FeatureNode
  readonly long: FeatureNode
  /** Length of the short window over that of the long one, in (0, 1). */
  readonly share: number
}

/** A mark from 1 to cuts + 1: one, and one more for each cut that is reached. A missing quantity has mark 1. */
export interface StepsNode {
  readonly kind: 'steps'
  readonly of: FeatureNode
  readonly cuts: readonly number[]
  readonly reached: 'atLeast' | 'atMost'
}

/** The sum of quantities; missing when one of them is. */
export interface TotalNode {
  readonly kind: 'total'
  readonly of: readonly FeatureNode[]
}
