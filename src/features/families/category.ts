import type { Family, PropertyOfEvent } from '../family.js'
import type { Feature } from '../feature.js'
import { windowSuffix, windowTitle } from '../naming.js'
import type { PastWindow } from '../node.js'

/** Most frequent, newest, and number of different values of each property that names something. */
export const categoryFamily: Family = {
  name: 'category',
  propose: ({ categories, windows, longest }) =>
    categories.flatMap((category): Feature[] => [
      mostFrequent(category, longest),
      mostFrequent(category, { tense: 'past', length: undefined }),
      newest(category),
      ...windows.map((window) => distinct(category, window)),
    ]),
}

function mostFrequent(
  { event, property, slug, words, plural }: PropertyOfEvent,
  window: PastWindow,
): Feature {
  return {
    name: `${slug}_most_frequent_${windowSuffix(window)}`,
    kind: 'category',
    title: `most frequent ${words} of ${plural} ${windowTitle(window)}`,
    family: 'category',
    node: { kind: 'aggregate', aggregate: 'mostFrequent', event, property, window },
  }
}

function newest({ event, property, slug, words, plural }: PropertyOfEvent): Feature {
  return {
    name: `${slug}_latest`,
    kind: 'category',
    title: `newest ${words} of ${plural}`,
    family: 'category',
    node: {
      kind: 'aggregate',
      aggregate: 'latest',
      event,
      property,
      window: { tense: 'past', length: undefined },
    },
  }
}

function distinct({ event, property, slug, words, plural }: PropertyOfEvent, window: PastWindow): Feature {
  return {
    name: `${slug}_distinct_${windowSuffix(window)}`,
    kind: 'numeric',
    title: `different values of ${words} of ${plural} ${windowTitle(window)}`,
    family: 'category',
    node: { kind: 'aggregate', aggregate: 'distinct', event, property, window },
  }
}
