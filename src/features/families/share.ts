import type { Family } from '../family.js'
import { windowSuffix, windowTitle } from '../naming.js'

/** The share of each event type in all events, over the longest window. */
export const shareFamily: Family = {
  name: 'share',
  propose: ({ events, overall, longest }) =>
    events.length < 2
      ? []
      : events.map((activity) => ({
          name: `${activity.slug}_share_${windowSuffix(longest)}`,
          kind: 'numeric',
          title: `share of ${activity.plural} in all activity ${windowTitle(longest)}`,
          family: 'share',
          node: {
            kind: 'per',
            of: { kind: 'count', events: activity.events, window: longest },
            each: { kind: 'count', events: overall.events, window: longest },
          },
        })),
}
