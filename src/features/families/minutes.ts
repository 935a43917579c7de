import type { Family } from '../family.js'
import type { Feature } from '../feature.js'
import { windowSuffix, windowTitle } from '../naming.js'
import type { MinutesNode, PastWindow } from '../node.js'
import type { History } from '../sql/history.js'
import { visitPause } from '../sql/pattern.js'

/** How long visits are, and how much is done in them. */
export const minutesFamily: Family = {
  name: 'minutes',
  propose: ({ overall: { events }, windows }) =>
    windows.flatMap((window): Feature[] => {
      const minutes: MinutesNode = { kind: 'minutes', events, window }
      const visits = { kind: 'sessions', events, window } as const
      return [
        perWindow('minutes', 'minutes of use', window, minutes, 'minutes'),
        perWindow(
          'minutes_per_visit',
          'mean minutes of a visit',
          window,
          { kind: 'per', of: minutes, each: visits },
          'minutes',
        ),
        perWindow('events_per_visit', 'events in a visit', window, {
          kind: 'per',
          of: { kind: 'count', events, window },
          each: visits,
        }),
      ]
    }),
}

function perWindow(
  slug: string,
  title: string,
  window: PastWindow,
  node: NonNullable<Feature['node']>,
  unit?: string,
): Feature {
  return {
    name: `${slug}_${windowSuffix(window)}`,
    kind: 'numeric',
    title: `${title} ${windowTitle(window)}`,
    ...(unit === undefined ? {} : { unit }),
    family: 'minutes',
    node,
  }
}

/** `s` holds the times of the events in the window, the oldest first. */
export function minutesSql({ events, window }: MinutesNode, history: History): string {
  return history.measure({
    name: 'minutes',
    list: 'times',
    window,
    index: history.stream(events),
    body: `arraySum(pause -> if(pause <= ${visitPause}, pause, 0), arrayDifference(s)) / 60000`,
  })
}
