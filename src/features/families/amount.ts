import type { Aggregate } from '../../config/expression.js'
import type { Family, PropertyOfEvent } from '../family.js'
import type { Feature } from '../feature.js'
import { windowSuffix, windowTitle } from '../naming.js'
import type { PastWindow } from '../node.js'

type Statistic = Extract<Aggregate, 'sum' | 'mean' | 'max' | 'latest'>

const titles: Readonly<Record<Statistic, (amount: PropertyOfEvent, window: PastWindow) => string>> = {
  sum: ({ words, plural }, window) => `total ${words} of ${plural} ${windowTitle(window)}`,
  mean: ({ words, plural }, window) => `mean ${words} of ${plural} ${windowTitle(window)}`,
  max: ({ words, plural }, window) => `largest ${words} of ${plural} ${windowTitle(window)}`,
  latest: ({ words, plural }) => `newest ${words} of ${plural}`,
}

/** Sum, mean, largest and newest value of each numeric property, over each window. */
export const amountFamily: Family = {
  name: 'amount',
  propose: ({ amounts, windows }) =>
    amounts.flatMap((amount) => [
      ...windows.flatMap((window) =>
        (['sum', 'mean', 'max'] as const).map((statistic) => amountFeature(amount, statistic, window)),
      ),
      amountFeature(amount, 'latest', { tense: 'past', length: undefined }),
    ]),
}

function amountFeature(amount: PropertyOfEvent, statistic: Statistic, window: PastWindow): Feature {
  const { event, property, slug, unit } = amount
  const ending = statistic === 'latest' ? '' : `_${windowSuffix(window)}`
  return {
    name: `${slug}_${statistic}${ending}`,
    kind: 'numeric',
    title: titles[statistic](amount, window),
    ...(unit === undefined ? {} : { unit }),
    family: 'amount',
    node: { kind: 'aggregate', aggregate: statistic, event, property, window },
  }
}
