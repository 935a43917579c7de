import type { Family } from '../family.js'
import { describe } from '../describe.js'

/** How often each event happened in each window. */
export const countFamily: Family = {
  name: 'count',
  propose: ({ activities, windows }) =>
    activities.flatMap(({ slug, events }) =>
      windows.map((window) =>
        describe({ slug, what: 'count', family: 'count', node: { kind: 'count', events, window } }),
      ),
    ),
}
