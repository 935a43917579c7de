import type { Filter } from '../../config/expression.js'
import type { Window } from '../../config/window.js'
import type { Instant } from '../../shared/time.js'
import { HOUR } from '../../shared/time.js'
import { identifier, literal } from '../../warehouse/identifier.js'
import { type PropertyKind, propertySql } from '../../warehouse/property.js'
import { slugOf } from '../naming.js'
import type { PropertyKinds } from '../property-kinds.js'
import { filterTest } from './filter.js'
import { eventTest } from './text.js'
import { inWindow, windowBound, windowParameter } from './window.js'

export interface HistoryOptions {
  /** `past`: rows up to the anchor that were known then. `future`: rows after it, however late they came in. */
  readonly tense: 'past' | 'future'
  readonly anchor: Instant
  /** Future: milliseconds after the anchor up to which rows are read. */
  readonly horizon?: number
  readonly kinds: PropertyKinds
}

/** A number of each entity, computed for every element of one of its lists at once. */
export interface Measure {
  /** Unique: the same name always means the same body. */
  readonly name: string
  readonly list: List
  /** The element of the list that is wanted. */
  readonly index: number
  /** SQL of one element `s`. */
  readonly body: string
  /** The window that `body` speaks of. */
  readonly window?: Window
}

/**
 * What measures are taken of, each a list of sorted arrays. `times`: when the events of a stream happened, in
 * milliseconds. `days`: one time for each day with an event, `visits`: one for each visit. `numbers`, `texts`:
 * pairs of time and value of a property.
 */
export type List = 'times' | 'days' | 'visits' | 'numbers' | 'texts'

interface Stream {
  readonly name: string
  /** Test of a row; undefined for the stream of all events. */
  readonly test: string | undefined
  /** The event, where the stream is all events of one type. */
  readonly event: string | undefined
}

interface Series {
  readonly name: string
  readonly test: string
  readonly column: string
}

/** A pause longer than this ends a visit: 30 minutes, as web analytics has it. */
export const visitPause = HOUR / 2

/** Beyond any time; stands for "never" in comparisons. */
export const never = '9000000000000000000'

/**
 * Builds the SQL of what happened to each entity on one side of the anchor. Every row is touched once, to be put
 * into one sorted array of times for each stream of events; all else is arithmetic on these arrays, one expression
 * for all streams, so that neither time nor the length of the statement grows with events x windows
 * (docs/decisions/0010-features-from-arrays.md).
 */
export class History {
  readonly tense: 'past' | 'future'
  readonly kinds: PropertyKinds
  readonly #options: HistoryOptions
  readonly #streams = new Map<string, Stream>()
  readonly #numbers = new Map<string, Series>()
  readonly #texts = new Map<string, Series>()
  readonly #properties = new Map<string, { readonly name: string; readonly sql: string }>()
  readonly #patterns = new Map<string, string>()
  readonly #measures = new Map<string, string>()
  readonly #windows = new Map<string, Window>()

  constructor(options: HistoryOptions) {
    this.#options = options
    this.tense = options.tense
    this.kinds = options.kinds
  }

  /** The position, from 1, of the events' times in the lists `times`, `days` and `visits`. No names: any event. */
  stream(events: readonly string[], where?: Filter): number {
    const sorted = [...new Set(events)].sort()
    const key = JSON.stringify([sorted, where ?? []])
    if (!this.#streams.has(key)) {
      const anything = sorted.length === 0
      this.#streams.set(key, {
        name: `s${this.#streams.size + 1}_${anything ? 'any' : slugOf(sorted.join(' '))}`,
        test: anything ? undefined : this.#rowTest(sorted, where),
        event: sorted.length === 1 && where === undefined ? sorted[0] : undefined,
      })
    }
    return positionOf(this.#streams, key)
  }

  /** The list and the position, from 1, of a property's pairs of time and value. */
  series(event: string, property: string, where?: Filter): { list: 'numbers' | 'texts'; index: number } {
    const kind = this.kinds(event, property) ?? 'string'
    const list = kind === 'number' || kind === 'boolean' ? 'numbers' : 'texts'
    const known = list === 'numbers' ? this.#numbers : this.#texts
    const key = JSON.stringify([event, property, where ?? []])
    if (!known.has(key)) {
      const column = this.#property(property, kind)
      known.set(key, {
        name: `${list[0]}${known.size + 1}_${slugOf(`${event} ${property}`)}`,
        test: `${this.#rowTest([event], where)} AND isNotNull(${column})`,
        column,
      })
    }
    return { list, index: positionOf(known, key) }
  }

  /** SQL of a measure, to be used in the statement that reads this history. */
  measure({ name, list, index, body, window }: Measure): string {
    if (window?.length !== undefined) this.#windows.set(windowParameter(window), window)
    if (list === 'days' || list === 'visits') this.#patterns.set(list, this.#patternSql(list))
    this.#measures.set(name, `arrayMap(s -> ${body}, ${list})`)
    return `${identifier(name)}[${index}]`
  }

  /** Test of a row that is one of the events, in the window. No names: any event. */
  occurrence(events: readonly string[], window: Window): string {
    if (window.length !== undefined) this.#windows.set(windowParameter(window), window)
    const tests = [...(events.length === 0 ? [] : [eventTest(events)]), inWindow('at', window)]
    return tests.join(' AND ')
  }

  /** A column computed of the lists, for measures of several streams at once. */
  pattern(name: string, sql: string): string {
    this.#patterns.set(name, sql)
    return identifier(name)
  }

  /** A column computed of lists and patterns. */
  column(name: string, sql: string): string {
    this.#measures.set(name, sql)
    return identifier(name)
  }

  get parameters(): Readonly<Record<string, number>> {
    const { anchor, horizon } = this.#options
    const bounds = [...this.#windows].map(([name, window]) => [name, windowBound(window, anchor)] as const)
    return {
      anchor,
      ...(horizon === undefined ? {} : { horizon_end: anchor + horizon }),
      ...Object.fromEntries(bounds),
    }
  }

  /**
   * Reads rows into arrays, one row an entity.
   * @param scope further tests of a row of `events`
   * @param having tests of an entity
   */
  lists(scope: readonly string[], having: readonly string[]): string {
    const columns = [
      ...[...this.#properties.values()].map(({ name, sql }) => `${sql} AS ${name}`),
    ]
    return `SELECT
  entity_id,
  ${this.#arrays().join(',\n  ')}
FROM (
  SELECT
    entity_id,
    event,
    ${['toUnixTimestamp64Milli(occurred_at) AS at', ...columns].join(',\n    ')}
  FROM events FINAL
  WHERE ${[...this.#rowBounds(), ...scope].join('\n    AND ')}
)
GROUP BY entity_id${having.length === 0 ? '' : `\nHAVING ${having.join('\n  AND ')}`}`
  }

  /** Computes everything asked for, from a relation of the columns of `lists`. */
  measures(relation: string): string {
    const lists = this.#listColumns()
    const patterns = [...this.#patterns].map(([name, sql]) => `${sql} AS ${identifier(name)}`)
    const measures = [...this.#measures].map(([name, sql]) => `${sql} AS ${identifier(name)}`)
    return `SELECT
  ${['entity_id', ...measures].join(',\n  ')}
FROM (
  SELECT
    ${['*', ...patterns].join(',\n    ')}
  FROM (
    SELECT
      ${['entity_id', ...lists].join(',\n      ')}
    FROM ${relation}
  )
)`
  }

  #arrays(): string[] {
    const streams = [...this.#streams.values()].filter(({ test }) => test !== undefined)
    const arrays = streams.map(({ name, test }) => `arraySort(groupArrayIf(at, ${test})) AS ${identifier(name)}`)
    if (this.#hasAny()) arrays.push(`arraySort(groupArray${this.#restTest()}) AS rest`)
    for (const { name, test, column } of this.#allSeries()) {
      const pairs = `groupArrayIf(at, ${test}), groupArrayIf(assumeNotNull(${column}), ${test})`
      arrays.push(`arraySort(arrayZip(${pairs})) AS ${identifier(name)}`)
    }
    return arrays.length === 0 ? ['count() AS events_read'] : arrays
  }

  #listColumns(): string[] {
    const streams = [...this.#streams.values()].map(({ name, test }) =>
      test === undefined ? this.#anySql() : identifier(name),
    )
    const named = (known: Map<string, Series>): string[] => [...known.values()].map(({ name }) => identifier(name))
    return Object.entries({ times: streams, numbers: named(this.#numbers), texts: named(this.#texts) })
      .filter(([, elements]) => elements.length > 0)
      .map(([list, elements]) => `[${elements.join(', ')}] AS ${list}`)
  }

  /** All events: the streams of whole event types, which do not overlap, and the rest. */
  #anySql(): string {
    const whole = this.#wholeStreams().map(({ name }) => identifier(name))
    return whole.length === 0 ? 'rest' : `arraySort(arrayConcat(${[...whole, 'rest'].join(', ')}))`
  }

  #restTest(): string {
    const events = this.#wholeStreams().map(({ event }) => literal(event ?? ''))
    return events.length === 0 ? '(at)' : `If(at, event NOT IN (${events.join(', ')}))`
  }

  #wholeStreams(): Stream[] {
    return [...this.#streams.values()].filter(({ event }) => event !== undefined)
  }

  #hasAny(): boolean {
    return [...this.#streams.values()].some(({ test }) => test === undefined)
  }

  #allSeries(): Series[] {
    return [...this.#numbers.values(), ...this.#texts.values()]
  }

  #rowBounds(): string[] {
    const anchor = "fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')"
    const entity = 'entity = {entity:String}'
    if (this.tense === 'past') return [entity, `occurred_at <= ${anchor}`, `received_at <= ${anchor}`]
    return [
      entity,
      `occurred_at > ${anchor}`,
      "occurred_at <= fromUnixTimestamp64Milli({horizon_end:Int64}, 'UTC')",
    ]
  }

  #rowTest(events: readonly string[], where: Filter | undefined): string {
    const tests = (where ?? []).map((test) => {
      const [event] = events
      const kind = event === undefined ? undefined : this.kinds(event, test.property)
      return filterTest(test, this.#property(test.property, kind ?? kindOfValue(test.value)), kind)
    })
    return [eventTest(events), ...tests].join(' AND ')
  }

  #property(property: string, kind: PropertyKind): string {
    const sql = propertySql(property, kind)
    const known = this.#properties.get(sql)
    if (known !== undefined) return known.name
    const name = identifier(`p${this.#properties.size + 1}_${slugOf(property)}`)
    this.#properties.set(sql, { name, sql })
    return name
  }

  /**
   * One time for each day or visit. Of the past the last one and of the future the first, because windows are cut
   * on the other side: a day or visit that reaches into the window then has its time within it.
   */
  #patternSql(list: 'days' | 'visits'): string {
    const day = 'intDiv(at, 86400000) != intDiv(beside, 86400000)'
    const past = this.tense === 'past'
    const apart = list === 'days' ? day : `${past ? 'beside - at' : 'at - beside'} > ${visitPause}`
    const neighbours = past ? `arrayShiftLeft(s, 1, ${never})` : `arrayShiftRight(s, 1, -${never})`
    return `arrayMap(s -> arrayFilter((at, beside) -> ${apart}, s, ${neighbours}), times)`
  }
}

function positionOf(map: ReadonlyMap<string, unknown>, key: string): number {
  return [...map.keys()].indexOf(key) + 1
}

function kindOfValue(value: string | number | boolean): PropertyKind {
  return typeof value as 'string' | 'number' | 'boolean'
}
