import type { Family } from '../family.js'
import { describe } from '../describe.js'

/** In how many visits each event happened in each window. */
export const visitsFamily: Family = {
  name: 'visits',
  propose: ({ activities, windows }) =>
    activities.flatMap(({ slug, events }) =>
      windows.map((window) =>
        describe({ slug, what: 'visits', family: 'visits', node: { kind: 'sessions', events, window } }),
      ),
    ),
}
