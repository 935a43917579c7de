import type { QuantityNode } from '../../config/expression.js'
import type { Family, PropertyOfEvent } from '../family.js'
import type { Feature } from '../feature.js'
import { singularOf } from '../naming.js'
import type { FeatureNode, PastWindow } from '../node.js'

const ever: PastWindow = { tense: 'past', length: undefined }

/**
 * Recency, frequency and monetary value with marks from 1 to 5 (Hughes, 1994, "Strategic Database Marketing"), for
 * each property that is money. Hughes marks by fifths of all customers; these marks have fixed cuts, because a mark
 * must not change with who else is looked at: one customer alone gets the same as in a batch.
 */
export const rfmFamily: Family = {
  name: 'rfm',
  propose: ({ amounts }) => {
    const money = amounts.find(isMoney)
    return money === undefined ? [] : rfmFeatures(money)
  },
}

const currency = /^(usd|eur|gbp|chf|jpy|cny|cad|aud|inr|brl|sek|nok|dkk|pln|\$|€|£)$/i
const moneyWords = /(^|_)(amount|revenue|price|value|total|cost|spend|gmv|mrr)($|_)/

/** By its unit, or without one by its name. */
function isMoney({ unit, property }: PropertyOfEvent): boolean {
  return unit === undefined ? moneyWords.test(property.toLowerCase()) : currency.test(unit)
}

function rfmFeatures({ event, property, plural, words, unit }: PropertyOfEvent): Feature[] {
  const recency: FeatureNode = {
    kind: 'steps',
    of: { kind: 'daysSince', events: [event], which: 'last' },
    cuts: [7, 30, 90, 180],
    reached: 'atMost',
  }
  const days: QuantityNode = { kind: 'activeDays', events: [event], window: ever }
  const frequency: FeatureNode = { kind: 'steps', of: days, cuts: [2, 4, 8, 16], reached: 'atLeast' }
  const sum: QuantityNode = { kind: 'aggregate', aggregate: 'sum', event, property, window: ever }
  const monetary: FeatureNode = { kind: 'steps', of: sum, cuts: [10, 50, 250, 1000], reached: 'atLeast' }
  const singular = singularOf(event)
  return [
    mark('rfm_recency', `recency mark of ${plural} (1 to 5)`, recency),
    mark('rfm_frequency', `frequency mark of ${plural} (1 to 5)`, frequency),
    mark('rfm_monetary', `monetary mark of ${plural} (1 to 5)`, monetary),
    mark('rfm_total', `sum of the recency, frequency and monetary marks of ${plural}`, {
      kind: 'total',
      of: [recency, frequency, monetary],
    }),
    {
      ...mark('rfm_value_per_day', `${words} per day with a ${singular}`, {
        kind: 'per',
        of: sum,
        each: days,
      }),
      ...(unit === undefined ? {} : { unit }),
    },
  ]
}

function mark(name: string, title: string, node: FeatureNode): Feature {
  return { name, kind: 'numeric', title, family: 'rfm', node }
}
