import type { FieldType } from '../event.js'
import type { DataSample } from './sample.js'

/** What a data file seems to hold. */
export type Guess = EventGuess | TableGuess

/** A file of events: somebody did something at some time. */
export interface EventGuess {
  readonly kind: 'events'
  readonly path: string
  readonly id: string
  readonly time: string
  readonly timeFormat: 'auto' | 'dayFirst' | 'monthFirst'
  /** The column with the event's name; undefined when all rows are one type. */
  readonly event: string | undefined
  /** Most frequent first. */
  readonly events: readonly GuessedEvent[]
  /** A price and a quantity, whose product is what was paid. */
  readonly amount: { readonly price: string; readonly quantity: string } | undefined
  /** Milliseconds from the first event to the last; undefined when not the whole file was seen. */
  readonly span: number | undefined
}

export interface GuessedEvent {
  readonly name: string
  readonly properties: readonly GuessedProperty[]
}

export interface GuessedProperty {
  readonly name: string
  readonly kind: FieldType['kind']
  readonly column: string
}

/** A file with one row for each customer. */
export interface TableGuess {
  readonly kind: 'table'
  readonly path: string
  readonly key: string | undefined
  /** The column that seems to be the outcome, and the value that means yes where it has two. */
  readonly label: { readonly column: string; readonly yes: string | number | undefined } | undefined
}

/** Names of columns, most telling first. Compared without case and without `_`, `-` and blanks. */
const names = {
  id: [
    ...['entityid', 'userid', 'customerid', 'accountid', 'memberid', 'playerid', 'clientid', 'distinctid'],
    ...['user', 'customer', 'id'],
  ],
  time: ['occurredat', 'timestamp', 'eventtime', 'time', 'createdat', 'datetime', 'date', 'ts', 'day'],
  event: ['event', 'eventtype', 'eventname', 'type', 'action', 'activity'],
  label: [
    ...['churn', 'churned', 'churnflag', 'ischurned', 'converted', 'conversion', 'attrition', 'exited'],
    ...['target', 'label', 'outcome', 'y', 'purchased', 'revenue'],
  ],
  /** Found by themselves on the way in, and no properties. */
  parts: ['receivedat', 'messageid', 'eventid', 'uuid', 'sessionid'],
  price: ['unitprice', 'price'],
  quantity: ['quantity', 'qty'],
}

/** Columns that say what something was worth. */
export const worth = /(amount|price|revenue|total|value|spend|cost)$/i

/** More different names than this are no event types but a text. */
const mostEventTypes = 200
/** A table is told from a log by each id standing once in at least so many rows. */
const fewestRows = 20

/** Guesses what a data file holds from its beginning. */
export function guess(sample: DataSample): Guess {
  const columns = new SampleColumns(sample)
  const id = columns.named(names.id) ?? columns.repeatedId()
  const time = columns.times(names.time)
  const oneRowEach = id !== undefined && sample.rows.length >= fewestRows && columns.isKey(id)
  return id === undefined || time === undefined || oneRowEach
    ? guessTable(sample, columns, id)
    : guessEvents(sample, columns, id, time)
}

function guessEvents(sample: DataSample, columns: SampleColumns, id: string, time: string): EventGuess {
  const event = columns.named(names.event, (column) => columns.distinct(column).length <= mostEventTypes)
  const taken = new Set([id, time, event])
  const properties = sample.columns
    .filter((column) => !taken.has(column) && !names.parts.includes(plain(column)))
    .filter((column) => column !== '' && !columns.isProse(column))
    .map((column): GuessedProperty => ({ name: propertyName(column), kind: columns.kind(column), column }))
  const isNumeric = (column: string): boolean => columns.kind(column) === 'number'
  const price = columns.named(names.price, isNumeric)
  const quantity = columns.named(names.quantity, isNumeric)
  return {
    kind: 'events',
    path: sample.path,
    id,
    time,
    timeFormat: columns.timeFormat(time),
    event,
    events: event === undefined ? [{ name: '', properties }] : eventTypes(columns, event, properties),
    amount: price !== undefined && quantity !== undefined ? { price, quantity } : undefined,
    span: sample.complete ? columns.span(time) : undefined,
  }
}

/** Each event type with the properties that any of its rows has. */
function eventTypes(
  columns: SampleColumns,
  event: string,
  properties: readonly GuessedProperty[],
): readonly GuessedEvent[] {
  return columns.distinct(event).map((name) => ({
    name,
    properties: properties.filter(({ column }) => columns.isUsed(column, event, name)),
  }))
}

function guessTable({ path }: DataSample, columns: SampleColumns, id: string | undefined): TableGuess {
  const column = columns.named(names.label, (name) => columns.distinct(name).length > 1)
  const key = id !== undefined && columns.isKey(id) ? id : undefined
  return {
    kind: 'table',
    path,
    key,
    label: column === undefined ? undefined : { column, yes: columns.yes(column) },
  }
}

/** A name that can stand after a dot: "Unit Price" is `unitPrice`. */
function propertyName(column: string): string {
  const reserved = ['name', 'properties']
  if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(column) && !reserved.includes(column)) return column
  const joined = camelCase(column)
  if (reserved.includes(joined)) return `${joined}Value`
  return /^\p{L}/u.test(joined) ? joined : `column${joined}`
}

/** "Unit Price" and "unit_price" are `unitPrice`. */
export function camelCase(text: string): string {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word, index) =>
      index === 0 ? `${word[0]?.toLowerCase()}${word.slice(1)}` : `${word[0]?.toUpperCase()}${word.slice(1)}`,
    )
    .join('')
}

class SampleColumns {
  constructor(readonly sample: DataSample) {}

  /** The column with the most telling name. */
  named(wanted: readonly string[], fits: (column: string) => boolean = () => true): string | undefined {
    for (const name of wanted) {
      const found = this.sample.columns.find((column) => plain(column) === name && fits(column))
      if (found !== undefined) return found
    }
    return undefined
  }

  /** A column called an id whose values stand in several rows, as whoever does something does. */
  repeatedId(): string | undefined {
    const ids = this.sample.columns.filter((column) => plain(column).endsWith('id'))
    const share = (column: string): number => this.distinct(column).length / this.sample.rows.length
    return ids.find((column) => share(column) < 0.95) ?? ids[0]
  }

  /** Whether a column holds anything in the rows of an event type. */
  isUsed(column: string, event: string, name: string): boolean {
    const index = this.sample.columns.indexOf(column)
    const type = this.sample.columns.indexOf(event)
    return this.sample.rows.some((row) => row[type]?.trim() === name && (row[index] ?? '').trim() !== '')
  }

  /** Milliseconds between the first and the last time; undefined for times not in ISO 8601 or Unix seconds. */
  span(time: string): number | undefined {
    let first = Infinity
    let last = -Infinity
    for (const value of this.values(time)) {
      const instant = isNumber(value) ? unixTime(Number(value)) : Date.parse(value)
      if (instant < first) first = instant
      if (instant > last) last = instant
    }
    return last > first ? last - first : undefined
  }

  /** A column of times, by its name or, failing that, by its values. */
  times(wanted: readonly string[]): string | undefined {
    return (
      this.named(wanted, (column) => this.#mostly(column, isTime)) ??
      this.sample.columns.find((column) => /date|time|_at$/i.test(column) && this.#mostly(column, isTime)) ??
      this.sample.columns.find((column) => this.#mostly(column, isDate))
    )
  }

  /** Only what is not certain to be read right by itself: day or month first. */
  timeFormat(column: string): 'auto' | 'dayFirst' | 'monthFirst' {
    const parts = this.values(column).flatMap((value) => {
      const match = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b/.exec(value)
      return match === null ? [] : [[Number(match[1]), Number(match[2])] as const]
    })
    if (parts.length === 0) return 'auto'
    if (parts.some(([first]) => first > 12)) return 'dayFirst'
    if (parts.some(([, second]) => second > 12)) return 'monthFirst'
    return 'dayFirst'
  }

  kind(column: string): FieldType['kind'] {
    const values = this.values(column)
    if (values.length === 0) return 'string'
    if (values.every((value) => /^(true|false)$/i.test(value))) return 'boolean'
    // The numbers of ids are names: nobody adds them up. A broken value among many is for the import to tell.
    return this.#mostly(column, isNumber) && !/id$/i.test(column) ? 'number' : 'string'
  }

  /** Different values, most frequent first. */
  distinct(column: string): readonly string[] {
    const counts = new Map<string, number>()
    for (const value of this.values(column)) counts.set(value, (counts.get(value) ?? 0) + 1)
    return [...counts].toSorted((a, b) => b[1] - a[1]).map(([value]) => value)
  }

  /** True for a column that names each row. */
  isKey(column: string): boolean {
    const values = this.values(column)
    return values.length === this.sample.rows.length && new Set(values).size === values.length
  }

  /** True for prose: long and hardly ever the same. */
  isProse(column: string): boolean {
    const values = this.values(column)
    const length = values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length)
    return length > 20 && new Set(values).size > 100
  }

  /** Of a column with two values, the one that means yes; undefined for any other column. */
  yes(column: string): string | number | undefined {
    const values = this.distinct(column)
    if (values.length !== 2) return undefined
    const yes = values.find((value) => /^(yes|y|true|1|churned)$/i.test(value)) ?? values[1]
    return yes !== undefined && values.every(isNumber) ? Number(yes) : yes
  }

  /** What is in the column, less the empty fields. */
  values(column: string): readonly string[] {
    const index = this.sample.columns.indexOf(column)
    return this.sample.rows.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '')
  }

  #mostly(column: string, test: (value: string) => boolean): boolean {
    const values = this.values(column)
    return values.length > 0 && values.filter(test).length >= 0.9 * values.length
  }
}

function plain(column: string): string {
  return column.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

function isNumber(value: string): boolean {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value)
}

function isDate(value: string): boolean {
  // A day is followed by anything but a digit: a blank, or the T of ISO 8601.
  return /^(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})(?!\d)/.test(value)
}

/** A date, or Unix seconds or milliseconds from 1990 to 2100. */
function isTime(value: string): boolean {
  if (isDate(value)) return true
  const number = isNumber(value) ? Number(value) : Number.NaN
  return (number > 6.3e8 && number < 4.2e9) || (number > 6.3e11 && number < 4.2e12)
}

/** Unix seconds or milliseconds, as milliseconds. */
function unixTime(value: number): number {
  return value < 1e11 ? value * 1000 : value
}
