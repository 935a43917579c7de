import type { Factor } from '../predictions/prediction.js'

interface FactorRule {
  /** Of the factor's title or feature name. */
  readonly pattern: RegExp
  readonly action: (match: RegExpExecArray) => string
}

/** The first that fits counts. What is said of money and complaints goes before what is said of activity. */
const rules: readonly FactorRule[] = [
  { pattern: /fail|declin|overdue|unpaid|dunning/i, action: () => 'Sort out the payment that failed' },
  { pattern: /ticket|support|complain|feedback|nps/i, action: () => 'Settle what they complained about' },
  { pattern: /abandon|cart|checkout|basket/i, action: () => 'Find out what stops them at the checkout' },
  { pattern: /return|refund/i, action: () => 'Ask what was wrong with what they sent back' },
  {
    pattern: /active days|session|visit|event of any kind/i,
    action: () => 'Give them a reason to come back',
  },
  {
    pattern: /^days since the last (.+)$/i,
    action: (match) => `Give them a reason for the next ${match[1]}`,
  },
  {
    pattern: /price|discount|plan|amount|spend|value/i,
    action: () => 'Check that what they pay fits what they use',
  },
  { pattern: /invite|team|seat|share/i, action: () => 'Help them to bring in their team' },
]

/** By title and name: they are the few of the models' features, and are asked for with every prediction. */
const actionsFound = new Map<string, string>()

/** What to do about one factor; it names the thing. */
export function factorAction({ title, feature }: Factor): string {
  const key = `${title}\0${feature}`
  const action = actionsFound.get(key) ?? firstFitting(title, feature)
  actionsFound.set(key, action)
  return action
}

function firstFitting(title: string, feature: string): string {
  for (const { pattern, action } of rules) {
    const match = pattern.exec(title) ?? pattern.exec(feature)
    if (match !== null) return action(match)
  }
  return `Look into: ${title}`
}
