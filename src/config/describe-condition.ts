import {
  comparisonWords,
  describeAggregate,
  describeQuantity,
  describeWindow,
  eventsNoun,
  type Naming,
  unitOf,
  valueText,
  visits,
} from './describe-quantity.js'
import type { Comparison, ConditionNode, QuantityNode, Value } from './expression.js'
import { counted, joined, type Noun, withArticle } from './words.js'

/** A condition as what one has: "at least 1 login in the last 30 days and no purchase so far". */
export function describeCondition(node: ConditionNode, plan: Naming, words: LinkWords = bare): string {
  return new Phrasing(plan, words).condition(node)
}

/** A condition as a clause, which is how one speaks of columns: `Churn is "Yes"`. */
export function describeClause(node: ConditionNode, plan: Naming): string {
  switch (node.kind) {
    case 'compare': {
      const words: Record<Comparison, string> = { ...comparisonWords, is: 'is', isNot: 'is not' }
      const verb = node.comparison.startsWith('is') ? '' : 'is '
      return `${describeQuantity(node.quantity, plan)} ${verb}${words[node.comparison]} ${valueText(node.value)}`
    }
    case 'not':
      return `it is not so that ${describeClause(node.condition, plan)}`
    case 'all':
    case 'any': {
      const clauses = node.conditions.map((each) => nested(each, describeClause(each, plan)))
      return joined(clauses, node.kind === 'all' ? 'and' : 'or')
    }
  }
}

export interface LinkWords {
  /** Before what one has, e.g. "with". */
  readonly has: string
  /** Before what one has not, e.g. "without". */
  readonly lacks: string
}

const bare: LinkWords = { has: '', lacks: 'not' }
export const withWords: LinkWords = { has: 'with', lacks: 'without' }
export const hasWords: LinkWords = { has: 'has', lacks: 'does not have' }

/** Conditions as what somebody has or has not, with the words that link them to the somebody. */
class Phrasing {
  constructor(
    readonly plan: Naming,
    readonly words: LinkWords,
  ) {}

  condition(node: ConditionNode, negated = false): string {
    switch (node.kind) {
      case 'compare':
        return this.#comparison(node, negated)
      case 'not':
        return this.condition(node.condition, !negated)
      case 'all':
      case 'any':
        return this.#joined(node.conditions, (node.kind === 'all') !== negated, negated)
    }
  }

  /** Not (A and B) is (not A) or (not B). A link word is not repeated when the part before has the same. */
  #joined(conditions: readonly ConditionNode[], all: boolean, negated: boolean): string {
    let previous = ''
    const parts = conditions.map((each) => {
      const phrase = nested(each, this.condition(each, negated))
      const link = [this.words.lacks, this.words.has].find(
        (word) => word !== '' && phrase.startsWith(`${word} `),
      )
      const shared = link !== undefined && link === previous
      previous = link ?? ''
      return shared ? phrase.slice(link.length + 1) : phrase
    })
    return joined(parts, all ? 'and' : 'or')
  }

  #comparison(
    { quantity, comparison, value }: Extract<ConditionNode, { kind: 'compare' }>,
    negated: boolean,
  ): string {
    const noun = countedNoun(quantity, this.plan)
    if (noun !== undefined && typeof value === 'number') {
      const compared = negated ? opposite[comparison] : comparison
      return this.#linked(`${countWords(compared, value, noun.noun)} ${noun.window}`, false)
    }
    return this.#linked(compareWords(quantity, comparison, value, this.plan), negated)
  }

  #linked(phrase: string, negated: boolean): string {
    return `${negated ? this.words.lacks : this.words.has} ${phrase}`.trimStart()
  }
}

const opposite: Record<Comparison, Comparison> = {
  is: 'isNot',
  isNot: 'is',
  atLeast: 'lessThan',
  lessThan: 'atLeast',
  atMost: 'moreThan',
  moreThan: 'atMost',
}

/** What a quantity counts, when it is a count and so never missing. */
function countedNoun(node: QuantityNode, plan: Naming): { noun: Noun; window: string } | undefined {
  switch (node.kind) {
    case 'count':
      return { noun: eventsNoun(node.events, plan, node.where), window: describeWindow(node.window) }
    case 'activeDays': {
      const { many } = eventsNoun(node.events, plan)
      return {
        noun: { one: `day with ${many}`, many: `days with ${many}` },
        window: describeWindow(node.window),
      }
    }
    case 'sessions':
      return { noun: visits(node.events, plan), window: describeWindow(node.window) }
    default:
      return undefined
  }
}

/** "no login", "at least 1 login", "fewer than 5 logins". */
function countWords(comparison: Comparison, value: number, noun: Noun): string {
  const amount = counted(value, noun)
  switch (comparison) {
    case 'is':
      return value === 0 ? `no ${noun.one}` : `exactly ${amount}`
    case 'isNot':
      return value === 0 ? `at least ${counted(1, noun)}` : `any number but ${amount}`
    case 'atLeast':
      return `at least ${amount}`
    case 'moreThan':
      return value === 0 ? `at least ${counted(1, noun)}` : `more than ${amount}`
    case 'atMost':
      return value === 0 ? `no ${noun.one}` : `at most ${amount}`
    case 'lessThan':
      return value <= 1 ? `no ${noun.one}` : `fewer than ${amount}`
  }
}

/** "a total amount of purchases in the last 90 days of at least 100 USD", `plan "pro"`, "a last login less than 5 days ago". */
function compareWords(node: QuantityNode, comparison: Comparison, value: Value, plan: Naming): string {
  const words = comparisonWords[comparison]
  if (node.kind === 'daysSince') {
    const days = typeof value === 'number' ? counted(value, 'day') : valueText(value)
    return `a ${node.which} ${eventsNoun(node.events, plan).one} ${words} ${days} ago`
  }
  const what = node.kind === 'aggregate' ? describeAggregate(node, plan, '') : describeQuantity(node, plan)
  const shown = valueText(value, unitOf(node, plan))
  if (typeof value === 'number') return `${withArticle(what)} of ${words} ${shown}`
  return comparison === 'isNot' ? `${withArticle(what)} other than ${shown}` : `${what} ${shown}`
}

/** A joined condition inside another stands in brackets. */
function nested(node: ConditionNode, phrase: string): string {
  return node.kind === 'all' || node.kind === 'any' ? `(${phrase})` : phrase
}
