import type { ConditionNode, Filter, QuantityNode, Value } from '../config/expression.js'
import type { Fields } from '../config/event.js'
import type { Window } from '../config/window.js'
import { DAY, durationLength, type Instant, MINUTE } from '../shared/time.js'
import type { ClockNode, FeatureNode, FunnelNode, GapNode } from './node.js'

/*
 * What features and labels are, a second time and as plainly as can be: one entity, one list of events, loops. The
 * compiled SQL is compared with it.
 */

export interface LoggedEvent {
  readonly event: string
  readonly at: Instant
  readonly receivedAt: Instant
  /** Empty: the event does not say which visit it belongs to. */
  readonly session: string
  readonly properties: Readonly<Record<string, Value>>
}

export interface LoggedTrait {
  readonly trait: string
  readonly at: Instant
  readonly receivedAt: Instant
  readonly text: string
}

export interface Moment {
  readonly anchor: Instant
  readonly tense: 'past' | 'future'
  /** Future: milliseconds that are looked at. */
  readonly horizon?: number
  readonly traits?: readonly LoggedTrait[]
  readonly traitTypes?: Fields
}

/** What a node is for an entity with these events. NaN is a missing number, null a missing text. */
export function oracle(
  node: FeatureNode,
  log: readonly LoggedEvent[],
  moment: Moment,
): number | string | null {
  return evaluate(node, visible(log, moment), moment)
}

export function oracleCondition(node: ConditionNode, log: readonly LoggedEvent[], moment: Moment): boolean {
  switch (node.kind) {
    case 'compare':
      return compare(oracle(node.quantity, log, moment), node.comparison, node.value)
    case 'all':
      return node.conditions.every((condition) => oracleCondition(condition, log, moment))
    case 'any':
      return node.conditions.some((condition) => oracleCondition(condition, log, moment))
    case 'not':
      return !oracleCondition(node.condition, log, moment)
  }
}

/** Past: what had happened and was known. Future: what happened in the horizon, whenever it became known. */
function visible(log: readonly LoggedEvent[], { anchor, tense, horizon = 0 }: Moment): LoggedEvent[] {
  return log
    .filter(({ at, receivedAt }) =>
      tense === 'past' ? at <= anchor && receivedAt <= anchor : at > anchor && at <= anchor + horizon,
    )
    .sort((a, b) => a.at - b.at)
}

function evaluate(node: FeatureNode, events: readonly LoggedEvent[], moment: Moment): number | string | null {
  const number = (part: FeatureNode): number => Number(evaluate(part, events, moment) ?? NaN)
  const { anchor } = moment
  switch (node.kind) {
    case 'count':
      return chosen(events, node.events, node.window, anchor).filter((event) => passes(event, node.where))
        .length
    case 'activeDays':
      return new Set(chosen(events, node.events, node.window, anchor).map(({ at }) => Math.floor(at / DAY)))
        .size
    case 'sessions':
      return visits(chosen(events, node.events, node.window, anchor))
    case 'daysSince': {
      const own = chosen(events, node.events, { tense: 'past', length: undefined }, anchor)
      return own.length === 0 ? NaN : (anchor - own.at(node.which === 'last' ? -1 : 0)!.at) / DAY
    }
    case 'aggregate':
      return aggregate(node, events, anchor)
    case 'trait':
      return trait(node.trait, moment)
    case 'ratio':
      return over(number(node.numerator), number(node.denominator))
    case 'per':
      return over(number(node.of), number(node.each))
    case 'score': {
      const parts = node.parts.map(({ of, weight, from, to }) => {
        const value = number(of)
        return Number.isNaN(value) ? 0 : weight * Math.max(0, Math.min(1, (value - from) / (to - from)))
      })
      return sum(parts) / sum(node.parts.map(({ weight }) => weight))
    }
    case 'rate':
      return (number(node.short) + 1) / (number(node.long) * node.share + 1)
    case 'steps': {
      const value = number(node.of)
      return 1 + node.cuts.filter((cut) => (node.reached === 'atLeast' ? value >= cut : value <= cut)).length
    }
    case 'total':
      return sum(node.of.map(number))
    case 'minutes': {
      const own = chosen(events, node.events, node.window, anchor)
      const pauses = own.slice(1).map(({ at }, index) => at - own[index].at)
      return sum(pauses.filter((pause) => pause <= 30 * MINUTE)) / MINUTE
    }
    case 'gap':
      return gap(node, events, anchor)
    case 'clock':
      return clock(node, events, anchor)
    case 'funnel':
      return funnel(node, events, anchor)
    case 'column':
      throw new Error('a column is of a table')
  }
}

function chosen(
  events: readonly LoggedEvent[],
  names: readonly string[],
  window: Window,
  anchor: Instant,
): LoggedEvent[] {
  return events.filter(
    ({ event, at }) => (names.length === 0 || names.includes(event)) && inside(at, window, anchor),
  )
}

/** (t - w, t] and (t, t + w]. */
function inside(at: Instant, window: Window, anchor: Instant): boolean {
  if (window.length === undefined) return true
  const length = durationLength(window.length)
  return window.tense === 'future'
    ? at > anchor && at <= anchor + length
    : at > anchor - length && at <= anchor
}

function visits(events: readonly LoggedEvent[]): number {
  const named = new Set(events.map(({ session }) => session).filter((session) => session !== '')).size
  const unnamed = events.filter(({ session }) => session === '')
  return (
    named + unnamed.filter(({ at }, index) => index === 0 || at - unnamed[index - 1].at > 30 * MINUTE).length
  )
}

function passes(event: LoggedEvent, where: Filter | undefined): boolean {
  return (where ?? []).every(({ property, comparison, value }) =>
    compare(plain(event.properties[property]), comparison, value),
  )
}

function plain(value: Value | undefined): number | string | null {
  return value === undefined ? null : typeof value === 'boolean' ? Number(value) : value
}

function compare(
  found: number | string | null,
  comparison: Filter[number]['comparison'],
  wanted: Value,
): boolean {
  if (found === null || Number.isNaN(found)) return false
  const value = typeof wanted === 'boolean' ? Number(wanted) : wanted
  switch (comparison) {
    case 'is':
      return found === value
    case 'isNot':
      return found !== value
    case 'atLeast':
      return found >= value
    case 'atMost':
      return found <= value
    case 'moreThan':
      return found > value
    case 'lessThan':
      return found < value
  }
}

function aggregate(
  node: Extract<QuantityNode, { kind: 'aggregate' }>,
  events: readonly LoggedEvent[],
  anchor: Instant,
): number | string | null {
  const own = chosen(events, [node.event], node.window, anchor).filter((event) => passes(event, node.where))
  const values = own.flatMap(({ at, properties }) => {
    const value = plain(properties[node.property])
    return value === null ? [] : [{ at, value }]
  })
  const missing = text(node.property) ? null : NaN
  switch (node.aggregate) {
    case 'sum':
      return sum(values.map(({ value }) => Number(value)))
    case 'mean':
      return sum(values.map(({ value }) => Number(value))) / values.length
    case 'max':
      return values.length === 0 ? missing : Math.max(...values.map(({ value }) => Number(value)))
    case 'min':
      return values.length === 0 ? missing : Math.min(...values.map(({ value }) => Number(value)))
    case 'distinct':
      return new Set(values.map(({ value }) => value)).size
    case 'latest':
      return values.toSorted((a, b) => a.at - b.at || order(a.value, b.value)).at(-1)?.value ?? missing
    case 'mostFrequent': {
      const counts = new Map<number | string, number>()
      for (const { value } of values) counts.set(value, (counts.get(value) ?? 0) + 1)
      const ranked = [...counts].sort((a, b) => b[1] - a[1] || order(a[0], b[0]))
      return ranked[0]?.[0] ?? missing
    }
  }
}

/** The names of the properties that tests use for texts. */
function text(property: string): boolean {
  return ['plan', 'note'].includes(property)
}

function order(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))
}

function gap({ events: names, statistic }: GapNode, events: readonly LoggedEvent[], anchor: Instant): number {
  const lasts = new Map<number, Instant>()
  const own = chosen(events, names, { tense: 'past', length: undefined }, anchor)
  for (const { at } of own) lasts.set(Math.floor(at / DAY), at)
  const days = [...lasts.values()]
  if (days.length < 2) return NaN
  const gaps = days.slice(1).map((at, index) => (at - days[index]) / DAY)
  const mean = sum(gaps) / gaps.length
  switch (statistic) {
    case 'mean':
      return mean
    case 'median': {
      const sorted = gaps.toSorted((a, b) => a - b)
      const middle = (sorted.length - 1) / 2
      return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
    }
    case 'last':
      return gaps[gaps.length - 1]
    case 'silence':
      return (anchor - days[days.length - 1]) / DAY / mean
  }
}

function clock(
  { events: names, window, statistic }: ClockNode,
  events: readonly LoggedEvent[],
  anchor: Instant,
): number {
  const times = chosen(events, names, window, anchor).map(({ at }) => new Date(at))
  if (times.length === 0) return NaN
  const share = (test: (time: Date) => boolean): number => times.filter(test).length / times.length
  const weekday = (time: Date): number => ((time.getUTCDay() + 6) % 7) + 1
  switch (statistic) {
    case 'weekendShare':
      return share((time) => weekday(time) >= 6)
    case 'nightShare':
      return share((time) => time.getUTCHours() >= 22 || time.getUTCHours() < 6)
    case 'workingShare':
      return share((time) => weekday(time) <= 5 && time.getUTCHours() >= 9 && time.getUTCHours() < 17)
    case 'weekday': {
      const counts = [1, 2, 3, 4, 5, 6, 7].map((day) => times.filter((time) => weekday(time) === day).length)
      return counts.indexOf(Math.max(...counts)) + 1
    }
    case 'hour': {
      const angles = times.map((time) => (time.getUTCHours() * Math.PI) / 12)
      const angle = Math.atan2(sum(angles.map(Math.sin)), sum(angles.map(Math.cos)))
      const hours = Math.round(((angle * 12) / Math.PI) * 1e6) / 1e6
      return ((hours % 24) + 24) % 24
    }
  }
}

function funnel(
  { stages, statistic, at = 1 }: FunnelNode,
  events: readonly LoggedEvent[],
  anchor: Instant,
): number {
  const reached: Instant[] = []
  for (const stage of stages) {
    const from = reached.at(-1) ?? -Infinity
    const next = events.find((event) => event.event === stage && event.at >= from)
    if (next === undefined) break
    reached.push(next.at)
  }
  const newest = reached.at(-1)
  switch (statistic) {
    case 'reached':
      return reached.length
    case 'days':
      return reached.length < at ? NaN : (reached[at - 1] - reached[at - 2]) / DAY
    case 'waiting':
      return newest === undefined ? NaN : (anchor - newest) / DAY
    case 'actions':
      return newest === undefined ? NaN : events.filter((event) => event.at >= newest).length
  }
}

function trait(name: string, { anchor, traits = [], traitTypes = {} }: Moment): number | string | null {
  const kind = traitTypes[name]?.kind ?? 'string'
  const known = traits
    .filter(
      ({ trait, at, receivedAt, text }) =>
        trait === name && at <= anchor && receivedAt <= anchor && text !== '',
    )
    .filter(({ text }) => kind !== 'number' || Number.isFinite(Number(text)))
    .toSorted((a, b) => a.at - b.at || a.receivedAt - b.receivedAt || order(a.text, b.text))
    .at(-1)?.text
  switch (kind) {
    case 'string':
      return known ?? null
    case 'number':
      return known === undefined ? NaN : Number(known)
    case 'boolean':
      return known === undefined ? NaN : known === 'true' ? 1 : known === 'false' ? 0 : NaN
    case 'time':
      return known === undefined ? NaN : (anchor - Date.parse(known)) / DAY
  }
}

function over(numerator: number, denominator: number): number {
  return denominator === 0 ? NaN : numerator / denominator
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
