import type { Fields } from './event.js'
import type { Comparison, Filter, QuantityNode, Value } from './expression.js'
import type { Plan } from './plan.js'
import type { Window } from './window.js'
import { durationWords, eventNoun, humanise, joined, type Noun } from './words.js'

/** The part of a plan that the words of an expression depend on. */
export type Naming = Pick<Plan, 'events'>

/** A quantity without its value and without an article: "number of logins in the last 30 days". */
export function describeQuantity(node: QuantityNode, plan: Naming): string {
  switch (node.kind) {
    case 'count':
      return `number of ${eventsNoun(node.events, plan, node.where).many} ${describeWindow(node.window)}`
    case 'activeDays':
      return `number of days with ${eventsNoun(node.events, plan).many} ${describeWindow(node.window)}`
    case 'sessions':
      return `number of ${visits(node.events, plan).many} ${describeWindow(node.window)}`
    case 'daysSince':
      return `days since the ${node.which} ${eventsNoun(node.events, plan).one}`
    case 'aggregate':
      return describeAggregate(node, plan)
    case 'trait':
      return humanise(node.trait)
    case 'column':
      return node.column
    case 'ratio':
      return `ratio of the ${describeQuantity(node.numerator, plan)} to the ${describeQuantity(node.denominator, plan)}`
    case 'score':
      return `score (0 to 1) made of ${joined(
        node.parts.map(({ of }) => `the ${describeQuantity(of, plan)}`),
        'and',
      )}`
  }
}

/** "in the last 30 days", "in the next day", "so far". */
export function describeWindow({ tense, length }: Window): string {
  if (length === undefined) return 'so far'
  const words = durationWords(length).replace(/^1 /, '')
  return `in the ${tense === 'future' ? 'next' : 'last'} ${words}`
}

export function describeAggregate(
  node: Extract<QuantityNode, { kind: 'aggregate' }>,
  plan: Naming,
  unit = unitOf(node, plan),
): string {
  const { one, many } = eventsNoun([node.event], plan, node.where)
  const property = `${humanise(node.property)}${unit === '' ? '' : ` (${unit})`}`
  const window = describeWindow(node.window)
  switch (node.aggregate) {
    case 'sum':
      return `total ${property} of ${many} ${window}`
    case 'mean':
      return `mean ${property} of ${many} ${window}`
    case 'max':
      return `largest ${property} of ${many} ${window}`
    case 'min':
      return `smallest ${property} of ${many} ${window}`
    case 'latest':
      return `${property} of the latest ${one} ${window}`
    case 'distinct':
      return `number of different values of ${property} among ${many} ${window}`
    case 'mostFrequent':
      return `most frequent ${property} of ${many} ${window}`
  }
}

export function unitOf(node: QuantityNode, plan: Naming): string {
  if (node.kind !== 'aggregate' || node.aggregate === 'distinct') return ''
  return propertiesOf(node.event, plan)[node.property]?.unit ?? ''
}

function propertiesOf(event: string, plan: Naming): Fields {
  return plan.events[event]?.properties ?? {}
}

/** One event type, several as one, or all there are. */
export function eventsNoun(events: readonly string[], plan: Naming, where: Filter = []): Noun {
  const condition = filterWords(where, events, plan)
  const { one, many } = kindsNoun(events, plan)
  return { one: `${one}${condition}`, many: `${many}${condition}` }
}

function kindsNoun(events: readonly string[], plan: Naming): Noun {
  const all = Object.keys(plan.events)
  if (events.length > 1 && events.length === all.length)
    return { one: 'event of any kind', many: 'events of any kind' }
  const nouns = events.map(eventNoun)
  if (nouns.length <= 3) {
    return {
      one: joined(
        nouns.map(({ one }) => one),
        'or',
      ),
      many: joined(
        nouns.map(({ many }) => many),
        'or',
      ),
    }
  }
  const kinds = `of ${nouns.length} kinds (${nouns.map(({ one }) => one).join(', ')})`
  return { one: `event ${kinds}`, many: `events ${kinds}` }
}

export function visits(events: readonly string[], plan: Naming): Noun {
  if (events.length === Object.keys(plan.events).length) return { one: 'visit', many: 'visits' }
  const { many } = eventsNoun(events, plan)
  return { one: `visit with ${many}`, many: `visits with ${many}` }
}

/** ` with plan "pro" and amount at least 5 USD` */
function filterWords(where: Filter, events: readonly string[], plan: Naming): string {
  if (where.length === 0) return ''
  const parts = where.map(({ property, comparison, value }) => {
    const unit = propertiesOf(events[0] ?? '', plan)[property]?.unit ?? ''
    const words = comparison === 'is' ? '' : `${comparisonWords[comparison]} `
    return `${humanise(property)} ${words}${valueText(value, unit)}`
  })
  return ` with ${joined(parts, 'and')}`
}

export function valueText(value: Value, unit = ''): string {
  if (typeof value === 'string') return `"${value}"`
  const text =
    typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 6 }) : String(value)
  return unit === '' ? text : `${text} ${unit}`
}

export const comparisonWords: Record<Comparison, string> = {
  is: 'exactly',
  isNot: 'other than',
  atLeast: 'at least',
  atMost: 'at most',
  moreThan: 'more than',
  lessThan: 'less than',
}
