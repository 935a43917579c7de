import type { Family } from '../family.js'
import type { Feature } from '../feature.js'

/** Days since the last and since the first of each event. */
export const recencyFamily: Family = {
  name: 'recency',
  propose: ({ activities }) =>
    activities.flatMap(({ slug, events, singular }): Feature[] => [
      {
        name: `${slug}_days_since_last`,
        kind: 'numeric',
        title: `days since the last ${singular}`,
        unit: 'days',
        family: 'recency',
        node: { kind: 'daysSince', events, which: 'last' },
      },
      {
        name: `${slug}_days_since_first`,
        kind: 'numeric',
        title: `days since the first ${singular}`,
        unit: 'days',
        family: 'tenure',
        node: { kind: 'daysSince', events, which: 'first' },
      },
    ]),
}
