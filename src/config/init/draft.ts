import { basename } from 'node:path'
import { DAY } from '../../shared/time.js'
import type { FieldType } from '../event.js'
import { camelCase, type EventGuess, guess, type GuessedEvent, type TableGuess, worth } from './guess.js'
import type { DataSample } from './sample.js'

/** A configuration to be written: what both of its forms, TypeScript and YAML, say. */
export interface Draft {
  readonly sources: readonly SourceDraft[]
  readonly events: readonly EventDraft[]
  /** How far churn looks back and ahead. */
  readonly horizon: string
  /** The property whose sum is a customer's value, if there is one. */
  readonly value: { readonly event: string; readonly property: string; readonly horizon: string } | undefined
  /** True for the example that stands in for data nobody has shown. */
  readonly example: boolean
}

export interface EventDraft {
  readonly name: string
  readonly properties: readonly {
    readonly name: string
    readonly kind: FieldType['kind']
    readonly unit?: string
  }[]
}

export type SourceDraft = EventSourceDraft | TableDraft

export interface EventSourceDraft {
  readonly kind: 'events'
  readonly name: string
  readonly path: string
  readonly columns: Readonly<Record<string, string>>
  readonly events: readonly string[]
  /** Properties in columns of other names, and those computed as a product of two. */
  readonly mapped: Readonly<Record<string, string | readonly [string, string]>>
  readonly timeFormat: EventGuess['timeFormat']
}

export interface TableDraft extends Omit<TableGuess, 'kind'> {
  readonly kind: 'table'
  readonly name: string
  /** Name of the prediction of its label. */
  readonly prediction: string
}

/** Drafts a configuration that works on the files; on an example when there are none. */
export function draftFor(files: readonly DataSample[]): Draft {
  if (files.length === 0) return example
  const names = new Names()
  const guesses = files.map((file) => ({ name: names.take(sourceName(file.path)), found: guess(file) }))
  const predictions = new Names(
    guesses.some(({ found }) => found.kind === 'events') ? ['churn', 'value'] : [],
  )
  const events = new Map<string, EventDraft>()
  const sources = guesses.map(({ name, found }): SourceDraft => {
    if (found.kind === 'table') {
      return {
        ...found,
        name,
        prediction: predictions.take(predictionName(found.label?.column ?? 'outcome')),
      }
    }
    const types = found.events.map((type) => draftEvent(type, found, files.length > 1 ? name : undefined))
    for (const type of types) events.set(type.name, merged(events.get(type.name), type))
    return draftSource(name, found, types)
  })
  const spans = guesses.flatMap(({ found }) =>
    found.kind === 'events' && found.span !== undefined ? [found.span] : [],
  )
  const horizon = horizonFor(Math.max(0, ...spans))
  return {
    sources,
    events: [...events.values()],
    horizon,
    value: valueOf([...events.values()], horizon),
    example: false,
  }
}

function draftEvent(
  { name, properties }: GuessedEvent,
  { amount }: EventGuess,
  source: string | undefined,
): EventDraft {
  const isBought =
    amount !== undefined || properties.some(({ name, kind }) => kind === 'number' && worth.test(name))
  const paid = amount === undefined ? [] : [{ name: 'amount', kind: 'number' as const }]
  const own = properties.filter((property) => amount === undefined || property.name !== 'amount')
  return {
    // A file of one type has no names in it: it is called after the file where there are several.
    name: name !== '' ? name : (source ?? (isBought ? 'purchase' : 'activity')),
    properties: [...own.map(({ name, kind }) => ({ name, kind })), ...paid],
  }
}

function draftSource(name: string, found: EventGuess, events: readonly EventDraft[]): EventSourceDraft {
  const renamed = found.events
    .flatMap(({ properties }) => properties)
    .filter((property) => property.name !== property.column)
    .map((property) => [property.name, property.column] as const)
  const { id, time, event, amount, path, timeFormat } = found
  return {
    kind: 'events',
    name,
    path,
    columns: { id, time, ...(event === undefined ? {} : { event }) },
    events: events.map((each) => each.name),
    mapped: {
      ...Object.fromEntries(renamed),
      ...(amount === undefined ? {} : { amount: [amount.quantity, amount.price] as const }),
    },
    timeFormat,
  }
}

/** The same event type in two files has the properties of both. */
function merged(known: EventDraft | undefined, more: EventDraft): EventDraft {
  if (known === undefined) return more
  const names = new Set(known.properties.map(({ name }) => name))
  return {
    ...known,
    properties: [...known.properties, ...more.properties.filter(({ name }) => !names.has(name))],
  }
}

/** The longest usual horizon of which the data holds at least eight; 30 days when nobody knows. */
function horizonFor(span: number): string {
  const fitting = [30, 14, 7, 1].find((days) => span >= 8 * days * DAY)
  return `${span === 0 ? 30 : (fitting ?? 1)}d`
}

/** Sums what was paid, or what is most like it. */
function valueOf(events: readonly EventDraft[], horizon: string): Draft['value'] {
  const candidates = events.flatMap(({ name, properties }) =>
    properties
      .filter(
        (property) => property.kind === 'number' && worth.test(property.name) && !/unit/i.test(property.name),
      )
      .map((property) => ({ event: name, property: property.name })),
  )
  const best = candidates.find(({ property }) => property === 'amount') ?? candidates[0]
  return best && { ...best, horizon: horizon === '30d' ? '90d' : horizon }
}

/** A name that suits folders, from a file's: "data/Online Retail.csv.gz" is `online_retail`. */
function sourceName(path: string): string {
  const stem = basename(path).replace(/\..*$/, '')
  const plain = stem
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  return /^[a-z]/.test(plain) ? plain : `source_${plain}`
}

/** A name for the prediction of a column: letters and digits only. */
function predictionName(column: string): string {
  const name = camelCase(column).replaceAll(/[^A-Za-z0-9]/g, '')
  return /^[A-Za-z]/.test(name) ? name : `outcome${name}`
}

/** Hands out each name once. */
export class Names {
  readonly #taken: Set<string>

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  take(wanted: string): string {
    let name = wanted
    for (let number = 2; this.#taken.has(name); number++) name = `${wanted}_${number}`
    this.#taken.add(name)
    return name
  }
}

const example: Draft = {
  sources: [
    {
      kind: 'events',
      name: 'app',
      path: 'data/events.csv',
      columns: { id: 'user_id', time: 'timestamp', event: 'event' },
      events: ['login', 'feature_use', 'purchase'],
      mapped: {},
      timeFormat: 'auto',
    },
  ],
  events: [
    { name: 'login', properties: [] },
    { name: 'feature_use', properties: [{ name: 'feature', kind: 'string' }] },
    {
      name: 'purchase',
      properties: [
        { name: 'amount', kind: 'number', unit: 'USD' },
        { name: 'plan', kind: 'string' },
      ],
    },
  ],
  horizon: '30d',
  value: { event: 'purchase', property: 'amount', horizon: '90d' },
  example: true,
}
