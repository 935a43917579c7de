import type { ConditionNode, QuantityNode, UntilNode, Value } from './expression.js'
import { shown } from './mistakes.js'
import { isObject } from './option.js'

/*
 * Tells the nodes of expressions apart in data that no compiler has seen. By their `kind` and never by class:
 * a configuration may hold objects of another copy of this package.
 */

const conditionKinds = ['compare', 'all', 'any', 'not']
const quantityKinds = [
  'count',
  'aggregate',
  'activeDays',
  'sessions',
  'daysSince',
  'trait',
  'ratio',
  'score',
  'column',
]

export function isCondition(node: unknown): node is ConditionNode {
  return isObject(node) && conditionKinds.includes(String(node['kind']))
}

export function isQuantity(node: unknown): node is QuantityNode {
  return isObject(node) && quantityKinds.includes(String(node['kind']))
}

export function isUntil(node: unknown): node is UntilNode {
  return isObject(node) && node['kind'] === 'until'
}

export function isValue(value: unknown): value is Value {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

/** The node inside what `count(...)`, `sum(...).atLeast(1)`, `until(...)` return; undefined for anything else. */
export function nodeOf(expression: unknown): unknown {
  return isObject(expression) && Object.hasOwn(expression, 'node') ? expression['node'] : undefined
}

/** What an expression is, for the "got" of a message. */
export function describeNode(node: unknown): string {
  if (isCondition(node)) return 'a condition'
  if (isUntil(node)) return 'a time until something'
  if (isQuantity(node)) {
    return node.kind === 'aggregate' ? `a quantity (${node.aggregate})` : `a quantity (${node.kind})`
  }
  return shown(node)
}

/** `last 30d`, `next 7d`, `ever`. */
export function windowText(window: Readonly<Record<string, unknown>>): string {
  const length = window['length']
  const written = typeof length === 'string' ? length : shown(length)
  if (window['tense'] === 'future') return `next ${written}`
  return length === undefined ? 'ever' : `last ${written}`
}
