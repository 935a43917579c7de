import type { Family } from '../family.js'
import { describe } from '../describe.js'

/** On how many days (UTC) each event happened in each window. */
export const activeDaysFamily: Family = {
  name: 'active_days',
  propose: ({ activities, windows }) =>
    activities.flatMap(({ slug, events }) =>
      windows.map((window) =>
        describe({ slug, what: 'days', family: 'active_days', node: { kind: 'activeDays', events, window } }),
      ),
    ),
}
