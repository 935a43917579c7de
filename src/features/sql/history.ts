import type { Filter } from '../../config/expression.js'
import type { Window } from '../../config/window.js'
import type { Instant } from '../../shared/time.js'
import { identifier, literal } from '../../warehouse/identifier.js'
import { type PropertyKind, propertySql } from '../../warehouse/property.js'
import { slugOf, windowSuffix } from '../naming.js'
import type { PropertyKinds } from '../property-kinds.js'
import { filterTest } from './filter.js'
import { Layers } from './layers.js'
import { type List, patternSql, timesOfMoments } from './pattern.js'
import { type Column, eventTest, type Relation, type RelationColumn } from './text.js'
import { inWindow, windowBound, windowParameter } from './window.js'

export interface HistoryOptions {
  /** `past`: rows up to the anchor that were known then. `future`: rows after it, however late they came in. */
  readonly tense: 'past' | 'future'
  readonly anchor: Instant
  /** Future: milliseconds after the anchor up to which rows are read. */
  readonly horizon?: number
  readonly kinds: PropertyKinds
  /** False when it is known that no event says which visit it belongs to; visits then are told by pauses alone. */
  readonly sessionIds: boolean
}

/** A number or text of each entity, computed for every element of a list at once. */
export interface Measure {
  /** Unique with the list and window: the same name always means the same body. */
  readonly name: string
  readonly list: List
  readonly window: Window
  /** The element of the list that is wanted. */
  readonly index: number
  /** SQL of one element `s`, cut to the window. */
  readonly body: string
}

/** A sorted array of what the rows of an entity that pass a test hold. */
export interface Gathered {
  /** Unquoted. */
  readonly name: string
  /** SQL of a row. */
  readonly value: string
  readonly test: string
}

interface Stream {
  /** Unquoted. */
  readonly name: string
  /** Test of a row; undefined for the stream of all events. */
  readonly test: string | undefined
  /** The event, where the stream is all events of one type. */
  readonly event: string | undefined
}

interface Series {
  /** Unquoted. */
  readonly name: string
  readonly test: string
  readonly column: string
}

/**
 * Builds the SQL of what happened to each entity on one side of the anchor. Every row is touched once, to be put
 * into one sorted array of times for each stream of events; all else is arithmetic on these arrays, one expression
 * for all streams, so that neither time nor the length of the statement grows with events x windows
 * (docs/decisions/0012-features-from-arrays.md).
 */
export class History {
  readonly tense: 'past' | 'future'
  readonly kinds: PropertyKinds
  readonly #options: HistoryOptions
  readonly #streams = new Map<string, Stream>()
  readonly #series = { numbers: new Map<string, Series>(), texts: new Map<string, Series>() }
  /** By their SQL. */
  readonly #properties = new Map<string, Column & RelationColumn>()
  readonly #windows = new Map<string, Window>()
  readonly #layers = new Layers()
  readonly #eventsRead = new Set<string>()
  #visitsAsked = false
  /** Something was asked of all times. */
  #unbounded = false

  constructor(options: HistoryOptions) {
    this.#options = options
    this.tense = options.tense
    this.kinds = options.kinds
  }

  /** Future: milliseconds after the anchor up to which rows are read. */
  get horizon(): number | undefined {
    return this.#options.horizon
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
    const known = this.#series[list]
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
  measure({ name, list, window, index, body }: Measure): string {
    const column = `${name} ${windowSuffix(window)}`
    this.#layers.add('measures', column, `arrayMap(s -> ${body}, ${this.#list(list, window)})`)
    return `${identifier(column)}[${index}]`
  }

  /** A column computed of the list `times`. */
  pattern(name: string, sql: string): string {
    this.#unbounded = true
    return this.#layers.add('patterns', name, sql)
  }

  /** A column computed of patterns and the list `times`. */
  column(name: string, sql: string): string {
    return this.#layers.add('measures', name, sql)
  }

  /** Test of a row that is one of the events, in the window. No names: any event. */
  occurrence(events: readonly string[], window: Window): string {
    const tests = [...(events.length === 0 ? [] : [eventTest(events)]), this.#within('at', window)]
    return tests.join(' AND ')
  }

  /** Values of the parameters that the SQL names. */
  get parameters(): Readonly<Record<string, number>> {
    return this.parametersAt(this.#options.anchor)
  }

  /** The same for another anchor: the SQL does not change with it. */
  parametersAt(anchor: Instant): Readonly<Record<string, number>> {
    const { horizon } = this.#options
    const bounds = [...this.#windows].map(([name, window]) => [name, windowBound(window, anchor)] as const)
    return {
      anchor,
      ...(horizon === undefined ? {} : { horizon_end: anchor + horizon }),
      ...Object.fromEntries(bounds),
    }
  }

  /**
   * Reads rows into arrays, one row an entity. An entity that has to pass a test, or whose having no row means the
   * same as its having none that counts, is read no further than what was asked for goes.
   * @param scope further tests of a row of `events`
   * @param having tests of an entity that only one with an event that was asked for passes
   */
  happened(scope: readonly string[], having: readonly string[] = []): string {
    const narrow = this.tense === 'future' || having.length > 0 ? this.#narrowTests() : []
    const arrays = this.gathered().map(
      ({ name, value, test }) => `arraySort(groupArrayIf(${value}, ${test})) AS ${quoted(name)}`,
    )
    const rows = this.#select(`WHERE ${[...this.#rowBounds(), ...narrow, ...scope].join('\n  AND ')}`)
    return `SELECT
  ${['entity_id', ...arrays].join(',\n  ')}
FROM (
  ${rows.replaceAll('\n', '\n  ')}
)
GROUP BY entity_id${having.length === 0 ? '' : `\nHAVING ${having.join('\n  AND ')}`}`
  }

  /**
   * The rows that `happened` reads, one by one: for a few entities, of which `only` are tests. These are tested before
   * anything else is read, which copies of a row cannot differ in.
   */
  rows(only: readonly string[]): Relation {
    const [entity, ...bounds] = this.#rowBounds()
    const sql = this.#select(`PREWHERE ${[entity, ...only].join(' AND ')}\nWHERE ${bounds.join('\n  AND ')}`)
    return { sql, columns: this.#rowColumns() }
  }

  /** The arrays that `happened` makes of the rows. */
  gathered(): readonly Gathered[] {
    const moment = this.#pairsOfVisits() ? '(at, visit)' : 'at'
    const streams = [...this.#streams.values()]
    const arrays = streams.flatMap(({ name, test }) =>
      test === undefined ? [] : [{ name, value: moment, test }],
    )
    if (this.#hasAny()) arrays.push({ name: 'rest', value: moment, test: this.#restTest() })
    for (const { name, test, column } of [...this.#series.numbers.values(), ...this.#series.texts.values()])
      arrays.push({ name, value: `(at, assumeNotNull(${column}))`, test })
    return arrays
  }

  /** Everything asked for, as columns computed of the arrays of `gathered`, each after those it is computed of. */
  columns(): readonly Column[] {
    const lists = this.#lists()
    return [...lists, ...this.#layers.columns]
  }

  /** Computes everything asked for, from a relation of the columns of `happened`. */
  measured(relation: string): string {
    const columns = this.#lists().map(({ name, sql }) => `${sql} AS ${name}`)
    const base = `SELECT
  ${['entity_id', ...columns].join(',\n  ')}
FROM ${relation}`
    return this.#layers.over(base)
  }

  /** The lists that all else is computed of. */
  #lists(): readonly Column[] {
    if (this.#pairsOfVisits()) this.#layers.add('times', 'times', timesOfMoments)
    const streams = [...this.#streams.values()].map(({ name, test }) =>
      test === undefined ? this.#any() : quoted(name),
    )
    const lists = {
      [this.#pairsOfVisits() ? 'moments' : 'times']: streams,
      numbers: [...this.#series.numbers.values()].map(({ name }) => quoted(name)),
      texts: [...this.#series.texts.values()].map(({ name }) => quoted(name)),
    }
    return Object.entries(lists)
      .filter(([, elements]) => elements.length > 0)
      .map(([name, elements]) => ({ name, sql: `[${elements.join(', ')}]` }))
  }

  /** SQL of the list, cut to the window. */
  #list(list: List, window: Window): string {
    if (list === 'visits') this.#visitsAsked = true
    if (list === 'days' || list === 'visits') {
      this.#layers.add('patterns', list, patternSql(list, this.tense, this.#options.sessionIds))
    }
    const [base, sorted] = list.startsWith('sorted ') ? [list.slice('sorted '.length), true] : [list, false]
    let sql = identifier(base)
    if (window.length === undefined) this.#unbounded = true
    else {
      const [element, at] = base === 'numbers' || base === 'texts' ? ['pair', 'pair.1'] : ['at', 'at']
      const test = this.#within(at, window)
      const name = `${base} ${windowSuffix(window)}`
      sql = this.#layers.add('windows', name, `arrayMap(s -> arrayFilter(${element} -> ${test}, s), ${sql})`)
    }
    if (!sorted) return sql
    const name = `${list} ${windowSuffix(window)}`
    return this.#layers.add('sorted', name, `arrayMap(s -> arraySort(s.2), ${sql})`)
  }

  #within(at: string, window: Window): string {
    if (window.length !== undefined) this.#windows.set(windowParameter(window), window)
    return inWindow(at, window)
  }

  /** Visits are asked for, and events may say which they belong to: streams then hold pairs of time and visit. */
  #pairsOfVisits(): boolean {
    return this.#options.sessionIds && this.#visitsAsked
  }

  /** @param where the clauses that choose rows */
  #select(where: string): string {
    const columns = this.#rowColumns().map(({ name, sql }) =>
      sql === name ? sql : `${sql} AS ${quoted(name)}`,
    )
    return `SELECT
  ${['entity_id', ...columns].join(',\n  ')}
FROM events FINAL
${where}`
  }

  #rowColumns(): readonly (Column & RelationColumn)[] {
    const columns: (Column & RelationColumn)[] = [
      { name: 'event', type: 'text', sql: 'event' },
      { name: 'at', type: 'number', sql: 'toUnixTimestamp64Milli(occurred_at)' },
    ]
    if (this.#pairsOfVisits()) {
      const visit = "if(session_id = '', 0, cityHash64(session_id))"
      columns.push({ name: 'visit', type: 'number', sql: visit })
    }
    return [...columns, ...this.#properties.values()]
  }

  /** All events: the streams of whole event types, which do not overlap, and the rest. */
  #any(): string {
    const whole = this.#wholeStreams().map(({ name }) => quoted(name))
    return whole.length === 0 ? 'rest' : `arraySort(arrayConcat(${[...whole, 'rest'].join(', ')}))`
  }

  #restTest(): string {
    const events = this.#wholeStreams().map(({ event }) => literal(event ?? ''))
    return events.length === 0 ? '1' : `event NOT IN (${events.join(', ')})`
  }

  #wholeStreams(): Stream[] {
    return [...this.#streams.values()].filter(({ event }) => event !== undefined)
  }

  #rowBounds(): string[] {
    const entity = 'entity = {entity:String}'
    const anchor = "fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')"
    const end = "fromUnixTimestamp64Milli({horizon_end:Int64}, 'UTC')"
    return this.tense === 'past'
      ? [entity, `occurred_at <= ${anchor}`, `received_at <= ${anchor}`]
      : [entity, `occurred_at > ${anchor}`, `occurred_at <= ${end}`]
  }

  /** Tests that keep every row that anything was asked of. */
  #narrowTests(): string[] {
    const tests: string[] = []
    if (!this.#hasAny()) tests.push(eventTest([...this.#eventsRead]))
    if (this.tense === 'past' && !this.#unbounded) {
      const { anchor } = this.#options
      const bounds = [...this.#windows].sort(
        ([, a], [, b]) => windowBound(a, anchor) - windowBound(b, anchor),
      )
      const [name] = bounds[0]
      tests.push(`occurred_at > fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`)
    }
    return tests
  }

  #hasAny(): boolean {
    return [...this.#streams.values()].some(({ test }) => test === undefined)
  }

  #rowTest(events: readonly string[], where: Filter | undefined): string {
    for (const event of events) this.#eventsRead.add(event)
    const tests = (where ?? []).map((test) => {
      const kind = this.kinds(events[0], test.property)
      const column = this.#property(
        test.property,
        kind ?? (typeof test.value as 'string' | 'number' | 'boolean'),
      )
      return filterTest(test, column, kind)
    })
    return [eventTest(events), ...tests].join(' AND ')
  }

  #property(property: string, kind: PropertyKind): string {
    const sql = propertySql(property, kind)
    const column = this.#properties.get(sql) ?? {
      name: `p${this.#properties.size + 1}_${slugOf(property)}`,
      type: kind === 'number' || kind === 'boolean' ? 'number' : 'text',
      sql,
    }
    this.#properties.set(sql, column)
    return identifier(column.name)
  }
}

/** Names of ours that need no quotes. */
const plain: ReadonlySet<string> = new Set(['event', 'at', 'visit', 'rest'])

function quoted(name: string): string {
  return plain.has(name) ? name : identifier(name)
}

function positionOf(map: ReadonlyMap<string, unknown>, key: string): number {
  return [...map.keys()].indexOf(key) + 1
}
