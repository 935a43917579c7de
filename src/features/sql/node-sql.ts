import type { ConditionNode, QuantityNode, ScorePart, Value } from '../../config/expression.js'
import type { Fields } from '../../config/event.js'
import { clockSql } from '../families/clock.js'
import { funnelSql } from '../families/funnel.js'
import { gapSql } from '../families/gap.js'
import { minutesSql } from '../families/minutes.js'
import type { FeatureNode } from '../node.js'
import { aggregateSql } from './aggregate.js'
import { comparisonTest } from './filter.js'
import type { History } from './history.js'
import { numberLiteral, numberSql, type SqlValue } from './text.js'
import type { Traits } from './traits.js'

/** What nodes are compiled against: one side of the anchor, and the traits known at it. */
export interface Scope {
  readonly history: History
  readonly traits: Traits
  readonly traitTypes: Fields
}

/** SQL of a node's value for one entity, over the columns of the scope's history and traits. */
export function nodeSql(node: FeatureNode, scope: Scope): SqlValue {
  const { history } = scope
  switch (node.kind) {
    case 'count':
    case 'activeDays':
    case 'sessions':
      return numberSql(countedSql(node, scope))
    case 'aggregate':
      return aggregateSql(node, history)
    case 'daysSince':
      return numberSql(daysSinceSql(node, history))
    case 'trait':
      return scope.traits.value(node.trait, scope.traitTypes[node.trait]?.kind ?? 'string')
    case 'ratio':
      return numberSql(overSql(number(node.numerator, scope), number(node.denominator, scope)))
    case 'per':
      return numberSql(overSql(number(node.of, scope), number(node.each, scope)))
    case 'score':
      return numberSql(scoreSql(node.parts, scope))
    case 'rate':
      return numberSql(
        `(${number(node.short, scope)} + 1) / (${number(node.long, scope)} * ${numberLiteral(node.share)} + 1)`,
      )
    case 'steps':
      return numberSql(stepsSql(node, scope))
    case 'total':
      return numberSql(`(${node.of.map((part) => number(part, scope)).join(' + ')})`)
    case 'clock':
      return numberSql(clockSql(node, history))
    case 'gap':
      return numberSql(gapSql(node, history))
    case 'minutes':
      return numberSql(minutesSql(node, history))
    case 'funnel':
      return numberSql(funnelSql(node, history))
    case 'column':
      return numberSql('nan')
  }
}

/** SQL of a yes or no of one entity. */
export function conditionSql(node: ConditionNode, scope: Scope): string {
  switch (node.kind) {
    case 'compare':
      return comparisonTest(comparedSql(node.quantity, node.value, scope), node.comparison, node.value)
    case 'all':
      return `(${node.conditions.map((condition) => conditionSql(condition, scope)).join(' AND ')})`
    case 'any':
      return `(${node.conditions.map((condition) => conditionSql(condition, scope)).join(' OR ')})`
    case 'not':
      return `NOT (${conditionSql(node.condition, scope)})`
  }
}

type Counted = Extract<QuantityNode, { kind: 'count' | 'activeDays' | 'sessions' }>

/** How many elements of the stream's list lie in the window. */
function countedSql(node: Counted, { history }: Scope): string {
  const { name, list } = counted[node.kind]
  return history.measure({
    name,
    list,
    window: node.window,
    index: history.stream(node.events, node.kind === 'count' ? node.where : undefined),
    body: 'toFloat64(length(s))',
  })
}

const counted = {
  count: { name: 'count', list: 'times' },
  activeDays: { name: 'active days', list: 'days' },
  sessions: { name: 'visit count', list: 'visits' },
} as const

function daysSinceSql(
  { events, which }: Extract<QuantityNode, { kind: 'daysSince' }>,
  history: History,
): string {
  return history.measure({
    name: `days since ${which}`,
    list: 'times',
    window: { tense: 'past', length: undefined },
    index: history.stream(events),
    body: `if(empty(s), nan, ({anchor:Int64} - s[${which === 'last' ? -1 : 1}]) / 86400000)`,
  })
}

function overSql(numerator: string, denominator: string): string {
  return `if(${denominator} = 0, nan, ${numerator} / ${denominator})`
}

function scoreSql(parts: readonly ScorePart[], scope: Scope): string {
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0)
  const terms = parts.map(({ of, weight, from, to }) => {
    const quantity = number(of, scope)
    const scaled =
      from === to
        ? `toFloat64(${quantity} >= ${numberLiteral(to)})`
        : `greatest(0, least(1, (${quantity} - ${numberLiteral(from)}) / ${numberLiteral(to - from)}))`
    return `${numberLiteral(weight)} * if(isNaN(${quantity}), 0, ${scaled})`
  })
  return `(${terms.join(' + ')}) / ${numberLiteral(weights)}`
}

function stepsSql({ of, cuts, reached }: Extract<FeatureNode, { kind: 'steps' }>, scope: Scope): string {
  const test = reached === 'atLeast' ? '>=' : '<='
  return `toFloat64(arrayCount(cut -> ${number(of, scope)} ${test} cut, [${cuts.map(numberLiteral).join(', ')}]) + 1)`
}

/** A trait that is a time is compared with a time as it is written, and with a number as days since it. */
function comparedSql(node: QuantityNode, value: Value, scope: Scope): SqlValue {
  if (node.kind === 'trait' && typeof value === 'string') return scope.traits.value(node.trait, 'string')
  return nodeSql(node, scope)
}

/** A text where a number is wanted has no number. */
function number(node: FeatureNode, scope: Scope): string {
  const { sql, type } = nodeSql(node, scope)
  return type === 'number' ? sql : `ifNull(toFloat64OrNull(${sql}), nan)`
}
