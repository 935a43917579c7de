import type { Duration } from '../../shared/time.js'
import type {
  Aggregate,
  Comparison,
  ConditionNode,
  Filter,
  QuantityNode,
  ScorePart,
  UntilNode,
  Value,
} from '../expression.js'
import { shown, told } from '../mistakes.js'
import { isCondition, isQuantity, isUntil, isValue } from '../node.js'
import { isObject } from '../option.js'
import type { Path } from '../origin.js'
import type { Window } from '../window.js'
import { comparisonWords, conditionVerbs, quantityVerbs, type Verb, windowWords } from './grammar.js'
import { asList, asObject, onlyKeys, onlyWord, placed, type Reading, type Written } from './reading.js'

export type ExpressionNode = ConditionNode | QuantityNode | UntilNode
type Told = typeof told

const comparisons = Object.keys(comparisonWords)
const windows = Object.keys(windowWords)
const verbs = [...Object.keys(quantityVerbs), 'until', ...Object.keys(conditionVerbs)]

/** What an expression may speak of that is not in itself: the file of the table of a table prediction. */
export interface ExpressionContext extends Reading {
  readonly table?: string | undefined
}

/**
 * Reads an expression written as data, such as `{ count: login, last: 30d, atLeast: 1 }`, into the node that
 * `count(login, last('30d')).atLeast(1)` makes. Names, tenses and values are not looked at: `resolve` checks them.
 * @returns `told` when it cannot be read, with the mistake told
 */
export function readExpression(
  written: unknown,
  path: Path,
  context: ExpressionContext,
): ExpressionNode | Told {
  const parts = asObject(written, path, 'an expression, such as { count: login, last: 30d }', context)
  if (parts === undefined) return told
  const verb = onlyWord(parts, verbs, [...comparisons, ...windows, 'where'], path, context)
  if (verb === undefined) return told
  if (verb === 'until') return readUntil(parts, path, context)
  const quantity = quantityVerbs[verb]
  return quantity === undefined
    ? readJoined(verb, parts, path, context)
    : readQuantity(verb, quantity, parts, path, context)
}

function readUntil(parts: Written, path: Path, context: ExpressionContext): UntilNode | Told {
  const clean = onlyKeys(parts, ['until', ...windows], path, 'until', context)
  const window = readWindow(parts, path, 'until', context)
  if (window === told || !clean) return told
  return placed({ kind: 'until', events: readNames(parts['until']), window }, path, context)
}

function readJoined(
  verb: string,
  parts: Written,
  path: Path,
  context: ExpressionContext,
): ConditionNode | Told {
  if (!onlyKeys(parts, [verb], path, verb, context)) return told
  if (verb === 'not') {
    const condition = readCondition(parts['not'], [...path, 'not'], context)
    return condition === told ? told : placed({ kind: 'not', condition }, path, context)
  }
  const joined = asList(parts[verb]).map((each, index) =>
    readCondition(each, [...path, verb, index], context),
  )
  const conditions = joined.filter((condition) => condition !== told)
  if (conditions.length < joined.length) return told
  return placed({ kind: verb === 'all' ? 'all' : 'any', conditions }, path, context)
}

/** A quantity, or with comparisons beside it a condition. */
function readQuantity(
  name: string,
  verb: Verb,
  parts: Written,
  path: Path,
  context: ExpressionContext,
): QuantityNode | ConditionNode | Told {
  const keys = [name, ...(verb.window ? windows : []), ...(verb.where ? ['where'] : []), ...comparisons]
  const clean = onlyKeys(parts, keys, path, name, context)
  const node = readVerb(name, parts, path, context)
  if (node === told || !clean) return told
  const quantity = placed(node, path, context)
  const compared = comparisons
    .filter((comparison) => parts[comparison] !== undefined)
    .map((comparison): ConditionNode => {
      const compare = { comparison: comparison as Comparison, value: parts[comparison] as Value }
      return placed({ kind: 'compare', quantity, ...compare }, path, context)
    })
  const [only, ...more] = compared
  if (only === undefined) return quantity
  return more.length === 0 ? only : placed({ kind: 'all', conditions: compared }, path, context)
}

function readVerb(name: string, parts: Written, path: Path, context: ExpressionContext): QuantityNode | Told {
  const operand = parts[name]
  const at = [...path, name]
  switch (name) {
    case 'daysSince':
    case 'daysSinceFirst':
      return {
        kind: 'daysSince',
        events: readNames(operand),
        which: name === 'daysSince' ? 'last' : 'first',
      }
    case 'trait': {
      const trait = readName(operand, at, 'the name of a trait', context)
      return trait === told ? told : { kind: 'trait', trait }
    }
    case 'column': {
      const column = readName(operand, at, 'the name of a column', context)
      return column === told ? told : { kind: 'column', table: context.table ?? '', column }
    }
    case 'ratio':
      return readRatio(operand, at, context)
    case 'score':
      return readScore(operand, at, context)
    default:
      return readOverTime(name, parts, path, context)
  }
}

function readOverTime(
  name: string,
  parts: Written,
  path: Path,
  context: ExpressionContext,
): QuantityNode | Told {
  const window = readWindow(parts, path, name, context)
  const where = readFilter(parts['where'], [...path, 'where'], context)
  if (window === told || where === told) return told
  const filtered = where === undefined ? {} : { where }
  if (name === 'count') return { kind: 'count', events: readNames(parts[name]), window, ...filtered }
  if (name === 'activeDays' || name === 'sessions') {
    return { kind: name, events: readNames(parts[name]), window }
  }
  const property = readProperty(parts[name], [...path, name], context)
  if (property === told) return told
  return { kind: 'aggregate', aggregate: name as Aggregate, ...property, window, ...filtered }
}

/** `purchase.amount`: what follows the last dot is the property, for events may have dots in their names. */
function readProperty(
  written: unknown,
  path: Path,
  { mistakes }: Reading,
): { event: string; property: string } | Told {
  const match = typeof written === 'string' ? /^(.+)\.([^.]+)$/.exec(written) : null
  const [, event, property] = match ?? []
  if (event !== undefined && property !== undefined) return { event, property }
  mistakes.add(path, { expected: 'an event and its property, such as purchase.amount', got: shown(written) })
  return told
}

function readRatio(written: unknown, path: Path, context: ExpressionContext): QuantityNode | Told {
  if (!Array.isArray(written) || written.length !== 2) {
    context.mistakes.add(path, { expected: 'a list of two quantities', got: shown(written) })
    return told
  }
  const numerator = readPlainQuantity(written[0], [...path, 0], context)
  const denominator = readPlainQuantity(written[1], [...path, 1], context)
  return numerator === told || denominator === told ? told : { kind: 'ratio', numerator, denominator }
}

function readScore(written: unknown, path: Path, context: ExpressionContext): QuantityNode | Told {
  const read = asList(written).map((each, index): ScorePart | Told => {
    const at = [...path, index]
    const part = asObject(each, at, 'a part with of, weight, from and to', context)
    if (part === undefined) return told
    const clean = onlyKeys(part, ['of', 'weight', 'from', 'to'], at, 'a part of a score', context)
    const of = readPlainQuantity(part['of'], [...at, 'of'], context)
    const { weight, from, to } = part as unknown as ScorePart
    return of === told || !clean ? told : { of, weight, from, to }
  })
  const parts = read.filter((part) => part !== told)
  return parts.length < read.length ? told : { kind: 'score', parts }
}

function readCondition(written: unknown, path: Path, context: ExpressionContext): ConditionNode | Told {
  const node = readExpression(written, path, context)
  if (node === told || isCondition(node)) return node
  const expected = `a condition: a quantity with one of ${comparisons.join(', ')}`
  context.mistakes.add(path, { expected, got: 'no comparison' })
  return told
}

function readPlainQuantity(written: unknown, path: Path, context: ExpressionContext): QuantityNode | Told {
  const node = readExpression(written, path, context)
  if (node === told || isQuantity(node)) return node
  const got = isUntil(node) ? 'a time until something' : 'a condition'
  context.mistakes.add(path, { expected: 'a quantity without a comparison', got })
  return told
}

function readWindow(parts: Written, path: Path, beside: string, context: ExpressionContext): Window | Told {
  const [word, second] = windows.filter((each) => parts[each] !== undefined)
  if (word === undefined || second !== undefined) {
    const got = word === undefined ? 'none of them' : `${word} and ${second}`
    context.mistakes.add(path, { expected: `last, next or ever beside ${beside}`, got })
    return told
  }
  const at = [...path, word]
  if (word === 'next') return placed({ tense: 'future', length: parts[word] as Duration }, at, context)
  if (word === 'last') return placed({ tense: 'past', length: parts[word] as Duration }, at, context)
  if (parts[word] !== true) {
    context.mistakes.add(at, { expected: 'ever: true', got: shown(parts[word]) })
    return told
  }
  return placed({ tense: 'past', length: undefined }, at, context)
}

/** `{ plan: pro, amount: { atLeast: 5 } }`: all must hold. */
function readFilter(written: unknown, path: Path, context: ExpressionContext): Filter | undefined | Told {
  if (written === undefined) return undefined
  const properties = asObject(written, path, 'values by property, such as { plan: pro }', context)
  if (properties === undefined) return told
  const read = Object.entries(properties).flatMap(([property, wanted]): (Filter[number] | Told)[] => {
    if (isValue(wanted)) return [{ property, comparison: 'is', value: wanted }]
    if (!isObject(wanted)) {
      context.mistakes.add([...path, property], { expected: 'a value or comparisons', got: shown(wanted) })
      return [told]
    }
    onlyKeys(wanted, comparisons, [...path, property], 'a property', context)
    return Object.entries(wanted)
      .filter(([comparison]) => comparisons.includes(comparison))
      .map(([comparison, value]) => ({
        property,
        comparison: comparison as Comparison,
        value: value as Value,
      }))
  })
  const filter = read.filter((each) => each !== told)
  return filter.length < read.length ? told : filter
}

/** Names of events; what is no text is handed on, for `resolve` to tell. */
function readNames(written: unknown): readonly string[] {
  return asList(written) as readonly string[]
}

function readName(written: unknown, path: Path, expected: string, { mistakes }: Reading): string | Told {
  if (typeof written === 'string') return written
  mistakes.add(path, { expected, got: shown(written) })
  return told
}
