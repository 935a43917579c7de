import type { ConditionNode, QuantityNode } from '../config/expression.js'
import type { EventPredictionPlan } from '../config/plan.js'
import { DAY, durationLength, durationText, type Instant } from '../shared/time.js'

/** The times of the first and the last event there is. */
export interface DataSpan {
  readonly first: Instant
  readonly last: Instant
}

/** The times at which a prediction is learned and made. */
export interface Anchors {
  /** Those whose outcome is known, the newest first. May be empty. */
  readonly anchors: readonly Instant[]
  /** Where the present is: the time as of which is scored. */
  readonly scoring: Instant
  /** Why there are no more anchors, in a sentence; undefined when there are as many as were asked for. */
  readonly shortage: string | undefined
}

/** Below this number of anchors, those count too that have less history than the longest feature window. */
const fewAnchors = 3

/**
 * The anchor times of a prediction. An anchor counts when its outcome is known: t + horizon + lateness is at most
 * the present and at most the end of the data. It needs history enough to tell who is in the population, and where
 * there are enough anchors, enough for the longest feature window.
 *
 * With an interval of whole days anchors are at midnight UTC, so that calendar days are whole at all of them.
 * @param now of the project's clock. Data that ends earlier ends the present earlier.
 */
export function anchorTimes(
  prediction: Pick<
    EventPredictionPlan,
    'anchorInterval' | 'automaticFeatures' | 'horizon' | 'lateness' | 'maximumAnchors' | 'population'
  >,
  data: DataSpan,
  now: Instant,
): Anchors {
  const { anchorInterval, horizon, lateness, maximumAnchors } = prediction
  const scoring = Math.min(now, data.last)
  const reach = scoring - horizon - lateness
  const newest = anchorInterval % DAY === 0 ? Math.floor(reach / DAY) * DAY : reach
  const withHistory = (history: number): Instant[] => {
    const anchors: Instant[] = []
    for (
      let at = newest;
      anchors.length < maximumAnchors && at - data.first >= history;
      at -= anchorInterval
    ) {
      anchors.push(at)
    }
    return anchors
  }
  const least = Math.max(DAY, longestWindow(prediction.population))
  const { enabled, windows } = prediction.automaticFeatures
  const full = withHistory(Math.max(least, enabled ? (windows.at(-1) ?? 0) : 0))
  const anchors = full.length >= fewAnchors ? full : withHistory(least)
  return {
    anchors,
    scoring,
    shortage:
      anchors.length >= maximumAnchors ? undefined : shortage(anchors.length, data, prediction, least),
  }
}

function shortage(
  found: number,
  { first, last }: DataSpan,
  { horizon, lateness, anchorInterval }: Pick<EventPredictionPlan, 'horizon' | 'lateness' | 'anchorInterval'>,
  history: number,
): string {
  const days = Math.floor((last - first) / DAY)
  const late = lateness === 0 ? '' : `, ${durationText(lateness)} for late events`
  return (
    `The events span ${days} days. An anchor needs ${durationText(history)} before it to tell who is in the ` +
    `population and ${durationText(horizon)} after it for the outcome${late}; with one every ` +
    `${durationText(anchorInterval)} there ${found === 1 ? 'is 1 anchor' : `are ${found} anchors`}.`
  )
}

/** The longest finite window of a condition, in milliseconds; 0 when there is none. */
function longestWindow(node: ConditionNode): number {
  switch (node.kind) {
    case 'compare':
      return longestOf(node.quantity)
    case 'all':
    case 'any':
      return Math.max(0, ...node.conditions.map(longestWindow))
    case 'not':
      return longestWindow(node.condition)
  }
}

function longestOf(node: QuantityNode): number {
  switch (node.kind) {
    case 'count':
    case 'aggregate':
    case 'activeDays':
    case 'sessions':
      return node.window.length === undefined ? 0 : durationLength(node.window.length)
    case 'ratio':
      return Math.max(longestOf(node.numerator), longestOf(node.denominator))
    case 'score':
      return Math.max(0, ...node.parts.map(({ of }) => longestOf(of)))
    case 'daysSince':
    case 'trait':
    case 'column':
      return 0
  }
}
