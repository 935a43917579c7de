import type { Aggregate, Comparison } from '../expression.js'

/*
 * The words of expressions in YAML and JSON. The reader, the JSON Schema and the documentation are made of
 * these lists.
 */

/** What follows a verb. */
export type Operand = 'events' | 'property' | 'trait' | 'column' | 'pair' | 'parts'

export interface Verb {
  readonly takes: Operand
  /** Whether `last`, `next` or `ever` says over which time. */
  readonly window?: true
  /** Whether `where` says which events count. */
  readonly where?: true
  readonly description: string
}

const overTime = { window: true, where: true } as const

const aggregates: Readonly<Record<Aggregate, string>> = {
  sum: 'Sum of a numeric property; 0 when nothing happened.',
  mean: 'Mean of a numeric property; missing when nothing happened.',
  max: 'Largest value of a numeric property; missing when nothing happened.',
  min: 'Smallest value of a numeric property; missing when nothing happened.',
  latest: 'The newest value of a property; missing when nothing happened.',
  distinct: 'How many different values a property took; 0 when nothing happened.',
  mostFrequent: 'The value a property took most often; missing when nothing happened.',
}

/** Verbs that make a quantity. */
export const quantityVerbs: Readonly<Record<string, Verb>> = {
  count: { takes: 'events', ...overTime, description: 'How many of the events happened.' },
  ...Object.fromEntries(
    Object.entries(aggregates).map(([name, description]) => [
      name,
      { takes: 'property', ...overTime, description } as const,
    ]),
  ),
  activeDays: {
    takes: 'events',
    window: true,
    description: 'Calendar days (UTC) on which at least one of the events happened.',
  },
  sessions: {
    takes: 'events',
    window: true,
    description: 'Visits: runs of events with no pause above 30 minutes.',
  },
  daysSince: {
    takes: 'events',
    description: 'Days from the last of the events to the anchor; missing when there was none.',
  },
  daysSinceFirst: {
    takes: 'events',
    description: 'Days from the first of the events to the anchor; missing when there was none.',
  },
  trait: { takes: 'trait', description: 'The newest value of a trait of the entity.' },
  ratio: {
    takes: 'pair',
    description: 'The first quantity over the second; missing when the second is 0 or missing.',
  },
  score: {
    takes: 'parts',
    description: 'The weighted mean of parts, each scaled so that `from` is 0 and `to` is 1: from 0 to 1.',
  },
  column: { takes: 'column', description: 'A column of the table of the prediction.' },
}

/** Verbs that join conditions. */
export const conditionVerbs: Readonly<Record<string, string>> = {
  all: 'All of the conditions.',
  any: 'At least one of the conditions.',
  not: 'The opposite of a condition.',
}

export const untilDescription =
  'Days until the first of the events; those without one are censored at the end of the window.'

export const windowWords: Readonly<Record<string, string>> = {
  last: 'The past: `last: 30d` is (t - 30d, t].',
  next: 'The future: `next: 30d` is (t, t + 30d].',
  ever: 'The whole past, `ever: true`.',
}

export const comparisonWords: Readonly<Record<Comparison, string>> = {
  is: 'equal to',
  isNot: 'not equal to',
  atLeast: 'at least',
  atMost: 'at most',
  moreThan: 'more than',
  lessThan: 'less than',
}

export const operatorWords = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const

/** What a row of a file is tested for, beside the comparisons. */
export const rowTestWords: Readonly<Record<string, string>> = {
  ...comparisonWords,
  startsWith: 'begins with a text',
  matches: 'matches a regular expression',
  isEmpty: 'holds nothing (`isEmpty: true`)',
}
