import type { Instant } from '../shared/time.js'
import { checkCount, checkValue, kindOf, type ValueKind } from './check-value.js'
import type { Fields } from './event.js'
import type { ConditionNode, Filter, QuantityNode, ScorePart, UntilNode } from './expression.js'
import { type Complaint, listed, type Mistakes, shown, told } from './mistakes.js'
import { describeNode, isCondition, isQuantity, windowText } from './node.js'
import { isObject, lengthOf } from './option.js'
import type { Path } from './origin.js'
import type { EntityPlan } from './plan.js'
import type { Vocabulary } from './vocabulary.js'
import type { Tense } from './window.js'

/** What the expressions of one part of a prediction may speak of. */
export interface Scope {
  readonly tense: Tense
  readonly vocabulary: Vocabulary
  /** Whom the prediction is about; undefined when that is itself mistaken. */
  readonly entity: EntityPlan | undefined
  /** The table of a table prediction. */
  readonly table: { readonly path: string; readonly columns: Fields } | undefined
  readonly mistakes: Mistakes
  /** Is told the length of every window met. */
  readonly onWindow?: (length: Instant) => void
}

const countKinds = ['count', 'activeDays', 'sessions']

const windowExpected = {
  past: 'a window of the past, such as last 30d',
  future: 'a window of the future, such as next 30d',
  table: 'no window, because a table has no time',
} as const

const tenseAdjective = {
  past: 'of the past',
  future: 'of the future',
  table: 'of a column of the table',
} as const

/** Where a verb makes sense: `time` is the past as well as the future. Those not named make sense everywhere. */
const homes: Readonly<Partial<Record<QuantityNode['kind'] | 'until', Tense | 'time'>>> = {
  count: 'time',
  aggregate: 'time',
  activeDays: 'time',
  sessions: 'time',
  daysSince: 'past',
  trait: 'past',
  until: 'future',
  column: 'table',
}

const placeText = {
  past: 'a population or feature',
  future: 'a label',
  time: 'a prediction from events',
  table: 'a prediction from a table',
} as const

/**
 * Checks expressions that no compiler has seen, or that one has not seen whole: tenses, names, types, values.
 * Everything wrong is added to the scope's mistakes.
 */
export class ExpressionCheck {
  constructor(readonly scope: Scope) {}

  condition(node: unknown, path: Path): void {
    if (node === told) return
    if (!isCondition(node)) {
      this.#wrong(path, 'a condition, such as count(login, last 30d) at least 1', describeNode(node))
      return
    }
    const at = this.#at(node, path)
    if (node.kind === 'not') this.condition(node.condition, at)
    else if (node.kind === 'compare') this.#comparison(node, at)
    else {
      if (node.conditions.length === 0) this.#wrong(at, 'at least one condition', 'an empty list')
      for (const condition of node.conditions) this.condition(condition, at)
    }
  }

  /** @returns what the quantity is one of */
  quantity(node: unknown, path: Path): ValueKind {
    if (node === told) return 'unknown'
    if (!isQuantity(node)) {
      this.#wrong(path, 'a quantity, such as count(login, last 30d)', describeNode(node))
      return 'unknown'
    }
    const at = this.#at(node, path)
    if (!this.#belongs(node.kind, at)) return 'unknown'
    switch (node.kind) {
      case 'count':
        this.#events(node.events, at, node.kind)
        this.#window(node.window, at)
        this.#filter(node.where, node.events, at)
        return 'number'
      case 'aggregate':
        return this.#aggregate(node, at)
      case 'activeDays':
      case 'sessions':
        this.#events(node.events, at, node.kind)
        this.#window(node.window, at)
        return 'number'
      case 'daysSince':
        this.#events(node.events, at, node.which === 'last' ? 'daysSince' : 'daysSinceFirst')
        return 'number'
      case 'trait':
        return this.#trait(node.trait, at)
      case 'ratio':
        this.#number(node.numerator, this.#within(at, 'ratio', 0))
        this.#number(node.denominator, this.#within(at, 'ratio', 1))
        return 'number'
      case 'score':
        this.#score(node.parts, at)
        return 'number'
      case 'column':
        return this.#column(node, at)
    }
  }

  until(node: UntilNode, path: Path): void {
    const at = this.#at(node, path)
    if (!this.#belongs('until', at)) return
    this.#events(node.events, at, 'until')
    this.#window(node.window, at)
  }

  /** Checks a list of event names, as funnels have them. */
  events(events: readonly unknown[], path: Path): void {
    this.#events(events, path)
  }

  #comparison({ quantity, comparison, value }: Extract<ConditionNode, { kind: 'compare' }>, at: Path): void {
    const kind = this.quantity(quantity, at)
    const where = this.#within(at, comparison)
    const counts = isQuantity(quantity) && countKinds.includes(quantity.kind)
    this.#complain(where, checkValue(kind, comparison, value))
    if (counts) this.#complain(where, checkCount(comparison, value))
  }

  #aggregate(node: Extract<QuantityNode, { kind: 'aggregate' }>, at: Path): ValueKind {
    const { aggregate, event, property } = node
    const where = this.#within(at, aggregate)
    this.#window(node.window, at)
    const known = this.#event(event, where)
    if (known === undefined) return 'unknown'
    this.#filter(node.where, [event], at)
    const kind = kindOf(known, property)
    if (kind === undefined) {
      this.scope.mistakes.unknown(where, `a property of ${event}`, property, Object.keys(known))
      return 'unknown'
    }
    if (aggregate === 'distinct') return 'number'
    if (aggregate === 'latest' || aggregate === 'mostFrequent') return kind
    if (kind !== 'number' && kind !== 'unknown') {
      const got = `${event}.${property}, which is a ${kind}`
      this.#wrong(where, `a number to take the ${aggregate} of`, got)
    }
    return 'number'
  }

  #trait(trait: string, at: Path): ValueKind {
    const { entity, mistakes } = this.scope
    if (entity === undefined) return 'unknown'
    const kind = kindOf(entity.traits, trait)
    if (kind === undefined) {
      const where = this.#within(at, 'trait')
      mistakes.unknown(where, `a trait of ${entity.name}`, trait, Object.keys(entity.traits))
    }
    return kind ?? 'unknown'
  }

  #column({ table, column }: { table: string; column: string }, at: Path): ValueKind {
    const own = this.scope.table
    if (own === undefined) return 'unknown'
    if (table !== own.path)
      this.#wrong(at, `a column of ${own.path}, the table of the prediction`, `one of ${table}`)
    if (typeof column !== 'string' || column === '') this.#wrong(at, 'the name of a column', shown(column))
    return kindOf(own.columns, column) ?? 'unknown'
  }

  #score(parts: readonly ScorePart[], at: Path): void {
    if (parts.length === 0) this.#wrong(at, 'at least one part', 'an empty list')
    for (const [index, { of, weight, from, to }] of parts.entries()) {
      const part = this.#within(at, 'score', index)
      this.#number(of, this.#within(part, 'of'))
      if (!(Number.isFinite(weight) && weight > 0)) {
        this.#wrong(this.#within(part, 'weight'), 'a number above 0', shown(weight))
      }
      for (const [name, bound] of Object.entries({ from, to })) {
        if (!Number.isFinite(bound)) this.#wrong(this.#within(part, name), 'a number', shown(bound))
      }
      if (from === to)
        this.#wrong(this.#within(part, 'to'), `another value than from, which is ${from}`, shown(to))
    }
  }

  #number(node: unknown, path: Path): void {
    const kind = this.quantity(node, path)
    if (kind !== 'number' && kind !== 'unknown') this.#wrong(path, 'a quantity that is a number', `a ${kind}`)
  }

  #window(window: unknown, at: Path): void {
    const { tense, onWindow } = this.scope
    if (!isObject(window) || typeof window['tense'] !== 'string') {
      this.#wrong(at, windowExpected[tense], shown(window))
      return
    }
    const where = this.#at(window, at)
    if (window['tense'] !== tense) {
      this.#wrong(where, windowExpected[tense], windowText(window))
      return
    }
    if (window['length'] === undefined && tense === 'past') return
    const length = lengthOf(window['length'])
    if (length === undefined) {
      this.#wrong(where, 'a length of time such as 30d, 12h, 4w or 90m', shown(window['length']))
    } else onWindow?.(length)
  }

  #filter(where: Filter | undefined, events: readonly string[], at: Path): void {
    if (where === undefined) return
    if (!Array.isArray(where)) {
      this.#wrong(this.#within(at, 'where'), 'a list of comparisons of properties', shown(where))
      return
    }
    for (const { property, comparison, value } of where as Filter) {
      const place = this.#within(at, 'where', property)
      for (const event of events) {
        const known = this.scope.vocabulary.events.get(event)?.properties
        if (known === undefined) continue // told with the event
        const kind = kindOf(known, property)
        if (kind === undefined) {
          this.scope.mistakes.unknown(place, `a property of ${event}`, property, Object.keys(known))
        } else this.#complain(place, checkValue(kind, comparison, value))
      }
    }
  }

  #events(events: readonly unknown[], at: Path, verb?: string): void {
    const where = verb === undefined ? at : this.#within(at, verb)
    if (events.length === 0) this.#wrong(where, 'at least one event', 'an empty list')
    for (const event of events) this.#event(event, where)
    const twice = events.find((event, index) => events.indexOf(event) !== index)
    if (twice !== undefined) this.#wrong(where, 'each event once', `${shown(twice)} twice`)
  }

  /** @returns the properties of an event that is known */
  #event(event: unknown, where: Path): Fields | undefined {
    const { vocabulary, entity, mistakes } = this.scope
    const known = typeof event === 'string' ? vocabulary.events.get(event) : undefined
    if (known === undefined) {
      const names = [...vocabulary.events.keys()]
      if (typeof event === 'string') mistakes.unknown(where, 'an event of the sources', event, names)
      else mistakes.add(where, { expected: `an event of the sources (${listed(names)})`, got: shown(event) })
      return undefined
    }
    const actors = vocabulary.actors.get(known.name)
    if (entity !== undefined && actors !== undefined && actors.size > 0 && !actors.has(entity.name)) {
      const happens = `${known.name}, which happens to ${listed([...actors])}`
      this.#wrong(where, `an event that happens to ${entity.name}, whom the prediction is about`, happens)
    }
    return known.properties
  }

  /** Whether what a verb speaks of exists in the tense of the scope; windows have a tense of their own. */
  #belongs(verb: QuantityNode['kind'] | 'until', at: Path): boolean {
    const { tense } = this.scope
    const home = homes[verb]
    if (home === undefined || home === tense || (home === 'time' && tense !== 'table')) return true
    const place = placeText[home]
    this.#wrong(
      this.#within(at, verb),
      `an expression ${tenseAdjective[tense]}`,
      `${verb}, which belongs into ${place}`,
    )
    return false
  }

  #complain(path: Path, complaint: Complaint | undefined): void {
    if (complaint !== undefined) this.scope.mistakes.add(path, complaint)
  }

  #wrong(path: Path, expected: string, got: string): void {
    this.scope.mistakes.add(path, { expected, got })
  }

  /** Where a declaration was written, when that is known better than `path`. */
  #at(declaration: object, path: Path): Path {
    return this.scope.mistakes.origin.pathOf(declaration) ?? path
  }

  /** A part of a declaration: a key below it where it was written in keys, the declaration itself elsewhere. */
  #within(path: Path, ...parts: Path): Path {
    return this.scope.mistakes.origin.keyed ? [...path, ...parts] : path
  }
}
