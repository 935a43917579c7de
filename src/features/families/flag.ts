import type { Family, PropertyOfEvent } from '../family.js'
import type { Feature } from '../feature.js'
import { windowSuffix, windowTitle } from '../naming.js'
import type { PastWindow } from '../node.js'

/** How many, and which share, of the events each yes-or-no property holds for, over each window; and its newest. */
export const flagFamily: Family = {
  name: 'flag',
  propose: ({ flags, windows }) =>
    flags.flatMap((flag): Feature[] => [
      ...windows.flatMap((window) => [how('count', flag, window), how('share', flag, window)]),
      newest(flag),
    ]),
}

function how(what: 'count' | 'share', flag: PropertyOfEvent, window: PastWindow): Feature {
  const { event, property, slug, words, plural } = flag
  const them = `${plural} with ${words} ${windowTitle(window)}`
  return {
    name: `${slug}_${what}_${windowSuffix(window)}`,
    kind: 'numeric',
    title: what === 'count' ? them : `share of ${them}`,
    family: 'flag',
    // True is 1 and false is 0.
    node: { kind: 'aggregate', aggregate: what === 'count' ? 'sum' : 'mean', event, property, window },
  }
}

function newest({ event, property, slug, words, plural }: PropertyOfEvent): Feature {
  return {
    name: `${slug}_latest`,
    kind: 'numeric',
    title: `newest ${words} of ${plural} (1 is yes)`,
    family: 'flag',
    node: {
      kind: 'aggregate',
      aggregate: 'latest',
      event,
      property,
      window: { tense: 'past', length: undefined },
    },
  }
}
