import type { QuantityNode } from '../config/expression.js'
import type { Fields } from '../config/event.js'
import type { Feature } from './feature.js'
import { eventsTitle, singularOf, windowSuffix, windowTitle, wordsOf } from './naming.js'

/** What a declared quantity is, for people: "logins in the last 30 days". */
export function quantityTitle(node: QuantityNode): string {
  switch (node.kind) {
    case 'count':
      return `${eventsTitle(node.events)}${filterTitle(node.where)} ${windowTitle(node.window)}`
    case 'activeDays':
      return `${node.events.length === 0 ? 'active days' : `days with ${eventsTitle(node.events)}`} ${windowTitle(node.window)}`
    case 'sessions':
      return `${node.events.length === 0 ? 'visits' : `visits with ${eventsTitle(node.events)}`} ${windowTitle(node.window)}`
    case 'daysSince':
      return `days since the ${node.which} ${oneOf(node.events)}`
    case 'aggregate':
      return `${aggregateWords[node.aggregate]} ${wordsOf(node.property)} of ${eventsTitle([node.event])}${filterTitle(node.where)} ${windowTitle(node.window)}`
    case 'trait':
      return wordsOf(node.trait)
    case 'ratio':
      return `${quantityTitle(node.numerator)} over ${quantityTitle(node.denominator)}`
    case 'score':
      return `score of ${node.parts.map(({ of }) => quantityTitle(of)).join(', ')}`
    case 'column':
      return wordsOf(node.column)
  }
}

const aggregateWords: Readonly<Record<Extract<QuantityNode, { kind: 'aggregate' }>['aggregate'], string>> = {
  sum: 'total',
  mean: 'mean',
  max: 'largest',
  min: 'smallest',
  latest: 'newest',
  distinct: 'different values of',
  mostFrequent: 'most frequent',
}

function oneOf(events: readonly string[]): string {
  return events.length === 0 ? 'event of any kind' : events.map(singularOf).join(' or ')
}

function filterTitle(where: Extract<QuantityNode, { kind: 'count' }>['where']): string {
  if (where === undefined || where.length === 0) return ''
  const tests = where.map(
    ({ property, comparison, value }) =>
      `${wordsOf(property)} ${comparisonWords[comparison]} ${String(value)}`,
  )
  return ` with ${tests.join(' and ')}`
}

const comparisonWords = {
  is: 'is',
  isNot: 'is not',
  atLeast: 'at least',
  atMost: 'at most',
  moreThan: 'more than',
  lessThan: 'less than',
} as const

/** What one of a declared quantity is one of. */
export function quantityUnit(
  node: QuantityNode,
  properties: (event: string) => Fields | undefined,
): string | undefined {
  switch (node.kind) {
    case 'daysSince':
    case 'activeDays':
      return 'days'
    case 'sessions':
      return 'visits'
    case 'aggregate':
      return node.aggregate === 'distinct' ? undefined : properties(node.event)?.[node.property]?.unit
    case 'count':
    case 'trait':
    case 'ratio':
    case 'score':
    case 'column':
      return undefined
  }
}

/** A feature of a quantity over a window, named for its events and window. */
export function describe({
  slug,
  what,
  family,
  node,
}: {
  readonly slug: string
  readonly what: string
  readonly family: string
  readonly node: Extract<QuantityNode, { kind: 'count' | 'activeDays' | 'sessions' }>
}): Feature {
  const unit = quantityUnit(node, () => undefined)
  return {
    name: `${slug}_${what}_${windowSuffix(node.window)}`,
    kind: 'numeric',
    title: quantityTitle(node),
    ...(unit === undefined ? {} : { unit }),
    family,
    node,
  }
}
